"""Checks whether a chart can be opened.

Run this script before you open a chart in a calm. It says what is wrong with the chart, in words that
can be read aloud in the harbour office, and it never changes the chart.
"""

import json
import sys

KNOWN = {"north", "south", "mill", "pier", "bridge", "market", "chapel"}


def faults(chart):
    """Yields every fault of a chart. A good chart has none."""
    if not chart.get("name"):
        yield "the chart has no name"
    lanterns = chart.get("lanterns", [])
    if not lanterns:
        yield "the chart names no lantern, so there is nothing for a keeper to watch"
    for lantern in lanterns:
        if lantern not in KNOWN:
            yield f"there is no {lantern} lantern in this harbour"
    numbers = set()
    for berth in chart.get("berths", []):
        number, lantern = berth["number"], berth["lantern"]
        if number in numbers:
            yield f"berth {number} stands in the chart twice"
        numbers.add(number)
        if lantern not in lanterns:
            yield f"berth {number} lies under the {lantern} lantern, which is not in the chart"
    if chart.get("missed", 3) < 2:
        yield "one missed pulse does not make a lantern dark"
    if chart.get("calm", 120) < 30:
        yield "a calm is at least half an hour long"
    if chart.get("drift", 20) < 5:
        yield "a drift of less than five is only weather, and no calm would ever open"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_chart.py CHART")
    with open(sys.argv[1], encoding="utf-8") as text:
        chart = json.load(text)
    found = list(faults(chart))
    for fault in found:
        print(fault)
    if found:
        sys.exit("do not open this chart: edit the chart and check the chart again")
    print("this chart can be opened in the next calm")


if __name__ == "__main__":
    main()
