"""Checks an exported ONNX model: ONNX's own checker, and its logits against PyTorch's.

    python scripts/check-onnx.py FOLDER

FOLDER is what `workspace-mlm export` wrote. Fails if the file breaks ONNX's rules, uses an operator outside the
standard, or gives logits that differ from Transformers' by more than --tolerance, in batches with and without
padding. Needs torch, transformers, onnx and onnxruntime; without onnxruntime, ONNX's reference evaluator runs.
"""

import os

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np  # noqa: E402
import onnx  # noqa: E402
import torch  # noqa: E402
from folder_check import arguments, beyond, conclude  # noqa: E402
from transformers import AutoModelForMaskedLM, AutoTokenizer  # noqa: E402

BATCHES = [
    ["the quick brown [MASK] jumps over the lazy dog"],
    ["the quick brown [MASK] jumps over the lazy dog", "const [MASK] = await read(path)", "[MASK]"],
]


def runner(path):
    """The inputs' names, and a function from feeds to logits."""
    try:
        import onnxruntime

        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        return [value.name for value in session.get_inputs()], lambda feeds: session.run(None, feeds)[0]
    except ImportError:
        from onnx.reference import ReferenceEvaluator

        evaluator = ReferenceEvaluator(path)
        return evaluator.input_names, lambda feeds: evaluator.run(None, feeds)[0]


def difference(texts, model, tokenizer, names, run):
    """The largest difference of logits at the positions that are not padding."""
    inputs = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.no_grad():
        expected = model(**inputs).logits.numpy()
    feeds = {name: inputs.get(name, torch.zeros_like(inputs["input_ids"])).numpy() for name in names}
    attended = inputs["attention_mask"].numpy().astype(bool)
    return float(np.abs(run(feeds) - expected)[attended].max())


def main():
    options = arguments(__doc__, tolerance=1e-4).parse_args()

    path = os.path.join(options.folder, "onnx", "model.onnx")
    onnx.checker.check_model(path, full_check=True)
    domains = sorted({node.domain for node in onnx.load(path).graph.node} - {"", "ai.onnx"})
    problems = [f"uses operators of {domain}" for domain in domains]
    names, run = runner(path)
    model = AutoModelForMaskedLM.from_pretrained(options.folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(options.folder)
    print(f"{options.folder}: {', '.join(names)}")
    for texts in BATCHES:
        largest = difference(texts, model, tokenizer, names, run)
        print(f"  {largest:.3g}  largest difference of logits, batch of {len(texts)}")
        problems += beyond(largest, options.tolerance)
    conclude(problems)


if __name__ == "__main__":
    main()
