// A process that works on a storage until it is killed: argv is the storage, and the change at which it dies.
import { writeSync } from "node:fs";
import { calls } from "./countedFs";
import { work } from "./durableWork";

const STEPS = 2;

work(process.argv[2], STEPS, (what) => writeSync(1, `${what}\n`)).then(() =>
  writeSync(1, `calls ${calls()}\n`),
);
