"""This process' share of each step, drawn ahead by processes of its own."""
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset


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
    """What the model's forward takes."""
    rows = np.flatnonzero(drawn.chosen)
    attended = None if drawn.attended.all() else torch.from_numpy(drawn.attended[:, None, None, :])
    return {
        "input_ids": torch.from_numpy(drawn.input_ids),
        "attended": attended,
        "rows": torch.from_numpy(rows),
        "labels": torch.from_numpy(drawn.labels.reshape(-1)[rows]),
    }


def loader(steps, workers):
    ahead = {"prefetch_factor": 4, "persistent_workers": True} if workers > 0 else {}
    return DataLoader(steps, batch_size=None, num_workers=workers, pin_memory=torch.cuda.is_available(), **ahead)
