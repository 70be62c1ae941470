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
from optimization import adamw, rate_at, update
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
    parser.add_argument("--compile", action="store_true", help="compile the model first: a minute, then faster")
    parser.add_argument("--minutes", type=float, help="end the run early, with its decay, so that it ends after so long")
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


def losses(model, batch, processes, precision):
    """The gradients of the mean loss over all processes' masked tokens; returns that mean."""
    cast = torch.autocast(processes.device.type, torch.bfloat16) if precision == "bf16" else nullcontext()
    with cast:
        total = model(**batch)
    masked = processes.summed(torch.tensor(float(len(batch["labels"])), device=processes.device))
    # DistributedDataParallel means over processes; the gradient wanted is of the sum over the number of all masked tokens.
    (total * (processes.world / masked)).backward()
    return processes.summed(total.detach().clone()) / masked


class Clock:
    """Shortens a run to `minutes`: once the steps that are left, decay and all, would outlast it, the rest is cut."""

    def __init__(self, args, first):
        self.args, self.first, self.began = args, first, time.monotonic()
        self.steps = args.steps

    def total(self, step):
        """Optimiser steps in all, as far as is known at `step`; the decay's beginning does not move any more once reached."""
        if self.args.minutes is None or step - self.first < REPORT_EVERY or step >= self.steps - self.args.decay:
            return self.steps
        elapsed = time.monotonic() - self.began
        possible = self.first + int((step - self.first) * self.args.minutes * 60 / elapsed)
        if possible - self.args.decay <= step:
            self.steps = min(self.steps, step + self.args.decay)
        return self.steps


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
    shared = processes.shared(torch.compile(model, dynamic=True) if args.compile else model)
    done = follow(args, processes, steps, shared, optimizer, lambda step: write_state(args.output, model, optimizer, step))
    if processes.rank == 0:
        write_state(args.output, model, optimizer, done)
        write_model(args.output, config, model, args.tokens)
        print(f"step {done}: the model is in {args.output}/model", flush=True)


def follow(args, processes, steps, model, optimizer, save):
    """Takes the steps; returns how many are done."""
    clock = Clock(args, steps.first)
    began = saved = time.monotonic()
    loss_sum = torch.zeros((), device=processes.device)
    done = steps.first
    schedule = {"rate": args.rate, "warmup": args.warmup, "decay": args.decay}
    for batch in loader(steps, args.workers):
        total = agreed(clock.total(done), processes)
        if done >= total:
            break
        batch = {name: value.to(processes.device, non_blocking=True) if value is not None else None for name, value in batch.items()}
        loss_sum += losses(model, batch, processes, args.precision)
        update(model, optimizer, rate_at(done, steps=total, **schedule))
        done += 1
        if done % REPORT_EVERY == 0 and processes.rank == 0:
            tokens = REPORT_EVERY * args.batch * args.length / (time.monotonic() - began)
            print(f"step {done} loss {loss_sum.item() / REPORT_EVERY:.4f} {round(tokens)} tokens/s", flush=True)
            began, loss_sum = time.monotonic(), torch.zeros((), device=processes.device)
        if processes.rank == 0 and time.monotonic() - saved > SAVE_EVERY_SECONDS:
            save(done)
            saved = time.monotonic()
    return done


def agreed(total, processes):
    """The first process' number, so that all end together."""
    if processes.world == 1:
        return total
    number = torch.tensor(total, device=processes.device)
    dist.broadcast(number, 0)
    return int(number)


if __name__ == "__main__":
    processes = Processes()
    try:
        train(options(), processes)
    finally:
        if processes.world > 1:
            dist.destroy_process_group()
