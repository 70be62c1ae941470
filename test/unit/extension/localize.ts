import type { Localize } from "../../../src/extension/localize";

/** English, as the editor shows it without a translation. */
export const ENGLISH: Localize = {
  t: (message, ...args) => message.replace(/\{(\d+)\}/g, (_match, index) => String(args[Number(index)])),
};
