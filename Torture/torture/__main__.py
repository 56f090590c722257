"""`python3 -m torture PROGRAM SHIM [part …] [KILLS=n] [SEED=n] [MINUTES=n]`; Torture/run builds both and calls it."""

import random
import sys
import time

from . import kills, selftest
from .place import Broken, Place


def say(text):
    print(text, flush=True)


def kill(program, shim, settings):
    seed = settings.get("SEED") or random.randrange(1, 1_000_000)
    number = settings.get("KILLS", 100)
    say(f"kills: KILLS={number} SEED={seed}")
    place = Place(program, shim)
    clean = False
    try:
        began = time.monotonic()
        findings, figures, hits, missed, lasts = kills.run(place, number, seed, minutes=settings.get("MINUTES"), say=say)
        say(f"  {time.monotonic() - began:.0f} s")
        say("  at steps: " + ", ".join(
            f"{step} {'after' if after else 'before'} {hits[step, after]}" for step, after in kills.STEPS))
        if missed:
            say("  did not come: " + ", ".join(f"{step} {'after' if after else 'before'} {count}" for (step, after), count in missed.items()))
        say("  at random, last step before: " + ", ".join(f"{step} {count}" for step, count in lasts.most_common(12)))
        kills.report(findings, figures, say)
        clean = not findings
    finally:
        place.close(keep=not clean)
        if not clean:
            say(f"  kept: {place.directory}; again with SEED={seed}")
    return clean


def self_test(program, shim, settings):
    seed = settings.get("SEED") or random.randrange(1, 1_000_000)
    say(f"self-test: SEED={seed}")
    place = Place(program, shim)
    try:
        missed = selftest.run(place, seed, say)
    finally:
        place.close()
    for text in missed:
        say(f"  not reported: {text}")
    return not missed


PARTS = {"self-test": self_test, "kills": kill}


def main(words):
    program, shim, *rest = words
    settings = {}
    parts = []
    for word in rest:
        name, mark, value = word.partition("=")
        if mark:
            settings[name] = int(value)
        elif name in PARTS:
            parts.append(name)
        else:
            say(f"there is no part {name}; there are {', '.join(PARTS)}")
            return 64
    try:
        results = [PARTS[part](program, shim, settings) for part in parts or PARTS]
    except Broken as error:
        say(f"torture: {error}")
        return 70
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
