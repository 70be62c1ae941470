/**
 * ONNX Runtime on Linux and Windows collects usage data unless this is set before its library is loaded: importing
 * this module must come first.
 */
process.env["ORT_DISABLE_TELEMETRY"] = "1";
