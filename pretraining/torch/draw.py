"""The masked sequences of a step, the same as pretraining/training/draw.ts draws, many at a time."""
from dataclasses import dataclass

import numpy as np

from random_numbers import Lanes
from tokens import SENTENCE_ENDS, SENTENCE_KINDS

SENTENCES_EVERY = 6
SENTENCES_SHORTER = 4
SHORTEST_SENTENCE = 4
PURPOSE = 7
MASK_SHARE = 0.8
RANDOM_SHARE = 0.1


@dataclass(frozen=True)
class Drawn:
    """Sequences of one step, padded: int64 and bool [sequences, length]."""

    input_ids: np.ndarray
    labels: np.ndarray
    chosen: np.ndarray
    attended: np.ndarray


class Drawer:
    def __init__(self, kinds, vocabulary, *, seed, batch, length, long_every, mask, whole_words=False):
        self.all = Mixture(kinds)
        self.with_sentences = Mixture([kind for kind in kinds if kind.name in SENTENCE_KINDS])
        self.vocabulary = vocabulary
        self.seed, self.batch, self.length, self.long_every = seed, batch, length, long_every
        self.mask, self.whole_words = mask, whole_words
        ends = [vocabulary.ids[piece] for piece in ("[SEP]", *SENTENCE_ENDS)]
        self.ends = [np.flatnonzero(np.isin(kind.train, ends)) for kind in self.with_sentences.kinds]

    def count(self, step):
        """How many sequences the step has."""
        if holds_sentences(step):
            return self.batch * SENTENCES_SHORTER
        return self.batch // self.times(step)

    def draw(self, step, places):
        """The step's sequences number `places`."""
        lanes = Lanes(self.seed, PURPOSE, step, places)
        if holds_sentences(step):
            ids, lengths = self.sentences(lanes, len(places), self.length // SENTENCES_SHORTER)
        else:
            ids, lengths = self.sequences(lanes, len(places), self.length * self.times(step))
        return self.masked(ids, lengths, lanes)

    def times(self, step):
        every = self.long_every
        return 2 if every > 0 and step % every == every - 1 else 1

    def sequences(self, lanes, count, length):
        """[CLS] tokens [SEP], every other one from a document's beginning."""
        kind = self.all.draw(lanes)
        at_document = lanes.next_float() < 0.5
        draw = lanes.next_float()
        body = length - 2
        ids = self.framed(count, length)
        lengths = np.empty(count, dtype=np.int64)
        for number, source in enumerate(self.all.kinds):
            rows = np.flatnonzero(kind == number)
            tokens = len(source.train)
            document = source.starts[np.floor(draw[rows] * len(source.starts)).astype(np.int64)]
            anywhere = np.floor(draw[rows] * tokens).astype(np.int64)
            wanted = np.where(at_document[rows], document, anywhere)
            start = np.clip(wanted, 0, max(0, tokens - body))
            lengths[rows] = min(length, tokens + 2)
            taken = min(body, tokens)
            ids[rows, 1 : 1 + taken] = source.train[start[:, None] + np.arange(taken)]
        return self.closed(ids, lengths)

    def sentences(self, lanes, count, length):
        """[CLS] one sentence [SEP]: the one after a random place, drawn again where it is too short or too long."""
        ids = self.framed(count, length)
        lengths = np.zeros(count, dtype=np.int64)
        separator = self.vocabulary.ids["[SEP]"]
        missing = np.ones(count, dtype=bool)
        while missing.any():
            kind = self.with_sentences.draw(lanes, missing)
            sizes = self.with_sentences.sizes[kind]
            begun = lanes.next_below(sizes, missing)
            for number, source in enumerate(self.with_sentences.kinds):
                for row in np.flatnonzero(missing & (kind == number)):
                    sentence = sentence_after(source.train, self.ends[number], begun[row], separator)
                    if SHORTEST_SENTENCE <= len(sentence) <= length - 2:
                        ids[row, 1 : 1 + len(sentence)] = sentence
                        lengths[row] = len(sentence) + 2
                        missing[row] = False
        return self.closed(ids, lengths)

    def framed(self, count, length):
        ids = np.full((count, length), self.vocabulary.ids["[PAD]"], dtype=np.int64)
        ids[:, 0] = self.vocabulary.ids["[CLS]"]
        return ids

    def closed(self, ids, lengths):
        ids[np.arange(len(ids)), lengths - 1] = self.vocabulary.ids["[SEP]"]
        return ids[:, : lengths.max()], lengths

    def masked(self, ids, lengths, lanes):
        inside = np.arange(ids.shape[1]) < lengths[:, None]
        chosen = self.choose(ids, inside, lanes)
        hidden = self.hide(ids, chosen, lanes)
        return Drawn(input_ids=hidden, labels=ids, chosen=chosen, attended=inside)

    def choose(self, ids, inside, lanes):
        """bool [sequences, length]: the tokens to predict, drawn from left to right."""
        special = self.vocabulary.special[ids] | ~inside
        continues = self.vocabulary.continuation[ids] & self.whole_words
        chosen = np.zeros(ids.shape, dtype=bool)
        for at in range(ids.shape[1]):
            follows = continues[:, at] & ~special[:, at - 1] if at > 0 else np.zeros(len(ids), dtype=bool)
            draws = ~special[:, at] & ~follows
            fresh = lanes.next_float(draws) < self.mask
            chosen[:, at] = (draws & fresh) | (follows & ~special[:, at] & chosen[:, at - 1])
        return chosen

    def hide(self, ids, chosen, lanes):
        """Of the chosen tokens 80 % become [MASK] and 10 % a random token (Devlin et al. 2018)."""
        hidden = ids.copy()
        # The nth chosen position of each sequence, for n = 0, 1, ...
        order = np.argsort(~chosen, axis=1, kind="stable")
        counts = chosen.sum(axis=1)
        rows = np.arange(len(ids))
        for nth in range(counts.max(initial=0)):
            going = counts > nth
            at = order[:, nth]
            draw = lanes.next_float(going)
            becomes_random = going & (draw >= MASK_SHARE) & (draw < MASK_SHARE + RANDOM_SHARE)
            other = lanes.next_below(len(self.vocabulary), becomes_random)
            becomes_mask = going & (draw < MASK_SHARE)
            hidden[rows[becomes_mask], at[becomes_mask]] = self.vocabulary.ids["[MASK]"]
            hidden[rows[becomes_random], at[becomes_random]] = other[becomes_random]
        return hidden


class Mixture:
    """Kinds of text, drawn by weight."""

    def __init__(self, kinds):
        self.kinds = kinds
        self.sizes = np.array([len(kind.train) for kind in kinds])

    def draw(self, lanes, where=None):
        """int64 [lanes]: numbers of kinds."""
        left = lanes.next_float(where) * sum(kind.weight for kind in self.kinds)
        drawn = np.full(len(left), len(self.kinds) - 1)
        undecided = np.ones(len(left), dtype=bool)
        for number, kind in enumerate(self.kinds):
            left = left - kind.weight
            drawn[undecided & (left < 0)] = number
            undecided &= left >= 0
        return drawn


def holds_sentences(step):
    return step % SENTENCES_EVERY == SENTENCES_EVERY - 1


def sentence_after(train, ends, begun, separator):
    """The sentence that begins after the one in which `begun` stands, with its end but without a separator."""
    start = sentence_end(train, ends, begun, separator)
    if start < len(train) and train[start] == separator:
        start += 1
    return train[start : sentence_end(train, ends, start, separator)]


def sentence_end(train, ends, start, separator):
    following = np.searchsorted(ends, start)
    last = ends[following] if following < len(ends) else max(start, len(train) - 1)
    return last if last < len(train) and train[last] == separator else last + 1
