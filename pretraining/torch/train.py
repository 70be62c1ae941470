"""Pre-trains the base model with PyTorch, on any number of processes; see README.md beside this file."""
import argparse
import os
import time
from contextlib import nullcontext

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

from batches import Steps, loader
from draw import Drawer
from model import BertForMaskedLM
from optimization import adamw, fall_left, rate_at, update
from run_folder import load_parameters, read_config, read_state, write_model, write_state
from tokens import read_kinds, read_vocabulary

REPORT_EVERY = 50
SAVE_EVERY_SECONDS = 300


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", required=True, help="the folder that `run.mjs tokens` wrote")
    parser.add_argument("--from", dest="start", required=True, help="a model's folder, such as `run.mjs train --steps 0` writes")
    parser.add_argument("--output", required=True, help="the run's folder; the same command goes on from what it holds")
    parser.add_argument("--steps", type=int, required=True, help="optimiser steps in all")
    parser.add_argument("--decay", type=int, default=0, help="the rate falls to 0 over the last so many steps")
    parser.add_argument("--warmup", type=int, default=200)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=16, help="sequences of a step, over all processes")
    parser.add_argument("--length", type=int, default=128)
    parser.add_argument("--long-every", type=int, default=5)
    parser.add_argument("--mask", type=float, default=0.4)
    parser.add_argument("--whole-words", action="store_true", help="hide all pieces of a word together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=4, help="processes that draw sequences, for each that trains")
    parser.add_argument("--precision", choices=["bf16", "fp32"], default="bf16" if torch.cuda.is_available() else "fp32")
    parser.add_argument("--compile", action="store_true", help="compile the model first: half a minute, then faster")
    parser.add_argument("--minutes", type=float, help="end the run after so long, where --steps were not reached before")
    parser.add_argument("--decay-share", type=float, default=0.4, help="with --minutes: the rate falls to 0 over this share of them")
    return parser.parse_args()


class Processes:
    """The processes of torchrun, or this one alone."""

    def __init__(self):
        self.rank, self.world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        local = int(os.environ.get("LOCAL_RANK", 0))
        self.device = torch.device("cuda", local) if torch.cuda.is_available() else torch.device("cpu")
        if self.world > 1:
            dist.init_process_group("nccl" if self.device.type == "cuda" else "gloo")

    def summed(self, value):
        if self.world > 1:
            dist.all_reduce(value)
        return value

    def shared(self, model):
        return DistributedDataParallel(model) if self.world > 1 else model


def losses(model, masked, inputs, processes, precision):
    """The gradients of the mean loss over all processes' masked tokens; returns that mean."""
    cast = torch.autocast(processes.device.type, torch.bfloat16) if precision == "bf16" else nullcontext()
    with cast:
        total = model(**inputs)
    masked = processes.summed(masked)
    # DistributedDataParallel means over processes; the gradient wanted is of the sum over the number of all masked tokens.
    (total * (processes.world / masked)).backward()
    return processes.summed(total.detach().clone()) / masked


class Fall:
    """How much is left of the rate's fall: by steps, and by the clock, over that share of the minutes."""

    def __init__(self, args):
        self.args, self.began = args, time.monotonic()

    def left(self, step):
        """1 before the fall, 0 or less at the end of the run."""
        return min(fall_left(step, steps=self.args.steps, decay=self.args.decay), self.by_clock())

    def by_clock(self):
        if self.args.minutes is None:
            return 1.0
        seconds = self.args.minutes * 60
        return (seconds - (time.monotonic() - self.began)) / (seconds * self.args.decay_share)


def train(args, processes):
    config = read_config(args.start)
    vocabulary = read_vocabulary(args.tokens)
    if len(vocabulary) != config["vocab_size"]:
        raise SystemExit(f"{args.start} has another vocabulary than {args.tokens}.")
    model = BertForMaskedLM(config)
    load_parameters(model, f"{args.start}/model.safetensors")
    model.to(processes.device)
    optimizer = adamw(model, fused=processes.device.type == "cuda")
    done = read_state(args.output, model, optimizer)
    drawer = Drawer(
        read_kinds(args.tokens), vocabulary, seed=args.seed, batch=args.batch, length=args.length,
        long_every=args.long_every, mask=args.mask, whole_words=args.whole_words,
    )
    steps = Steps(drawer, first=done, last=args.steps, rank=processes.rank, world=processes.world)
    if args.compile:
        model.compile_parts()
    run = Run(args, processes, processes.shared(model), optimizer)
    write = lambda name: write_model(args.output, name, config, model, args.tokens)  # noqa: E731
    done = run.follow(
        steps,
        save=lambda step: write_state(args.output, model, optimizer, step),
        before_fall=lambda: write("constant"),
    )
    if processes.rank == 0:
        write_state(args.output, model, optimizer, done)
        write("model")
        print(f"step {done}: the model is in {args.output}/model", flush=True)


class Run:
    """Takes a run's steps on all processes."""

    def __init__(self, args, processes, model, optimizer):
        self.args, self.processes, self.model, self.optimizer = args, processes, model, optimizer
        self.fall = Fall(args)

    def follow(self, steps, *, save, before_fall):
        """Returns how many steps are done; `save` and `before_fall` are called in the first process."""
        progress, saved, was_falling = Progress(self.args, self.processes), time.monotonic(), False
        is_first = self.processes.rank == 0
        done = steps.first
        for batch in loader(steps, self.args.workers):
            left = agreed(self.fall.left(done), self.processes)
            if left <= 0:
                break
            if left < 1 and not was_falling and is_first:
                before_fall()
            was_falling = left < 1
            progress.add(done, self.take(batch, done, left))
            done += 1
            if is_first and time.monotonic() - saved > SAVE_EVERY_SECONDS:
                save(done)
                saved = time.monotonic()
        return done

    def take(self, batch, step, left):
        """One step of the optimiser; returns the mean loss of the masked tokens, in nats."""
        args, device = self.args, self.processes.device
        inputs = {name: value if value is None else value.to(device, non_blocking=True) for name, value in batch.items()}
        loss = losses(self.model, inputs.pop("masked"), inputs, self.processes, args.precision)
        update(self.model, self.optimizer, rate_at(step, rate=args.rate, warmup=args.warmup, left=left))
        return loss


class Progress:
    """Prints the mean loss and the speed now and then."""

    def __init__(self, args, processes):
        self.tokens, self.rank, self.device = args.batch * args.length, processes.rank, processes.device
        self.begin()

    def begin(self):
        self.began, self.steps, self.loss = time.monotonic(), 0, torch.zeros((), device=self.device)

    def add(self, step, loss):
        self.loss += loss
        self.steps += 1
        if self.steps == REPORT_EVERY and self.rank == 0:
            loss = self.loss.item() / self.steps
            speed = self.steps * self.tokens / (time.monotonic() - self.began)
            print(f"step {step + 1} loss {loss:.4f} {round(speed)} tokens/s", flush=True)
            self.begin()


def agreed(number, processes):
    """The first process' number, so that all end together."""
    if processes.world == 1:
        return number
    shared = torch.tensor(number, device=processes.device)
    dist.broadcast(shared, 0)
    return float(shared)


if __name__ == "__main__":
    processes = Processes()
    try:
        train(options(), processes)
    finally:
        if processes.world > 1:
            dist.destroy_process_group()
