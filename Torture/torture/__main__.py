"""`python3 -m torture PROGRAM SHIM [part …] [KILLS=n] [SEED=n] [MINUTES=n]`; Torture/run builds both and calls it."""

import random
import sys
import time
from collections import Counter

from . import disk, kills, others, powerloss, selftest, soak
from .place import Broken, Place


def say(text):
    print(text, flush=True)


def in_a_place(program, shim, settings, name, work):
    """Runs `work` in a place of its own, which is kept if there are findings; True if there are none."""
    seed = settings.get("SEED") or random.randrange(1, 1_000_000)
    say(f"{name}: SEED={seed}")
    place = Place(program, shim)
    findings = [("broken", "it did not come to its end")]
    began = time.monotonic()
    try:
        findings = work(place, seed)
    finally:
        place.close(keep=bool(findings))
        say(f"  {name}: {time.monotonic() - began:.0f} s, {'clean' if not findings else f'{len(findings)} findings'}")
        for finding in findings:
            say(f"  {': '.join(finding) if isinstance(finding, tuple) else finding}")
        if findings:
            say(f"  kept: {place.directory}; again with SEED={seed}")
    return not findings


def self_test(place, seed, settings):
    return selftest.run(place, seed, say)


def kill(place, seed, settings):
    number = settings.get("KILLS", 100)
    findings, figures, hits, missed, lasts = kills.run(
        place, number, seed, minutes=settings.get("MINUTES"), amazon=settings.get("AMAZON", 3), say=say)
    say("  at steps: " + ", ".join(f"{_step(each)} {hits[each]}" for each in kills.STEPS))
    if missed:
        say("  did not come, killed where it was: " + ", ".join(f"{_step(each)} {count}" for each, count in missed.items()))
    say("  at random, last step before: " + ", ".join(f"{step} {count}" for step, count in lasts.most_common(12)))
    return _told(findings, figures)


def _step(step):
    return f"{step[0]} {'after' if step[1] else 'before'}"


def _told(findings, figures):
    say("  " + ", ".join(f"{name} {value}" for name, value in sorted(figures.items())))
    counts = Counter(kind for kind, _ in findings)
    rest = sum(counts.values()) - counts["lost"] - counts["doubled"]
    say(f"  lost {counts['lost']}, doubled {counts['doubled']}, otherwise wrong {rest}")
    return findings


def power(place, seed, settings):
    return powerloss.run(place, seed, settings.get("CUTS", 1000), settings.get("QUESTIONS", 30), say)


def disk_start(place, seed, settings):
    findings = disk.closed(place, say)
    for code, calls in disk.KINDS:
        found, number = disk.starting(place, code, calls, say)
        say(f"  {code} of {disk.names(calls)} at the start: a pass without it at n = {number}")
        findings += found
    return findings


def part(work):
    return lambda place, seed, settings: _told(*work(place, seed, say))


def disk_calls(place, seed, settings):
    return _told(*disk.running(place, seed, say, seconds=settings.get("SECONDS")))


def stop(place, seed, settings):
    return _told(*others.stopping(place, seed, say, settings.get("ROUNDS", 8)))


def week(place, seed, settings):
    return _told(*soak.run(place, seed, say, settings.get("DAYS", 7)))


PARTS = {
    "self-test": self_test, "kills": kill, "power": power, "disk-start": disk_start, "disk-calls": disk_calls,
    "disk-lasting": part(disk.lasting), "disk-room": part(others.filling), "cuts": part(others.cuts),
    "clock": part(others.clock), "second": part(others.second_instance), "stop": stop,
    "hang": part(others.hanging), "soak": week,
}


# A glance at everything that can be seen within a few minutes.
SHORT = ["self-test", "kills", "power", "second", "stop"]
SHORT_SETTINGS = {"KILLS": 20, "CUTS": 200, "QUESTIONS": 9, "ROUNDS": 2}


def main(words):
    program, shim, *rest = words
    settings = {}
    parts = []
    for word in rest:
        name, mark, value = word.partition("=")
        if mark:
            settings[name] = int(value)
        elif name == "short":
            parts += SHORT
            settings = {**SHORT_SETTINGS, **settings}
        elif name in PARTS:
            parts.append(name)
        else:
            say(f"there is no part {name}; there are {', '.join(PARTS)}")
            return 64
    try:
        results = [
            in_a_place(program, shim, settings, part, lambda place, seed, part=part: PARTS[part](place, seed, settings))
            for part in parts or PARTS]
    except Broken as error:
        say(f"torture: {error}")
        return 70
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
