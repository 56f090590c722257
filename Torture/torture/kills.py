"""The service is killed at random moments and at named steps while questions and answers flow; then it is left alone, and
what lies where is compared with what was written."""

import random
import signal
import sqlite3
import time
from collections import Counter

from . import facts as _facts
from . import history, oracle
from .place import Broken
from .service import Service
from .traffic import Traffic

# Each boundary between a commit and the network, before the call and after it; letters as in docs/architecture.md.
STEPS = [
    *[(f"commit-{letter}", after) for letter in "HABCDEFG" for after in (False, True)],
    *[(f"wal-sync:in:{letter}", after) for letter in "BCDFG" for after in (False, True)],
    *[(step, after) for step in ("imap-append", "imap-move", "mirakl-post", "kaufland-post",
                                 "smtp-data", "smtp-body") for after in (False, True)],
    *[(f"{step}:answer", True) for step in ("imap-fetch", "imap-append", "imap-move", "mirakl-post",
                                            "kaufland-post", "smtp-data", "smtp-body", "mirakl-get", "kaufland-get")],
    ("imap-store", True),
    ("imap-search", True),
    # After the last end: posts that it interrupted; mails in the spool; ticket mails whose connection went.
    *[(f"commit-{letter}", after) for letter in "RSP" for after in (False, True)],
]

OFTEN = {"commit-H", "commit-B", "commit-D", "commit-E", "imap-fetch:answer", "wal-sync:in:B", "wal-sync:in:D"}

# Comes only where connections break: they are cut until it does.
NEEDS_CUTS = {"commit-P"}
# After so many tries a step has to have come.
TRIES = 3

# How long a named step is waited for before the process is killed where it is, in seconds.
PATIENCE = 6.0
# How long nothing may move, once nobody kills any more, before what is missing counts as lost, in seconds. Longer than any
# pause between attempts.
SETTLING = 150.0
# Older than a message that the sweep still expects a mail for, in seconds.
SILENCE = 360


