"""The token files that `node pretraining/run.mjs tokens` writes."""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
SENTENCE_ENDS = (".", "?", "!")
SENTENCE_KINDS = ("everyday", "sentences", "examples", "grammar", "prose")
SHORTEST_KIND = 1000


@dataclass(frozen=True)
class Vocabulary:
    ids: dict
    special: np.ndarray
    """bool [vocab]"""
    continuation: np.ndarray
    """bool [vocab]"""

    def __len__(self):
        return len(self.ids)


@dataclass(frozen=True)
class Kind:
    name: str
    weight: float
    train: np.ndarray
    """uint16 [tokens]"""
    heldout: np.ndarray
    starts: np.ndarray
    """int64: where documents begin in `train`"""


def read_vocabulary(folder):
    pieces = Path(folder, "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return Vocabulary(
        ids={piece: index for index, piece in enumerate(pieces)},
        special=np.array([piece in SPECIAL for piece in pieces]),
        continuation=np.array([piece.startswith("##") for piece in pieces]),
    )


def read_kinds(folder):
    """The kinds of text in the order of meta.json; those without tokens are left out."""
    meta = json.loads(Path(folder, "meta.json").read_text(encoding="utf-8"))
    kinds = []
    for name, entry in meta["kinds"].items():
        train, heldout = (
            np.fromfile(Path(folder, f"{name}.{split}.bin"), dtype="<u2") for split in ("train", "heldout")
        )
        if len(train) <= SHORTEST_KIND or entry["weight"] <= 0:
            continue
        ends = np.flatnonzero(train[:-1] == meta["separator"])
        starts = np.concatenate([[0], ends + 1])
        kinds.append(Kind(name, entry["weight"], train, heldout, starts))
    return kinds
