"""Counts the pulses on one page of the ledger.

A keeper sends a pulse every minute, so a lantern that was lit all day has 1440 pulses on its page.
This script is for guests: it reads a page from the shelf and writes nothing.
"""

import sys
from collections import Counter

FULL = 1440


def read(page):
    """Reads the pulses of a page: the minute, the lantern and the count stand on each line."""
    with open(page, encoding="utf-8") as lines:
        for line in lines:
            minute, lantern, count = line.split()
            yield int(minute), lantern, int(count)


def count(page):
    """Counts how many pulses each lantern sent."""
    return Counter(lantern for _, lantern, _ in read(page))


def gaps(page, missed=3):
    """Finds the minutes at which a lantern was dark: three pulses or more were missing."""
    last = {}
    for minute, lantern, _ in read(page):
        before = last.get(lantern)
        if before is not None and minute - before > missed:
            yield lantern, before, minute
        last[lantern] = minute


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: count_pulses.py PAGE")
    page = sys.argv[1]
    for lantern, pulses in sorted(count(page).items()):
        print(f"the keeper of the {lantern} lantern sent {pulses} pulses of {FULL}")
    for lantern, before, minute in gaps(page):
        print(f"the {lantern} lantern was dark from minute {before} to minute {minute}")


if __name__ == "__main__":
    main()