def run(place, kills, seed, share=0.7, faults=0.04, minutes=None, amazon=3, say=print):
    """Kills so many times, a share of them at named steps; `amazon` of ten questions come from there. Returns findings,
    figures, and how often each step was the last, did not come, or was met at random."""
    numbers = random.Random(seed)
    others = 10 - amazon
    shops = ["mirakl", "kaufland"] * (others // 2) + ["mirakl"] * (others % 2) + ["amazon"] * amazon
    numbers.shuffle(shops)
    steps = [each for each in STEPS if amazon or not each[0].startswith("smtp")]
    service, traffic = Service(place), Traffic(place, seed + 1, 3, 6, faults=faults, reply_share=1.0, shops=shops)
    hits, missed, lasts = Counter(), Counter(), Counter()
    # The first run only looks where the folders end: the traffic begins after it.
    service.start()
    if not service.connected():
        raise Broken("the service does not connect:\n" + service.text()[-2000:])
    service.kill()
    service.wait()
    traffic.start()
    plan = []
    began = done = time.monotonic()
    killed = released = 0
    while killed < kills and not (minutes and time.monotonic() - began > minutes * 60):
        if traffic.failure:
            raise Broken(traffic.failure)
        if not plan:
            plan = steps[:]
            numbers.shuffle(plan)
        service.control.clear()
        if numbers.random() < share:
            step, after = plan.pop()
            # What comes often is met at any of its first times, so that each life gets somewhere.
            service.control.kill_at(step, after, numbers.randint(1, 2) if step in OFTEN else 1)
            service.start()
            if _ends(service, numbers if step in NEEDS_CUTS else None):
                hits[step, after] += 1
            else:
                missed[step, after] += 1
                service.kill()
            status = service.wait()
        else:
            service.start()
            if numbers.random() < 0.7:
                # Counted from the first sign of work, not from the start.
                service.connected(PATIENCE)
            time.sleep(numbers.uniform(0.001, 0.5))
            service.kill()
            status = service.wait()
            new = service.steps.read()
            lasts[f"{new[-1].step} {new[-1].moment}" if new else "nothing yet"] += 1
        if status != -signal.SIGKILL:
            raise Broken(f"the service ended by itself with {status}:\n" + service.text()[-2000:])
        killed += 1
        if killed % 10 == 0:
            released += release(place)
        if time.monotonic() - done > 30:
            done = time.monotonic()
            say(f"  {killed} kills, {len(traffic.questions)} questions, {len(traffic.replies)} replies")
    service.control.clear()
    traffic.stop()
    findings, figures = settle(place, service, traffic)
    figures["kills"] = killed
    figures["released from quarantine"] += released
    figures["kills at named steps"] = sum(hits.values())
    figures["marketplaces' faults"] = traffic.fault_count
    figures["fewest hits of a named step"] = min(hits[step] for step in steps)
    findings += [("step", f"{step} {'after' if after else 'before'} did not come in {count} tries")
                 for (step, after), count in missed.items() if count >= TRIES and not hits[step, after]]
    return findings, figures, hits, missed, lasts


def _ends(service, cuts=None):
    """Whether the process ends within the patience; with a source of numbers, its connections are cut meanwhile."""
    end = time.monotonic() + PATIENCE
    while service.ended() is None and time.monotonic() < end:
        if cuts and service.control["cut_skip"] < 0:
            service.control["cut_skip"] = cuts.randint(3, 40)
        time.sleep(0.01)
    return service.ended() is not None


def release(place):
    """A mail that was in hand at three deaths waits for a person, who lets it through. Returns how many there were."""
    database = sqlite3.connect(f"file:{place.database}?mode=ro", uri=True, timeout=10)
    try:
        stuck = [str(row[0]) for row in database.execute(
            "SELECT id FROM quarantine WHERE released_at IS NULL AND reason = 'not-processed'")]
    finally:
        database.close()
    if stuck:
        place.run("quarantine", "release", *stuck)
    return len(stuck)


def settle(place, service, traffic, quiet=4.0, start=True):
    """Lets the service finish, then judges. Returns (findings, figures)."""
    if start:
        service.start()
    place.sandbox("faults", method="DELETE")
    # What no mail announced is looked for once it is five minutes old.
    place.advance(SILENCE)
    service.control["clock_offset"] = place.clock["clock_offset"]
    end, last, woken = time.monotonic() + SETTLING, None, 0.0
    silent = {each.marker for each in traffic.questions if not each.notification}
    released = 0
    while True:
        if service.ended() is not None:
            raise Broken("the service ended by itself:\n" + service.text()[-2000:])
        facts = _facts.gather(place, traffic)
        stuck = release(place) if facts.quarantine else 0
        released += stuck
        findings, figures = oracle.judge(facts)
        state = (len(facts.outcomes), len(facts.ticket_mails), len(facts.originals), sorted(facts.outbox, key=lambda row: row[0]))
        if state != last:
            last, end = state, time.monotonic() + SETTLING
        # Rarely, so that what goes on only if it is woken is seen: the sweep alone would take a minute.
        if silent - {mail[2] for mail in facts.ticket_mails} and time.monotonic() > woken + 20:
            service.wake()
            woken = time.monotonic()
        if not stuck and not any(kind != oracle.DOUBLED for kind, _ in findings):
            break
        if time.monotonic() > end:
            break
        time.sleep(1 + len(facts.questions) / 200)
    # Whatever is to be doubled needs time, too, and a reason to look.
    service.wake()
    time.sleep(quiet)
    facts = _facts.gather(place, traffic)
    findings, figures = oracle.judge(facts)
    figures["released from quarantine"] = released
    service.steps.read()
    findings += [("history", text) for text in history.check(service.steps.events, facts)]
    status, text = place.run("audit", "--online")
    if status != 0:
        findings.append(("audit", f"exit {status}: {text}"))
    code = service.stop()
    if code != 0:
        findings.append(("stop", f"exit {code}"))
    findings += [("file", text) for text in _facts.soundness(place.database)]
    return findings, figures
