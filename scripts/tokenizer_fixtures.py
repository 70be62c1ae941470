"""Writes test/fixtures/learn-vocabulary.json and test/fixtures/decoding.json with the `tokenizers` library.

Run: python3 scripts/tokenizer_fixtures.py (needs: pip install tokenizers)

WordPieceTrainer numbers the characters that continue words in the random order of its hash table, and ties between
pairs go by number. So the characters are given to it as special tokens, in the order in which we number them.
"""

import json
import random
from pathlib import Path

from tokenizers import BertWordPieceTokenizer, Tokenizer

FIXTURES = Path(__file__).parent.parent / "test/fixtures"
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SYLLABLES = "get set tok en iz er con fig mod el aa aaa ba naan äh né über ße ИМя слово 字 αβ x1 _ 2024 😀".split()


def corpus(seed: int) -> list[str]:
    """Words of random syllables whose frequencies fall as in natural text, and the licence as prose."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(400)]
    texts = [" ".join(words[int(400 * rng.random() ** 3)] for _ in range(60)) for _ in range(30)]
    return texts + [(FIXTURES.parent.parent / "LICENSE").read_text(encoding="utf-8")]


def train(texts: list[str], lowercase: bool, special: list[str], vocab_size: int, min_frequency: int) -> list[str]:
    tokenizer = BertWordPieceTokenizer(lowercase=lowercase)
    tokenizer.train_from_iterator(
        texts, vocab_size=vocab_size, min_frequency=min_frequency, special_tokens=special, show_progress=False
    )
    vocab = tokenizer.get_vocab()
    return sorted(vocab, key=vocab.get)


def learned(seed: int, lowercase: bool, vocab_size: int, min_frequency: int) -> dict:
    texts = corpus(seed)
    alphabet = [t for t in train(texts, lowercase, SPECIAL, 1, 2) if t not in SPECIAL]
    alphabet.sort(key=lambda token: (token.startswith("##"), token))
    return {
        "lowercase": lowercase,
        "vocabSize": vocab_size,
        "minFrequency": min_frequency,
        "texts": texts,
        "vocab": train(texts, lowercase, SPECIAL + alphabet, vocab_size, min_frequency),
    }


def decoded(name: str) -> list[dict]:
    tokenizer = Tokenizer.from_file(str(FIXTURES / f"tokenizer-{name}/tokenizer.json"))
    rng = random.Random(7)
    size = tokenizer.get_vocab_size()
    rows = [[rng.randrange(size + 3) for _ in range(rng.randint(0, 12))] for _ in range(60)]
    texts = ["Don't you've it's , she said ! a.b ?", "[CLS] do not [MASK] 'm . [SEP]", "x . y , n't"]
    rows += [tokenizer.encode(text).ids for text in texts]
    return [
        {"ids": ids, "all": tokenizer.decode(ids, skip_special_tokens=False), "ordinary": tokenizer.decode(ids)}
        for ids in rows
    ]


def write(name: str, value: object) -> None:
    (FIXTURES / name).write_text(json.dumps(value, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


write("learn-vocabulary.json", [learned(1, False, 600, 2), learned(2, True, 400, 3), learned(3, False, 5000, 1)])
write("decoding.json", {name: decoded(name) for name in ("cased", "uncased")})
