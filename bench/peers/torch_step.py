"""A masked language model's training step in PyTorch, the peer of bench/step.ts, which starts it.

    python bench/peers/torch_step.py OPTIONS_JSON

"transformers" is what run_mlm and its Trainer do: logits at all positions, gradients clipped at 1.0, fused AdamW.
"strong" computes the head at the masked positions only. Both use the default attention (SDPA).
"""

import json
import os
import sys

options = json.loads(sys.argv[1])
os.environ["OMP_NUM_THREADS"] = str(options["threads"])
os.environ["HF_HUB_OFFLINE"] = "1"

import torch  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402
from transformers import AutoConfig, AutoModelForMaskedLM  # noqa: E402

from rounds import serve  # noqa: E402

MASK_SHARE, FIRST_WORD, IGNORED = 0.15, 1000, -100


def make_model(config):
    torch.manual_seed(0)
    return AutoModelForMaskedLM.from_config(AutoConfig.for_model(**config)).train()


def make_optimizer(model):
    """As Trainer groups the parameters: no decay on biases and norms."""
    plain = [p for name, p in model.named_parameters() if name.endswith("bias") or "norm" in name.lower()]
    ids = {id(p) for p in plain}
    decayed = [p for p in model.parameters() if id(p) not in ids]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=1e-4, fused=True)


def make_batch():
    shape = (options["batch"], options["sequence"])
    words = torch.randint(FIRST_WORD, options["config"]["vocab_size"], shape)
    labels = torch.full(shape, IGNORED)
    masked = torch.randperm(words.numel())[: int(words.numel() * MASK_SHARE)]
    labels.view(-1)[masked] = words.view(-1)[masked]
    return {"input_ids": words, "attention_mask": torch.ones_like(words), "labels": labels}


def loss_everywhere(model, batch):
    return model(**batch).loss


def head(model, hidden):
    kind = model.config.model_type
    if kind == "modernbert":
        return model.decoder(model.head(hidden))
    return (model.lm_head if kind == "roberta" else model.cls)(hidden)


def loss_at_masked(model, batch):
    hidden = model.base_model(batch["input_ids"]).last_hidden_state.flatten(0, 1)
    labels = batch["labels"].flatten()
    masked = (labels != IGNORED).nonzero().squeeze(1)
    return cross_entropy(head(model, hidden[masked]), labels[masked])


def main():
    torch.set_num_threads(options["threads"])
    model = make_model(options["config"])
    optimizer = make_optimizer(model)
    loss_of = {"transformers": loss_everywhere, "strong": loss_at_masked}[options["variant"]]

    def step(batch):
        loss = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss.item()

    serve(make_batch, step)


if __name__ == "__main__":
    main()
