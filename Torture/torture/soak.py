"""A week in minutes: hour after hour the clocks of service, marketplaces and mail server go on together, buyers write, the agent
answers, and one in a hundred of everything fails. What the process holds must not grow."""

import os
import time
from collections import Counter
from statistics import median

from .control import WRITE
from .place import eventually
from .session import Session

HOURS = 24
# What the last day may hold more than the second: the first fills caches and pools.
MEMORY = 1.1
SLACK_KB = 2_048
SLACK_DESCRIPTORS = 2
# How long an hour lasts at most if not all of its answers are through: what failed comes again in one of the next.
PATIENCE = 5.0
# Of so many calls one finds its connection cut, and of so many writes to the store one fails.
SHARE = 100


def run(place, seed, say, days=7, questions=10):
    """`questions` an hour for so many days; returns findings and figures."""
    session = Session(place, seed, faults=1 / SHARE)
    traffic, figures, samples = session.traffic, Counter(), []
    traffic.limit = 0
    with session.running():
        process = session.service.process
        for day in range(days):
            samples.append([])
            for hour in range(HOURS):
                figures["failed writes"] += _pass(session, hour)
                traffic.limit = len(traffic.questions) + questions
                _wait(session)
                samples[-1].append(_holdings(process.pid))
            memory, descriptors, threads = (int(median(column)) for column in zip(*samples[-1]))
            say(f"  day {day + 1}: {len(traffic.questions)} questions, {len(traffic.replies)} replies, memory {memory} kB, "
                f"descriptors {descriptors}, threads {threads}")
        figures["failed writes"] += session.service.control["fault_hits"]
        figures["connections cut"] = session.service.control["cuts"]
        figures["marketplaces' faults"] = traffic.fault_count
    # What is settled now is settled on the same clock as the rest.
    session.service.control["clock_offset"] = place.clock["clock_offset"]
    findings = _growth(samples)
    # In a few days each of them comes often enough that none is no luck.
    if days >= 3:
        findings += [("soak", f"no {name}") for name in ("connections cut", "marketplaces' faults", "failed writes")
                     if not figures[name]]
    if session.service.process is not process or session.service.ended() is not None:
        findings.append(("soak", "the service did not live through it"))
    more, counts = session.settle()
    return findings + more, figures + counts


def _pass(session, hour):
    """One hour goes by at once, and something is about to fail. Returns how many writes failed since the last such order."""
    place, control = session.place, session.service.control
    failed = 0
    place.advance(3600)
    control["clock_offset"] = place.clock["clock_offset"]
    if hour % 4 == 0:
        # Rare, since each one puts all work down for a moment.
        failed = control["fault_hits"]
        control.fail(WRITE, "EIO", SHARE)
    return failed


def _wait(session):
    traffic, control = session.traffic, session.service.control

    def through():
        if control["cut_skip"] < 0:
            control["cut_skip"] = SHARE
        return traffic.failure or len(traffic.questions) >= traffic.limit

    def answered():
        through()
        return time.monotonic() > end or traffic.failure or (
            not traffic.waiting() and len(traffic.reported) == len(traffic.replies))

    eventually("buyers write", through, 120)
    end = time.monotonic() + PATIENCE
    eventually("answers are through", answered, PATIENCE + 5)


def _holdings(pid):
    """Memory of its own in kB, descriptors and threads."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        lines = dict(line.split(":", 1) for line in file.read().splitlines())
    return int(lines["RssAnon"].split()[0]), len(os.listdir(f"/proc/{pid}/fd")), int(lines["Threads"])


def _growth(samples):
    """What the last day holds beyond the second."""
    if len(samples) < 3:
        return []
    early, late = ([median(column) for column in zip(*samples[day])] for day in (1, -1))
    findings = []
    if late[0] > early[0] * MEMORY + SLACK_KB:
        findings.append(("memory", f"{late[0]:.0f} kB on the last day, {early[0]:.0f} kB on the second"))
    if late[1] > early[1] + SLACK_DESCRIPTORS:
        findings.append(("descriptors", f"{late[1]:.0f} on the last day, {early[1]:.0f} on the second"))
    return findings
