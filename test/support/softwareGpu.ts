import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureChromium } from "../harness/setup";

const MANIFEST = "vk_swiftshader_icd.json";

/**
 * The environment of a process that has a GPU in software: SwiftShader and Vulkan's loader, which come with Chromium.
 * Undefined where there is none.
 */
export function softwareGpu(): Record<string, string> | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = chromiumFolders().find((each) => existsSync(join(each, MANIFEST)));
  return folder === undefined
    ? undefined
    : { VK_ICD_FILENAMES: join(folder, MANIFEST), LD_LIBRARY_PATH: folder };
}

/** Debian's program is a script that starts the one in its folder. */
function chromiumFolders(): string[] {
  try {
    return [dirname(realpathSync(ensureChromium())), "/usr/lib/chromium"];
  } catch {
    return [];
  }
}
