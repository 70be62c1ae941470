"""Serves a bench driver on standard input and output, as bench/shared/serve.ts does."""

import json
import resource
import sys
import time

KIBIBYTES = 1024 if sys.platform == "darwin" else 1


def serve(prepare, measured):
    """Repeats `measured(prepare())` as often as each line "run N" asks; only `measured` is timed."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        milliseconds, cpu = [], 0.0
        for _ in range(int(line.split()[1])):
            prepared = prepare()
            cpu_start, start = time.process_time(), time.perf_counter()
            measured(prepared)
            milliseconds.append((time.perf_counter() - start) * 1e3)
            cpu += time.process_time() - cpu_start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES / 1024
        report = {"milliseconds": milliseconds, "cpuMilliseconds": cpu * 1e3 / len(milliseconds), "peakMegabytes": peak}
        print(json.dumps(report), flush=True)
