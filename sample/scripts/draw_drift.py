"""Draws the drift of a month with letters, for the wall of the school.

Each line of the file is one reading: the day, the measured tide and the forecast tide in centimetres.
The drift is the measured tide less the forecast tide. A high drift is marked with a star, because on
that day every calm was closed.
"""

import sys

HIGH = 20


def drift(measured, forecast):
    """The drift in centimetres: above zero when the water stands higher than the forecast."""
    return measured - forecast


def speak(centimetres):
    """Says a drift as it is written on the board: always with above or below."""
    if centimetres == 0:
        return "no drift"
    side = "above" if centimetres > 0 else "below"
    return f"a drift of {abs(centimetres)} {side}"


def draw(day, centimetres):
    """One line for the wall: the day, a bar as long as the drift, and the drift in words."""
    bar = "=" * abs(centimetres)
    star = " *" if abs(centimetres) > HIGH else ""
    return f"{day:>10} {bar} {speak(centimetres)}{star}"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: draw_drift.py READINGS")
    highest = 0
    with open(sys.argv[1], encoding="utf-8") as readings:
        for reading in readings:
            day, measured, forecast = reading.split()
            found = drift(int(measured), int(forecast))
            highest = max(highest, abs(found))
            print(draw(day, found))
    print(f"the highest drift of the month was {highest} centimetres")


if __name__ == "__main__":
    main()
