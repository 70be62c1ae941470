"""Fills a mask with Transformers' fill-mask pipeline, the peer of bench/fill.ts, which starts it.

    python bench/peers/torch_fill.py OPTIONS_JSON
"""

import json
import os
import random
import sys

options = json.loads(sys.argv[1])
os.environ["OMP_NUM_THREADS"] = str(options["threads"])
os.environ["HF_HUB_OFFLINE"] = "1"

import torch  # noqa: E402
from transformers import pipeline  # noqa: E402
from transformers.utils.logging import disable_progress_bar  # noqa: E402

from rounds import serve  # noqa: E402

SPECIAL_TOKENS = 2


def make_text():
    words = [f"w{random.randrange(options['words'])}" for _ in range(options["sequence"] - SPECIAL_TOKENS)]
    words[len(words) // 2] = "[MASK]"
    return " ".join(words)


def main():
    torch.set_num_threads(options["threads"])
    disable_progress_bar()
    fill = pipeline("fill-mask", model=options["folder"], device="cpu", top_k=5)
    serve(make_text, fill)


if __name__ == "__main__":
    main()
