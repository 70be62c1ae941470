"""What the checks of a model folder share: their arguments, the comparison of logits, and how they end."""

import argparse
import sys


def arguments(doc, tolerance):
    """A parser that asks for a folder, with the largest difference of logits that is allowed."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--tolerance", type=float, default=tolerance, help="largest difference of logits allowed")
    return parser


def beyond(largest, tolerance):
    """The problem that logits differ too much, in a list; none where they do not. NaN is too much."""
    if largest <= tolerance:
        return []
    return [f"logits differ by {largest:.3g}, more than {tolerance:.3g}"]


def conclude(problems):
    """Prints the problems and ends the program: with 1 where there are some."""
    for problem in problems:
        print(f"  PROBLEM: {problem}")
    sys.exit(1 if problems else 0)
