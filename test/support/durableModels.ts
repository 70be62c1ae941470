import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { HeldOutText } from "../../src/core/questions/heldOutText";
import { loadModel, saveModel } from "../../src/engine/models/loadModel";
import { describeModels, importModel, noteFound, renameModel } from "../../src/engine/models/storedModels";
import { questionsId, writeHeldOut } from "../../src/node/heldOutStore";
import { currentModel, deleteModel, runFolder, useModel, useNoModel } from "../../src/node/modelStore";
import type { ListedModel } from "../../src/protocol/models";
import { type FaultScenario, unmet } from "./faultScenario";

const FIXTURE = "test/fixtures/bert-2x32";
const RUNS = ["2026-01-01T00-00-00-000Z", "2026-01-02T00-00-00-000Z"] as const;
const [OLDER, NEWER] = RUNS;

/** What a person sees of the store: the models by their names and figures, and the one in use. */
type State = string;
const state = (inUse: string | undefined, ...names: readonly string[]): State =>
  JSON.stringify([inUse ?? null, [...names].sort()]);

/** Two sets of hidden words. */
const ASKED = ["some", "other"].map((word) => ({
  ...{ choosing: [], reporting: ["a.md"] },
  questions: [{ file: "a.md", before: "", word, after: "" }],
}));

/** The model of a run is asked for a set of words. */
async function note(storage: string, run: string, first: number, asked: HeldOutText) {
  await writeHeldOut(storage, asked);
  const questions = questionsId(asked.questions);
  await noteFound(storage, runFolder(storage, run), { words: 9, files: 1, first, amongFive: 9, questions });
}

/** What is done to the models one after the other, and what is to be seen after it, and on the way there. */
const DEEDS: readonly {
  readonly act: (storage: string) => Promise<unknown>;
  readonly after: State;
  readonly between?: State;
}[] = [
  {
    act: (storage) => importModel({ folder: FIXTURE, storage, name: "imported" }),
    after: state(OLDER, OLDER, NEWER, "imported"),
  },
  {
    act: (storage) => renameModel({ storage, run: NEWER, name: "renamed" }),
    after: state(OLDER, OLDER, "renamed", "imported"),
  },
  {
    act: (storage) => note(storage, OLDER, 2, ASKED[0]!),
    after: state(`${OLDER} 2`, `${OLDER} 2`, "renamed", "imported"),
  },
  {
    act: (storage) => note(storage, NEWER, 1, ASKED[1]!),
    between: state(`${OLDER} outdated`, `${OLDER} outdated`, "renamed", "imported"),
    after: state(`${OLDER} outdated`, `${OLDER} outdated`, "renamed 1", "imported"),
  },
  {
    act: (storage) => useModel(storage, NEWER),
    after: state("renamed 1", `${OLDER} outdated`, "renamed 1", "imported"),
  },
  {
    act: (storage) => deleteModel(storage, NEWER),
    between: state(undefined, `${OLDER} outdated`, "renamed 1", "imported"),
    after: state(undefined, `${OLDER} outdated`, "imported"),
  },
  {
    act: (storage) => useModel(storage, OLDER),
    after: state(`${OLDER} outdated`, `${OLDER} outdated`, "imported"),
  },
  { act: (storage) => useNoModel(storage), after: state(undefined, `${OLDER} outdated`, "imported") },
];
const BEGIN = state(OLDER, OLDER, NEWER);

function label({ run, name, imported, found, isOutdated }: ListedModel): string {
  const figure = found ? ` ${found.first}` : isOutdated ? " outdated" : "";
  return `${name ?? (imported ? "nameless" : run)}${figure}`;
}

/** Throws where a model is not whole. */
async function look(storage: string): Promise<State> {
  const models = await describeModels(storage);
  for (const { folder } of models) await loadModel(folder);
  const names = new Map(models.map((model) => [model.run, label(model)]));
  const current = await currentModel(storage);
  return state(current && names.get(basename(current)), ...names.values());
}

/** Importing, renaming, comparing, switching and deleting models. */
export const MODELS: FaultScenario = {
  async prepare(storage) {
    for (const run of RUNS) await saveModel(runFolder(storage, run), await loadModel(FIXTURE), {});
    await useModel(storage, OLDER);
  },
  async run(storage, say) {
    for (const [index, { act }] of DEEDS.entries()) {
      await act(storage);
      say(`done ${index}`);
    }
  },
  async problems({ storage, said }) {
    const done = said.length;
    const { after, between } = DEEDS[done] ?? {};
    const before = done === 0 ? BEGIN : DEEDS[done - 1]!.after;
    const found = await look(storage).catch((error: Error) => error.message);
    const entries = readdirSync(storage, { recursive: true, encoding: "utf8" });
    const hidden = entries.filter((path) => /(^|[/\\])\./.test(path));
    return unmet(
      [[before, between, after].includes(found), `it is ${found} after ${done} deeds`],
      [hidden.length === 0, `there is left ${hidden.join(", ")}`],
    );
  },
};
