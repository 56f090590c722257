"""One table of figures with their targets."""

import re
import statistics
import sys

missed = 0


def head():
    print(f"{'figure':46} {'measured':>44}   target", flush=True)


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def row(figure, measured, target="", is_met=True):
    global missed
    progress("")
    missed += not is_met
    print(f"{figure:46} {measured:>44}   {target}{'' if is_met else '   MISSED'}".rstrip(), flush=True)


def figures(text):
    """The `name=value` pairs of the last line that a client prints."""
    lines = text.strip().splitlines()
    return {name: float(value) for name, value in re.findall(r"(\S+)=([0-9.]+)", lines[-1] if lines else "")}


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


median = statistics.median
