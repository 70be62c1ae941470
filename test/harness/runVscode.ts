// Runs the mocha suites inside real extension hosts, one window per scene, for the source checkout or for a .vsix.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { waitMs } from "./limits.json";
import { type ReportReader, reportReader, type TestCounts, type TestFailure } from "./report";
import { folderCount, layOutScenes, type Scene } from "./scenes";
import { installVsix, remoteUri, type Server, STILL_SETTINGS, startServer } from "./server";
import { type Channel, ensureChromium, ensureServer, type ServerInstallation } from "./setup";
import { openWorkbench, type Workbench } from "./workbench";

interface Run {
  readonly repository: string;
  readonly installation: ServerInstallation;
  readonly chromium: string;
  readonly results: string;
  /** The extension under development: the repository, or an empty one where the installed .vsix is tested. */
  readonly developmentPath: string;
  readonly extensionsFolder?: string;
}

interface SceneOutcome extends TestCounts {
  readonly failures: readonly TestFailure[];
}

interface SceneResult extends SceneOutcome {
  readonly name: string;
  readonly seconds: number;
}

const SCENES_AT_ONCE = 2;
const SCENE_LIMIT_MS = 40 * waitMs;
const CRASH_GRACE_MS = 2_000;
const LOG_LINES_SHOWN = 10;
const HOST_EXIT = /Extension Host Process exited with code: \S+, signal: \S+\./;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      floor: { type: "boolean" },
      scene: { type: "string" },
      name: { type: "string", default: "vscode" },
    },
  });
  const run = prepare(values.floor ? "floor" : "latest", values.name);
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-scenes-"));
  try {
    const isWanted = values.scene === undefined ? isRun(run) : ({ name }: Scene) => name === values.scene;
    const scenes = layOutScenes(base).filter(isWanted);
    return finish(run, values.name, await runScenes(run, scenes));
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** Of an installed .vsix what packaging can break is tested, of the source checkout everything else. */
function isRun({ extensionsFolder }: Run): (scene: Scene) => boolean {
  if (extensionsFolder === undefined) return ({ name }) => name !== "packaged";
  return ({ name }) => name === "packaged" || name === "installed";
}

function prepare(channel: Channel, name: string): Run {
  const repository = process.cwd();
  const results = path.join(repository, "test-results", name);
  fs.rmSync(results, { recursive: true, force: true });
  fs.mkdirSync(results, { recursive: true });
  const installation = ensureServer(repository, channel);
  const run = { repository, installation, chromium: ensureChromium(), results };
  const vsix = process.env["EXT_VSIX"];
  return vsix
    ? { ...run, ...installed(installation, path.resolve(vsix), results) }
    : { ...run, developmentPath: repository };
}

/** VS Code wants some extension under development: beside the installed one it gets an empty one. */
function installed(installation: ServerInstallation, vsix: string, results: string) {
  const developmentPath = path.join(results, "empty");
  const extensionsFolder = path.join(results, "extensions");
  const manifest = { name: "empty", publisher: "test", version: "0.0.0", engines: { vscode: "*" } };
  fs.mkdirSync(developmentPath);
  fs.writeFileSync(path.join(developmentPath, "package.json"), JSON.stringify(manifest));
  installVsix(installation, vsix, extensionsFolder);
  return { developmentPath, extensionsFolder };
}

/** Some at once, as a window waits much. */
async function runScenes(run: Run, scenes: readonly Scene[]): Promise<SceneResult[]> {
  const left = [...scenes];
  const results: SceneResult[] = [];
  const runNext = async (): Promise<void> => {
    for (let scene = left.shift(); scene !== undefined; scene = left.shift())
      results.push(await runScene(run, scene));
  };
  await Promise.all(Array.from({ length: SCENES_AT_ONCE }, runNext));
  return results;
}

async function runScene(run: Run, scene: Scene): Promise<SceneResult> {
  const begun = performance.now();
  const file = path.join(run.results, `${scene.name}.jsonl`);
  fs.writeFileSync(file, "");
  fs.writeFileSync(logFile(run, scene.name), "");
  const reader = reportReader(file, scene.name);
  const poll = setInterval(() => reader.drain(), 300);
  try {
    const outcome = await untilEnded(run, scene, file, reader);
    const seconds = (performance.now() - begun) / 1000;
    return { ...withOutcome(run, reader, outcome, scene), name: scene.name, seconds };
  } finally {
    clearInterval(poll);
  }
}

function logFile({ results }: Run, scene: string): string {
  return path.join(results, `${scene}.log`);
}

/** Opens the window and waits for the page's exit code, a crash, or the time limit. */
async function untilEnded(
  run: Run,
  scene: Scene,
  report: string,
  reader: ReportReader,
): Promise<number | string> {
  const log = logFile(run, scene.name);
  let end: (outcome: number | string) => void = () => {};
  const ended = new Promise<number | string>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(end, SCENE_LIMIT_MS, `no end after ${SCENE_LIMIT_MS} ms`);
  let server: Server | undefined;
  let workbench: Workbench | undefined;
  try {
    server = await startServer(run.installation, {
      developmentMode: true,
      ...scene.server,
      settings: { ...STILL_SETTINGS, ...scene.server.settings },
      ...(run.extensionsFolder ? { extensionsFolder: run.extensionsFolder } : {}),
      environment: {
        EXT_TEST_REPORT: report,
        EXT_TEST_SCENE: scene.name,
        EXT_TEST_FOLDERS: String(folderCount(scene)),
        WORKSPACE_MLM_GIVE_WAY: "0", // a training is waited for, however busy the machine is
        ...(scene.name === "installed" ? {} : { WORKSPACE_MLM_TEST: "1" }),
      },
      onLine: (line) => {
        fs.appendFileSync(log, `${line}\n`);
        if (HOST_EXIT.test(line)) setTimeout(end, CRASH_GRACE_MS, line);
      },
    });
    workbench = await openWorkbench(server, run.chromium, {
      ...scene.window,
      payload: [
        ["extensionDevelopmentPath", remoteUri(server, run.developmentPath)],
        ["extensionTestsPath", remoteUri(server, path.join(run.repository, "out/test/vscode/index"))],
      ],
      onLog: (type, args) => fs.appendFileSync(log, `[page ${type}] ${args.join(" ")}\n`),
      onExit: end,
    });
    workbench.page.on("crash", () => end("the page crashed"));
    const outcome = await ended;
    reader.drain();
    await workbench.page.screenshot({ path: path.join(run.results, `${scene.name}.png`) }).catch(() => {});
    return outcome;
  } finally {
    clearTimeout(timer);
    await workbench?.browser.close().catch(() => {});
    await server?.stop();
  }
}

function withOutcome(
  run: Run,
  reader: ReportReader,
  outcome: number | string,
  { name }: Scene,
): SceneOutcome {
  const { counts, failures, whole } = reader;
  const good = whole && counts.passed > 0 && (outcome === 0 || counts.failed > 0);
  if (good) return { ...counts, failures };
  const log = fs.readFileSync(logFile(run, name), "utf8").trimEnd().split("\n").slice(-LOG_LINES_SHOWN);
  const error = [`the run did not end well (${outcome}); its log ends:`, ...log].join("\n");
  console.error(`${name}: FAILED ${error}`);
  return { ...counts, failed: counts.failed + 1, failures: [...failures, { name, error }] };
}

function finish(run: Run, name: string, results: readonly SceneResult[]): number {
  const sum = (key: keyof TestCounts): number => results.reduce((total, each) => total + each[key], 0);
  const total: TestCounts = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
  const parts = results.map(({ name, seconds }) => ({ name, seconds }));
  const failures = results.flatMap((result) => result.failures);
  const file = path.join(path.dirname(run.results), `${name}.json`);
  fs.writeFileSync(file, JSON.stringify({ ...total, parts, failures }));
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
