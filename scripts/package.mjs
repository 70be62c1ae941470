// Makes one .vsix for each target, with that target's native files only, and checks what went in.
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createVSIX, listFiles } from "@vscode/vsce";

export const TARGETS = ["linux-x64", "linux-arm64", "win32-x64", "win32-arm64", "darwin-arm64"];

/** Stands for whoever publishes this, in the addresses of package.json; the README's links and images are resolved there. */
const PLACEHOLDER = "/OWNER/";

const OUTPUT = "dist/vsix";
const LIMIT_MB = 60;

/** What a .vsix may hold beside its native files; everything else stops the packaging. */
const ALLOWED = [
  /^(package\.json|package\.nls(\.[a-z-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY-NOTICES\.md)$/,
  /^dist\/(extension|engine|mcp)\.js$/,
  /^dist\/webview\/report\.(js|css)$/,
  /^media\/([a-z-]+\.png|walkthrough\/[a-z]+(\.nls\.[a-z-]+)?\.md)$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^models\/base\/[\w.-]+$/,
  /^node_modules\/onnxruntime-(node|common)\/(package\.json|LICENSE|dist\/(cjs\/)?([\w-]+\.js|package\.json))$/,
];

/** Without these the extension would not start, or not be ours to give away. */
export const REQUIRED = [
  "package.json",
  "dist/extension.js",
  "dist/engine.js",
  "dist/mcp.js",
  "dist/webview/report.js",
  "dist/webview/report.css",
  "media/icon.png",
  "LICENSE",
  "THIRD-PARTY-NOTICES.md",
  "node_modules/onnxruntime-common/dist/cjs/package.json", // or the folder's files count as ES modules
];

/** Returns the path of the new .vsix. Expects a build in dist. */
export async function packageExtension(target) {
  const scratch = mkdtempSync(path.join(tmpdir(), "vsix-"));
  try {
    const ignoreFile = path.join(scratch, "vscodeignore");
    copyFileSync(".vscodeignore", ignoreFile);
    const native = nativeFiles(target);
    for (const file of native) appendFileSync(ignoreFile, `!${file}\n`);
    checkContents(target, native, await listFiles({ ignoreFile }));
    return await write(target, ignoreFile);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The target's binding and libraries; macOS's library is there twice, and the binding links the one with the short name. */
function nativeFiles(target) {
  const folder = `node_modules/onnxruntime-node/bin/napi-v6/${target.replace("-", "/")}`;
  const names = readdirSync(folder).filter((name) => !/\.\d+\.\d+\.dylib$/.test(name));
  return names.map((name) => `${folder}/${name}`);
}

/** Throws an Error that names what is too much or missing in a .vsix of these files. */
export function checkContents(target, native, files) {
  const strangers = files.filter(
    (file) => !native.includes(file) && !ALLOWED.some((rule) => rule.test(file)),
  );
  const missing = [...REQUIRED, ...native].filter((file) => !files.includes(file));
  if (strangers.length > 0)
    throw new Error(`${target}: these do not belong into the .vsix: ${strangers.join(", ")}`);
  if (missing.length > 0) throw new Error(`${target}: the .vsix lacks ${missing.join(", ")}`);
}

async function write(target, ignoreFile) {
  mkdirSync(OUTPUT, { recursive: true });
  const { version, repository } = JSON.parse(readFileSync("package.json", "utf8"));
  if (repository.url.includes(PLACEHOLDER))
    console.log(`package.json names ${repository.url}: put the real one in before this is published.`);
  const packagePath = path.join(OUTPUT, `workspace-mlm-${target}-${version}.vsix`);
  await createVSIX({
    target,
    ignoreFile,
    packagePath,
    skipLicense: false,
  });
  const megabytes = statSync(packagePath).size / 1024 ** 2;
  console.log(`${packagePath}: ${megabytes.toFixed(1)} MB`);
  if (megabytes > LIMIT_MB) throw new Error(`${packagePath} is larger than ${LIMIT_MB} MB.`);
  return packagePath;
}

if (import.meta.filename === process.argv[1]) {
  execFileSync("node", ["esbuild.mjs"], { stdio: "inherit" });
  const targets = process.argv.slice(2);
  for (const target of targets.length > 0 ? targets : TARGETS) await packageExtension(target);
}
