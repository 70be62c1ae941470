"""Trains a masked language model with Transformers' Trainer, the peer of bench/time-to-accuracy.ts, which starts it.

    python bench/peers/torch_trainer.py TASK_JSON

Prints a line of JSON for each evaluation: before training and after each epoch, on the hidden tokens that the task names.
"""

import json
import os
import sys
import tempfile

lines, sys.stdout = sys.stdout, sys.stderr  # standard output has the lines of JSON alone

with open(sys.argv[1], encoding="utf8") as file:
    task = json.load(file)
os.environ["OMP_NUM_THREADS"] = str(task["threads"])
os.environ["HF_HUB_OFFLINE"] = "1"

import torch  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402
from transformers import (  # noqa: E402
    AutoModelForMaskedLM,
    AutoTokenizer,
    DataCollatorForLanguageModeling,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)


@torch.inference_mode()
def held_out_loss(model):
    """Sequences of one length run together, as many as in a step."""
    model.eval()
    total, count = 0.0, 0
    for batch in batches_of_one_length(task["heldOut"], task["batchSize"]):
        logits = model(input_ids=torch.tensor([example["inputIds"] for example in batch])).logits
        for row, example in zip(logits, batch):
            labels = torch.tensor(example["labels"], dtype=torch.long)
            total += cross_entropy(row[example["positions"]], labels, reduction="sum").item()
            count += len(labels)
    model.train()
    return total / count


def batches_of_one_length(examples, size):
    by_length = {}
    for example in examples:
        by_length.setdefault(len(example["inputIds"]), []).append(example)
    for group in by_length.values():
        for start in range(0, len(group), size):
            yield group[start : start + size]


class Evaluate(TrainerCallback):
    def on_train_begin(self, args, state, control, model=None, **_):
        tell(0, held_out_loss(model))

    def on_epoch_end(self, args, state, control, model=None, **_):
        tell(round(state.epoch), held_out_loss(model))


def tell(epoch, loss):
    print(json.dumps({"type": "evaluation", "epoch": epoch, "loss": loss}), file=lines, flush=True)


def main():
    tokenizer = AutoTokenizer.from_pretrained(task["model"])
    model = AutoModelForMaskedLM.from_pretrained(task["model"], dtype=torch.float32)  # whatever the file has
    steps = -(-len(task["train"]) // task["batchSize"]) * task["epochs"]
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder,
            num_train_epochs=task["epochs"],
            per_device_train_batch_size=task["batchSize"],
            learning_rate=task["learningRate"],
            lr_scheduler_type="linear",
            warmup_steps=round(steps * task["warmupRatio"]),
            weight_decay=0.01,
            max_grad_norm=task["maxGradNorm"],
            optim="adamw_torch_fused",
            save_strategy="no",
            logging_strategy="no",
            report_to=[],
            disable_tqdm=True,
            use_cpu=True,
            seed=task["seed"],
        )
        collator = DataCollatorForLanguageModeling(tokenizer, mlm_probability=task["mlmProbability"])
        data = [{"input_ids": ids} for ids in task["train"]]
        trainer = Trainer(model, arguments, data_collator=collator, train_dataset=data, callbacks=[Evaluate()])
        trainer.train()


main()
