import { existsSync } from "node:fs";
import { join } from "node:path";

/** The base model that comes with the program, beside `dist/`; undefined where there is none. */
export function bundledModel(): string | undefined {
  const folder = join(__dirname, "..", "models", "base");
  return existsSync(join(folder, "model.safetensors")) ? folder : undefined;
}
