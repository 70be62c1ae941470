export { ENGLISH } from "../../../src/protocol/localize";
