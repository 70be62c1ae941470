"""Checks that a model folder loads in Hugging Face Transformers as it is.

    python scripts/check-transformers.py FOLDER [ORIGINAL]

Fails if Transformers reports a missing, unexpected or mismatched weight, or warns while loading. With the folder
that FOLDER was made from, also prints the largest difference of the logits of both, and fails above --tolerance.
Needs torch and transformers.
"""

import logging
import os
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"

import torch  # noqa: E402
from folder_check import arguments, beyond, conclude  # noqa: E402
from transformers import AutoModelForMaskedLM, AutoTokenizer  # noqa: E402

TEXTS = [
    "the quick brown [MASK] jumps over the lazy dog",
    "const value = await [MASK](path, { encoding: 'utf8' });",
    "def read_file([MASK]):\n    return open(name).read()",
    "caf\u00e9 \u4f60\u597d [MASK] 1234",
]


class Messages(logging.Handler):
    """Collects what is logged at the level of a warning or above."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def load(folder):
    """The model in fp32 and the tokenizer of a folder, and every complaint about them."""
    messages = Messages()
    logger = logging.getLogger("transformers")
    logger.addHandler(messages)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model, info = AutoModelForMaskedLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
        tokenizer = AutoTokenizer.from_pretrained(folder)
    logger.removeHandler(messages)
    complaints = [f"{kind}: {sorted(keys)}" for kind, keys in info.items() if keys]
    complaints += messages.texts + [str(warning.message) for warning in caught]
    return model.eval(), tokenizer, complaints


def logits(model, ids):
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids])).logits


def compare(folder, original):
    """Largest differences of logits between two loaded folders, and the texts they tokenize differently."""
    (model, tokenizer, _), (other_model, other_tokenizer, _) = folder, original
    largest, differing = 0.0, []
    for text in TEXTS:
        ids, other_ids = tokenizer(text)["input_ids"], other_tokenizer(text)["input_ids"]
        if ids != other_ids:
            differing.append(text)
        ids = other_ids[: other_model.config.max_position_embeddings]
        difference = (logits(model, ids) - logits(other_model, ids)).abs().max().item()
        print(f"  {difference:.3g}  {len(ids)} tokens  {text!r}")
        largest = max(largest, difference)
    return largest, differing


def main():
    parser = arguments(__doc__, tolerance=0.0)
    parser.add_argument("original", nargs="?")
    options = parser.parse_args()

    loaded = load(options.folder)
    problems = loaded[2]
    print(f"{options.folder}: {type(loaded[0]).__name__}, {loaded[0].num_parameters()} parameters, "
          f"{type(loaded[1]).__name__} of {len(loaded[1])} tokens")
    if options.original:
        largest, differing = compare(loaded, load(options.original))
        print(f"  largest difference of logits: {largest:.3g}")
        problems += [f"tokenized differently: {text!r}" for text in differing]
        problems += beyond(largest, options.tolerance)
    conclude(problems)


if __name__ == "__main__":
    main()
