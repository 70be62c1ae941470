"""The engine's random numbers (src/core/random.ts), for many generators side by side: one a lane."""
import numpy as np

MASK = np.uint64(0xFFFFFFFF)


def finalized(z):
    """The 32-bit finaliser of SplitMix (Steele, Lea, Flood 2014) of uint64 values below 2^32."""
    z = ((z ^ (z >> np.uint64(16))) * np.uint64(0x85EBCA6B)) & MASK
    z = ((z ^ (z >> np.uint64(13))) * np.uint64(0xC2B2AE35)) & MASK
    return z ^ (z >> np.uint64(16))


def seed_words(seeds, count):
    """uint64 [count, lanes]: words below 2^32 that depend on a seed each."""
    steps = np.arange(1, count + 1, dtype=np.uint64)[:, None]
    return finalized((seeds + steps * np.uint64(0x9E3779B9)) & MASK)


def mixed(seeds, parts):
    """uint64 [lanes]: seeds that depend on a seed and on what it is for, an integer from 0 on."""
    words = seeds ^ ((np.asarray(parts, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B1) & MASK)
    # The engine mixes signed numbers: the upper half of a negative one is all ones.
    return seed_words(np.where(words >> np.uint64(31), words ^ MASK, words), 1)[0]


class Lanes:
    """xoshiro128** (Blackman, Vigna 2018), one generator a lane; `where` says which of them go on."""

    def __init__(self, seed, purpose, step, places):
        """The generators of randomFor(seed, purpose, step, place) for `places`, int [lanes]."""
        of_step = mixed(mixed(np.array([seed], dtype=np.uint64), purpose), step)
        self.state = seed_words(mixed(of_step, places), 4).astype(np.uint32)

    def next_uint32(self, where=None):
        """uint32 [lanes]; what stands in lanes that do not go on means nothing."""
        s0, s1, s2, s3 = self.state
        scrambled = rotated(s1 * np.uint32(5), 7) * np.uint32(9)
        t2, t3 = s2 ^ s0, s3 ^ s1
        state = np.stack([s0 ^ t3, s1 ^ t2, t2 ^ (s1 << np.uint32(9)), rotated(t3, 11)])
        self.state = state if where is None else np.where(where, state, self.state)
        return scrambled

    def next_float(self, where=None):
        """float64 [lanes], uniform in [0, 1)."""
        return self.next_uint32(where) / 2.0**32

    def next_below(self, limits, where=None):
        """int64 [lanes], uniform in [0, limit)."""
        return np.floor(self.next_float(where) * limits).astype(np.int64)


def rotated(x, bits):
    return (x << np.uint32(bits)) | (x >> np.uint32(32 - bits))
