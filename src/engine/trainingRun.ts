import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { parameterShapes } from "../core/models/parameters";
import { type Evaluation, Evaluator } from "../core/training/evaluation";
import { heldOutOf, type StepEvent, type TrainingTask, train } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { currentModel, runFolder, useModel } from "../node/modelStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type * as protocol from "../protocol/training";
import { type Model, saveModel } from "./loadModel";
import type { PauseGate } from "./pauseGate";
import { prepare } from "./prepare";
import { dataOptions, scratchOptions, startModel, trainingOptions, trainingThreads } from "./runOptions";
import { createThroughput, type Throughput } from "./throughput";

export interface RunControl {
  /** Aborted to end the run early; what was learnt is evaluated and saved all the same. */
  readonly stop: AbortSignal;
  readonly gate: PauseGate;
  report(progress: protocol.TrainingProgress): void;
}

/** Trains on the folders, compares with the model it started from on the same held-out masks, and keeps the better. */
export async function runTraining(
  params: protocol.TrainParams,
  control: RunControl,
): Promise<protocol.TrainingResult> {
  const started = Date.now();
  const { settings, storage } = params;
  const base = startModel(params);
  control.report({ stage: "preparing", step: 0, totalSteps: 0 });
  const fromScratch = base === undefined;
  const source = fromScratch ? { scratch: scratchOptions(settings) } : { model: base };
  const { model, data } = await prepare(source, dataOptions(params), control.stop);
  const state = new TrainingState(parameterShapes(model.config));
  state.load("parameters", model.parameters);
  const task: TrainingTask = {
    backend: onnxRuntimeBackend({ threads: trainingThreads(settings) }),
    config: model.config,
    state,
    vocabulary: model.tokenizer,
    train: data.train,
    validation: data.validation,
    options: trainingOptions(settings, model.config, fromScratch),
  };
  const { steps, before, after } = await follow(task, control);
  const kept = fromScratch || isBetter(after, before) ? "tuned" : "base";
  control.report({ stage: "saving", step: steps, totalSteps: steps });
  if (kept === "tuned") await save(storage, { ...model, parameters: state.tensors("parameters") });
  return {
    ...(before && !fromScratch ? { base: forProtocol(before) } : {}),
    ...(after ? { tuned: forProtocol(after) } : {}),
    kept,
    model: (await currentModel(storage)) ?? base ?? storage,
    steps,
    seconds: (Date.now() - started) / 1000,
    stoppedEarly: control.stop.aborted,
  };
}

interface Followed {
  readonly steps: number;
  readonly before?: Evaluation;
  readonly after?: Evaluation;
}

/** Runs the task to its end or to a stop; evaluates what a stop left half way. */
async function follow(task: TrainingTask, { stop, gate, report }: RunControl): Promise<Followed> {
  const throughput = createThroughput();
  let last: StepEvent | undefined;
  let before: Evaluation | undefined;
  let after: Evaluation | undefined;
  report({ stage: "evaluating", step: 0, totalSteps: 0 });
  try {
    for await (const event of train(task, stop)) {
      if (event.type === "evaluation") {
        if (event.epoch === 0) before = event.evaluation;
        else after = event.evaluation;
      } else if (event.type === "step") {
        last = event;
        report(progressOf(event, throughput));
      }
      await gate.pass(stop);
      throughput.pause();
    }
  } catch (error) {
    if (!stop.aborted || error !== stop.reason || last === undefined) throw error;
    report({ stage: "evaluating", step: last.step, totalSteps: last.totalSteps });
    after = await evaluate(task);
  }
  return { steps: last?.step ?? 0, ...(before && { before }), ...(after && { after }) };
}

function progressOf(event: StepEvent, throughput: Throughput): protocol.TrainingProgress {
  const { step, totalSteps, loss, learningRate, tokens } = event;
  const tokensPerSecond = throughput.add(tokens);
  const etaSeconds = throughput.secondsLeft(step, totalSteps);
  return { stage: "training", step, totalSteps, loss, learningRate, tokensPerSecond, etaSeconds };
}

async function evaluate(task: TrainingTask): Promise<Evaluation | undefined> {
  const heldOut = heldOutOf(task);
  if (heldOut.length === 0) return undefined;
  const evaluator = new Evaluator(task.backend, task.config);
  try {
    return await evaluator.evaluate(task.state.tensors("parameters"), heldOut);
  } finally {
    await evaluator.release();
  }
}

/** Without held-out text there is nothing to compare, and the training was asked for. */
function isBetter(after: Evaluation | undefined, before: Evaluation | undefined): boolean {
  return after === undefined || before === undefined || after.loss <= before.loss;
}

async function save(storage: string, model: Model): Promise<void> {
  const run = new Date().toISOString().replace(/\W/g, "-");
  const folder = runFolder(storage, run);
  await mkdir(dirname(folder), { recursive: true });
  await saveModel(folder, model, {});
  await useModel(storage, run);
}

function forProtocol({ loss, top1, masked }: Evaluation): protocol.Evaluation {
  return { loss, accuracy: top1, masks: masked };
}
