import { basename, resolve } from "node:path";
import { buildOnnxExport } from "../../core/formats/onnxExport";
import { elementCount } from "../../core/tensor";

import { readNotes } from "../../node/modelNotes";
import { writeModelFolder } from "../../node/writeModelFolder";
import type { ExportModelParams } from "../../protocol/models";
import { readReport } from "../runs/readReport";
import { loadModel, writable } from "./loadModel";
import { modelCard } from "./modelCard";
import { provenanceOf } from "./provenance";

/**
 * Writes a model as a new Hugging Face folder with a model card, whole or not at all, and on request with
 * `onnx/model.onnx`. Throws a `bad-model` Fault for a model that is incomplete, or too large for ONNX.
 */
export async function exportModel({ model: folder, output, onnx }: ExportModelParams): Promise<void> {
  const model = await loadModel(folder);
  const { config, parameters, tokenizer } = model;
  const report = await readReport(folder);
  const { repository, found } = await readNotes(folder);
  const { licence, dataNotices } = await provenanceOf(folder);
  const card = modelCard({
    name: basename(resolve(output)),
    config,
    parameters: [...parameters.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0),
    vocabulary: tokenizer.vocabSize,
    licence,
    hasDataNotices: dataNotices !== undefined,
    hasOnnx: onnx,
    ...(repository !== undefined && { repository }),
    ...(report && { report }),
    ...(found && { found }),
  });
  const written = onnx ? { onnx: buildOnnxExport(config, parameters) } : {};
  const notices = dataNotices === undefined ? {} : { dataNotices };
  await writeModelFolder(output, { ...writable(model), ...written, card }, notices);
}
