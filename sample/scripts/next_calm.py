"""Says when the next calm opens, for people who cannot see the board at the pier.

A calm opens an hour before low tide and closes an hour after. Work is allowed only in a calm, so
whoever is late waits for the next calm. When the drift is high, there is no calm at all.
"""

import sys

HALF = 60
HIGH = 20


def minutes(clock):
    """Turns a time such as 09:40 into minutes after midnight."""
    hours, rest = clock.split(":")
    return int(hours) * 60 + int(rest)


def clock(minute):
    """Turns minutes after midnight back into a time."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def calm(low):
    """The calm around a low tide: when the calm opens and when the calm closes."""
    return low - HALF, low + HALF


def following(lows, now):
    """The next calm that has not closed yet."""
    for low in sorted(lows):
        opens, closes = calm(low)
        if now < closes:
            return opens, closes
    return None


def main():
    if len(sys.argv) < 4:
        sys.exit("usage: next_calm.py NOW DRIFT LOW...")
    now, drift = minutes(sys.argv[1]), int(sys.argv[2])
    if abs(drift) > HIGH:
        sys.exit(f"the drift is {drift}: no calm opens today, wait for tomorrow")
    found = following([minutes(low) for low in sys.argv[3:]], now)
    if found is None:
        print("there is no other calm today: wait for the first calm of tomorrow")
    elif now >= found[0]:
        print(f"the calm is open and closes at {clock(found[1])}: work is allowed")
    else:
        print(f"wait for the next calm: it opens at {clock(found[0])} and closes at {clock(found[1])}")


if __name__ == "__main__":
    main()
