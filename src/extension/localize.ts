export type { Localize } from "../protocol/localize";
