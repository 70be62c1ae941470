"""A run's folder, as pretraining/train.ts reads and writes it: `state/` and `constant/` to go on from, `model/` to publish."""
import json
import os
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

TOKENIZER_FILES = ("vocab.txt", "tokenizer.json", "tokenizer_config.json")
MOMENTS = {"means": "exp_avg", "squares": "exp_avg_sq"}


def read_config(folder):
    return json.loads(Path(folder, "config.json").read_text(encoding="utf-8"))


def load_parameters(model, file):
    model.load_state_dict({name: tensor.float() for name, tensor in load_file(file).items()}, strict=True)


def write_state(folder, model, optimizer, step):
    """Parameters, both moments and the step, whole or not at all."""
    named = dict(model.named_parameters())
    tensors = {"parameters": {name: parameter.detach() for name, parameter in named.items()}}
    for region, key in MOMENTS.items():
        tensors[region] = {name: optimizer.state[parameter][key] for name, parameter in named.items()}

    def write(beside):
        for region, values in tensors.items():
            save_file({name: value.cpu().contiguous() for name, value in values.items()}, beside / f"{region}.safetensors")
        (beside / "step.json").write_text(json.dumps({"step": step}), encoding="utf-8")

    replace_folder(Path(folder, "state"), write)


def read_state(folder, model, optimizer):
    """Loads what write_state, or train.ts, wrote; returns the step, 0 where there is none."""
    state = Path(folder, "state")
    if not (state / "step.json").exists():
        return 0
    step = json.loads((state / "step.json").read_text(encoding="utf-8"))["step"]
    load_parameters(model, state / "parameters.safetensors")
    moments = {key: load_file(state / f"{region}.safetensors") for region, key in MOMENTS.items()}
    for name, parameter in model.named_parameters():
        device = {key: values[name].to(parameter.device) for key, values in moments.items()}
        optimizer.state[parameter] = {"step": torch.tensor(float(step), device=parameter.device), **device}
    return step


def write_model(folder, name, config, model, tokenizer):
    """`name`, a Hugging Face folder in fp32 with the tokenizer's files of `tokenizer`."""

    def write(beside):
        tensors = {name: parameter.detach().float().cpu().contiguous() for name, parameter in model.named_parameters()}
        save_file(tensors, beside / "model.safetensors", metadata={"format": "pt"})
        written = {**config, "dtype": "float32"}
        (beside / "config.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
        for name in TOKENIZER_FILES:
            shutil.copyfile(Path(tokenizer, name), beside / name)

    replace_folder(Path(folder, name), write)


def replace_folder(target, write):
    beside = target.with_name(target.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    write(beside)
    shutil.rmtree(target, ignore_errors=True)
    os.rename(beside, target)
