"""Writes test/fixtures/byte-level.json with the `tokenizers` library: texts and what variants of two tokenizers make of them.

Run: python3 scripts/byte_level_fixtures.py (needs: pip install tokenizers)

Each variant has the changes to `tokenizer.json`, so that the test makes the same tokenizer.
"""

import copy
import json
import random
from pathlib import Path

from tokenizers import Tokenizer

FIXTURES = Path(__file__).parent.parent / "test/fixtures"
PARTS = """a b the foo_bar 123 １２ ½ ( ); {} // -- ' 's 't 're word é e\u0301 e\u0323\u0301 ṩ s\u0307\u0323 क़ \u0344 Ω 한
\u1100\u1161 漢字 😀 \u0301 \u200d \ufeff <mask> [MASK] <pad> [PAD] <unk> |||EMAIL||| <s> </s> [CLS] [SEP] xx xxxx x""".split()
PARTS += [" ", "  ", "    ", "        ", "\n", "\t", "\r\n", "\u00a0", "\u3000", " the", " word"]


def changed(tokens: list[dict], names: tuple[str, ...], **flags: bool) -> list[dict]:
    return [{**token, **flags} if token["content"] in names else token for token in tokens]


def variants():
    for name in ("roberta", "modernbert"):
        file = json.loads((FIXTURES / f"tokenizer-{name}/tokenizer.json").read_text(encoding="utf-8"))
        byte_level, post = file["pre_tokenizer"], file["post_processor"]
        yield name, "as it is", {}
        prefixed = {"pre_tokenizer": {**byte_level, "add_prefix_space": True}}
        if post["type"] == "RobertaProcessing":
            prefixed["post_processor"] = {**post, "add_prefix_space": True}
        yield name, "behind a space", prefixed
        tokens = changed(file["added_tokens"], ("<mask>", "[MASK]"), lstrip=True)
        tokens = changed(tokens, ("<pad>", "[PAD]"), rstrip=True)
        yield name, "stripping", {"added_tokens": changed(tokens, ("<unk>", "|||EMAIL|||"), single_word=True)}
        nfc = {"type": "Sequence", "normalizers": [{"type": "NFC"}]}
        steps = {"type": "Sequence", "pretokenizers": [byte_level]}
        trimming = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        last = {"type": "Sequence", "processors": [trimming, {**post, **({"trim_offsets": False} if "sep" in post else {})}]}
        yield name, "sequences", {"normalizer": nfc, "pre_tokenizer": steps, "post_processor": last}
        strings = [" ".join(pair) for pair in file["model"]["merges"]]
        yield name, "merges as strings", {"model": {**file["model"], "merges": strings, "ignore_merges": True}}


def rows(tokenizer: Tokenizer, texts: list[str]) -> list[dict]:
    result = []
    for text in texts:
        encoding = tokenizer.encode(text)
        tokenizer.encode_special_tokens = True
        ordinary = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = False
        decoded = tokenizer.decode(encoding.ids, skip_special_tokens=True)
        columns = {"ids": encoding.ids, "tokens": encoding.tokens, "offsets_codepoints": encoding.offsets}
        result.append({"text": text, **columns, "ordinary": ordinary, "decoded": decoded})
    return result


rng = random.Random(3)
cases = []
for name, variant, changes in variants():
    file = json.loads((FIXTURES / f"tokenizer-{name}/tokenizer.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_str(json.dumps({**copy.deepcopy(file), **changes}))
    texts = ["".join(rng.choices(PARTS, k=rng.randint(1, 10))) for _ in range(60)]
    if "model" in changes:
        changes = {"model": {key: changes["model"][key] for key in ("merges", "ignore_merges")}}
    cases.append({"tokenizer": name, "variant": variant, "changes": changes, "rows": rows(tokenizer, texts)})
(FIXTURES / "byte-level.json").write_text(json.dumps(cases, ensure_ascii=True) + "\n", encoding="utf-8")
