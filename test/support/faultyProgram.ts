// A process that works on a storage until it is killed: argv is the storage, the change at which it dies, and the scenario.
import { writeSync } from "node:fs";
import { calls } from "./countedFs";
import { SCENARIOS, type ScenarioName } from "./faultScenarios";

const [storage, , name] = process.argv.slice(2);

async function main(): Promise<void> {
  const scenario = await SCENARIOS[name as ScenarioName]();
  await scenario.run(storage!, (line) => writeSync(1, `${line}\n`));
  writeSync(1, `calls ${calls()}\n`);
}

void main();
