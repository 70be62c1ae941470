// Every command that README.md and docs/ name.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../support/commandLine";
import { temporaryFolder } from "../../support/temporaryFolder";

const PAGES = ["README.md", ...readdirSync("docs").map((name) => join("docs", name))];
/** Commands of others, which need the network. */
const OTHERS = /^(npm ci|pip install )/;

const at = temporaryFolder();

/** What stands in the page's `sh` blocks, by block, a command an item. */
function blocksOf(page: string): string[][] {
  const blocks = [...readFileSync(page, "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, lines]) => lines.trimEnd().replaceAll("\\\n", " ").split("\n").flatMap(commandsOf));
}

/** Commands that stand in a sentence or a table. */
function namedIn(page: string): string[] {
  const prose = readFileSync(page, "utf8").replaceAll(/^```[\s\S]*?^```$/gm, "");
  return [
    ...prose.matchAll(/`((?:npx workspace-mlm|workspace-mlm|npm run|node pretraining\/run\.mjs) [^`]+)`/g),
  ].flatMap(([, line]) => commandsOf(line));
}

const commandsOf = (line: string) =>
  line
    .replace(/\s+#.*$/, "")
    .split(" && ")
    .map((command) => command.trim());

/** The words of a command as a shell splits them. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

const node = (...args: string[]) => spawnSync(process.execPath, args, { encoding: "utf8" });

const named = [...new Set(PAGES.flatMap((page) => [...blocksOf(page).flat(), ...namedIn(page)]))].filter(
  (command) => !OTHERS.test(command),
);
const matching = (pattern: RegExp) => named.filter((command) => pattern.test(command));
const SCRIPTS = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).scripts);

describe("commands in README.md and docs/", () => {
  it("are of kinds that this test knows", () => {
    const known =
      /^(npx workspace-mlm|workspace-mlm|npm run|npm test$|npm start\b|node pretraining\/run\.mjs)/;
    expect(named.filter((command) => !known.test(command))).toEqual([]);
  });

  it.each(matching(/^npm (run|test|start)/))("%s: there is such a script", (command) => {
    const [, verb, name] = wordsOf(command);
    expect(SCRIPTS).toContain(verb === "run" ? name : verb);
  });

  it.each(matching(/workspace-mlm /))("%s: there is such a command", async (command) => {
    const name = wordsOf(command)[command.startsWith("npx") ? 2 : 1];
    const { code, stdout } = await run(at(), [name, "--help"]);
    expect(stdout).toContain(`Usage: workspace-mlm ${name}`);
    expect(code).toBe(0);
  });

  it("npm run bench -- ...: every bench takes its options", { timeout: 120_000 }, () => {
    const benches = matching(/^npm run bench -- /);
    node("scripts/bench.mjs", wordsOf(benches[0])[4], "--help"); // builds them all
    for (const command of benches) {
      const [name, ...options] = wordsOf(command).slice(4);
      const result = node(join("dist", "bench", `${name}.js`), ...options, "--help");
      expect(result.stdout, `${command}: ${result.stderr}`).toContain(`npm run bench -- ${name}`);
      expect(result.status).toBe(0);
    }
  });

  it.each(matching(/^node pretraining\/run\.mjs /))("%s: there is such a step", (command) => {
    expect(existsSync(join("pretraining", `${wordsOf(command)[2]}.ts`))).toBe(true);
  });

  it("workspace-mlm ...: each block runs from its first line to its last", { timeout: 120_000 }, async () => {
    const blocks = blocksOf(join("docs", "command-line.md"));
    expect(blocks.flat().length).toBeGreaterThan(5);
    cpSync(join("sample", "src"), at("FOLDER"), { recursive: true });
    for (const command of blocks.flat()) {
      const [program, ...args] = wordsOf(command);
      expect(program).toBe("workspace-mlm");
      const { code, stderr } = await run(at(), args);
      expect(code, `${command}: ${stderr}`).toBe(0);
    }
  });
});

describe("links in README.md and docs/", () => {
  it.each(PAGES)("%s: all lead to files", (page) => {
    const links = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
      ([, to]) => to,
    );
    expect(links.filter((to) => !existsSync(join(dirname(page), to)))).toEqual([]);
  });
});
