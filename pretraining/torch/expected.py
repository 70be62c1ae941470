"""Writes what PyTorch makes of a small case, for the test that compares it with the engine: expected.py CASE OUTPUT.

CASE holds `tokens/` and `model/`. OUTPUT gets `draws.json` (the masked sequences of some steps), `step.json` (loss and
norm of step 0), `gradients.safetensors` and `parameters.safetensors` (before and after its update).
"""
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.torch import save_file

from batches import tensors_of
from draw import Drawer
from model import BertForMaskedLM
from optimization import adamw, rate_at, update
from run_folder import load_parameters, read_config
from tokens import read_kinds, read_vocabulary

STEPS = (0, 4, 5, 9, 11)


def drawn(drawer, step):
    batch = drawer.draw(step, np.arange(drawer.count(step)))
    rows = zip(batch.input_ids, batch.labels, batch.chosen, batch.attended)
    return [
        {
            "input_ids": ids[inside].tolist(),
            "positions": np.flatnonzero(chosen).tolist(),
            "labels": labels[chosen].tolist(),
        }
        for ids, labels, chosen, inside in rows
    ]


def main(case, output):
    output.mkdir(parents=True, exist_ok=True)
    vocabulary = read_vocabulary(case / "tokens")
    options = {"seed": 3, "batch": 4, "length": 24, "long_every": 5, "mask": 0.4}
    kinds = read_kinds(case / "tokens")
    drawer = Drawer(kinds, vocabulary, **options)
    whole = Drawer(kinds, vocabulary, **options, whole_words=True)
    draws = {"pieces": {step: drawn(drawer, step) for step in STEPS}, "words": {step: drawn(whole, step) for step in STEPS}}
    (output / "draws.json").write_text(json.dumps(draws) + "\n", encoding="utf-8")

    model = BertForMaskedLM(read_config(case / "model"))
    load_parameters(model, case / "model" / "model.safetensors")
    optimizer = adamw(model, fused=False)
    batch = tensors_of(drawer.draw(0, np.arange(drawer.count(0))))
    masked = batch.pop("masked")
    loss = model(**batch) / masked
    loss.backward()
    gradients = {name: parameter.grad.clone() for name, parameter in model.named_parameters()}
    norm = update(model, optimizer, rate_at(0, rate=1e-3, warmup=1, left=1.0))
    save_file(gradients, output / "gradients.safetensors")
    save_file({name: parameter.detach() for name, parameter in model.named_parameters()}, output / "parameters.safetensors")
    (output / "step.json").write_text(json.dumps({"loss": loss.item(), "norm": norm.item()}) + "\n", encoding="utf-8")


main(Path(sys.argv[1]), Path(sys.argv[2]))
