"""The optimiser and its schedule, as pretraining/train.ts has them."""
import torch

WEIGHT_DECAY = 0.01
MAX_GRADIENT_NORM = 1.0


def adamw(model, fused):
    """AdamW with the settings of Transformers' Trainer: biases and LayerNorm's parameters are not decayed."""
    named = list(model.named_parameters())
    is_decayed = lambda name: not name.endswith(".bias") and "LayerNorm" not in name  # noqa: E731
    groups = [
        {"params": [p for name, p in named if is_decayed(name)], "weight_decay": WEIGHT_DECAY},
        {"params": [p for name, p in named if not is_decayed(name)], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.999), eps=1e-8, fused=fused)


def fall_left(step, *, steps, decay):
    """The share of the rate's fall over the last `decay` steps that is left: 1 before it, 0 after the last."""
    return 1.0 if decay == 0 else min(1.0, (steps - step) / decay)


def rate_at(step, *, rate, warmup, left):
    """A trapezoid: warmup, a constant rate, and a fall to 0, of which `left` is left (Zhai et al. 2022)."""
    return rate * min(1.0, (step + 1) / warmup) * left


def update(model, optimizer, rate):
    """One step on the gradients that are there; returns their norm before clipping."""
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), MAX_GRADIENT_NORM)
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return norm
