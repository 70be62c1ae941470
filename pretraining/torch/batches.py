"""This process' share of each step, drawn ahead by processes of its own."""
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from model import UNMASKED

WIDTH_STEP = 32
"""Widths are multiples of it."""
ROW_SHARE = 1 / 32
"""Numbers of rows are multiples of this share of a batch's tokens."""


class Steps(Dataset):
    """Item n is step `first + n`: the sequences whose place in the step is `rank` modulo `world`."""

    def __init__(self, drawer, *, first, last, rank, world):
        self.drawer, self.first, self.last, self.rank, self.world = drawer, first, last, rank, world

    def __len__(self):
        return self.last - self.first

    def __getitem__(self, index):
        step = self.first + index
        return tensors_of(self.drawer.draw(step, np.arange(self.rank, self.drawer.count(step), self.world)))


def tensors_of(drawn):
    """What the model's forward takes, and `masked`, the number of masked tokens.

    Widths and numbers of rows are filled up to a few sizes, so that a compiled model is compiled for a few shapes.
    """
    width = filled_up(drawn.input_ids.shape[1], WIDTH_STEP)
    input_ids, attended, chosen, labels = (
        np.pad(array, ((0, 0), (0, width - array.shape[1])))
        for array in (drawn.input_ids, drawn.attended, drawn.chosen, drawn.labels)
    )
    places = np.flatnonzero(chosen)
    size = filled_up(len(places), max(1, int(input_ids.size * ROW_SHARE)))
    rows, wanted = np.zeros(size, dtype=np.int64), np.full(size, UNMASKED, dtype=np.int64)
    rows[: len(places)], wanted[: len(places)] = places, labels.reshape(-1)[places]
    return {
        "input_ids": torch.from_numpy(input_ids),
        "attended": None if attended.all() else torch.from_numpy(attended[:, None, None, :]),
        "rows": torch.from_numpy(rows),
        "labels": torch.from_numpy(wanted),
        "masked": torch.tensor(float(len(places))),
    }


def filled_up(number, step):
    """The next multiple of `step`."""
    return -(-number // step) * step


def loader(steps, workers):
    ahead = {"prefetch_factor": 4, "persistent_workers": True} if workers > 0 else {}
    return DataLoader(steps, batch_size=None, num_workers=workers, pin_memory=torch.cuda.is_available(), **ahead)
