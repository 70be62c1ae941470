import { fillMask } from "./fillMask";
import { scoreText } from "./scoreText";
import { suggestName } from "./suggestName";
import type { Tool } from "./tool";

export const TOOLS: readonly Tool[] = [fillMask, scoreText, suggestName];
