"""A disk that fails: at the n-th call for every n, for a while, for good."""

import glob
import os
import subprocess
import time
from collections import Counter

from . import control as _control
from . import facts as _facts
from .place import Broken, eventually
from .session import Session

KINDS = [
    ("EIO", _control.WRITE | _control.TRUNCATE), ("ENOSPC", _control.WRITE), ("EIO", _control.SYNC), ("EIO", _control.READ),
]


def starting(place, code, calls, say, limit=2000):
    """A fresh store is made, its n-th call failing, for every n until it passes. Returns findings and the number of n."""
    findings = []
    session = Session(place, 1)
    control = session.service.control
    for number in range(limit):
        _remove_store(place)
        control.clear()
        control.fail(calls, code, number)
        status, text = _list(place, session.service)
        hits = control["fault_hits"]
        control.clear()
        if not hits:
            return findings, number
        if status < 0 or status == 0 and "fault" in text:
            findings.append(f"{code} at call {number} of the start: ended with {status}")
        elif status != 0 and len(text.strip()) < 10:
            findings.append(f"{code} at call {number} of the start: exit {status} without a word")
        # And then it works.
        status, text = _list(place, session.service)
        if status != 0:
            findings.append(f"after {code} at call {number} of the start the store does not open: {status} {text[:200]}")
        findings += [f"after {code} at call {number} of the start: {each}" for each in _facts.soundness(place.database)]
    return findings + [f"{code}: no pass without a fault within {limit} calls"], limit


def _list(place, service):
    """Opens the store, brings it to its schema, and looks into it."""
    done = subprocess.run(
        [place.program, "ticket", "list", "--config", place.configuration], stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60, check=False, env=service.surroundings())
    return done.returncode, done.stdout + done.stderr


def _remove_store(place):
    for path in glob.glob(place.database + "*"):
        os.unlink(path)


# A question needs some 2,000 reads, and meeting each n would take an hour: of the calls that change nothing each seventh is met.
STRIDES = {_control.READ: 7}
# How long each kind of failure may take to be met at every n, unless somebody says how long it shall, in seconds.
ENOUGH = 900.0


def running(place, seed, say, kinds=KINDS, most=10_000, seconds=None):
    """The n-th call since the last failure fails, n = 0, 1, 2, … or in strides, while people write, until a whole question with
    its reply came through within fewer calls. Returns (findings, figures)."""
    session = Session(place, seed, open_questions=3, open_replies=3)
    figures, short = Counter(), []
    control = session.service.control
    with session.running():
        session.flows("before any fault", 1)
        for code, calls in kinds:
            control.clear()
            number, end = 0, time.monotonic() + (seconds or ENOUGH)
            # Calls that one question and its reply make when nothing fails.
            control["fault_calls"] = calls
            before = control["calls"]
            session.flows(f"{code} counted", 2, 400)
            enough = (control["calls"] - before) // 2 + 10
            while number < min(enough, most) and time.monotonic() < end:
                control.fail(calls, code, number, times=1 if number % 3 else 4)
                # What waits after the failure before goes on at once, or each n would cost a pause longer than the last.
                eventually(
                    f"{code} at call {number}",
                    lambda: control["fault_hits"] or session.traffic.failure or session.service.ended() is not None
                    or session.service.wake(), 400, every=0.2)
                figures[f"{code} of {names(calls)}"] += 1
                if session.restart_if_ended() is not None:
                    figures["ended by itself"] += 1
                number += STRIDES.get(calls, 1)
            figures[f"reached n of {enough} for {code} of {names(calls)}"] = number
            control.clear()
            session.service.wake()
            is_short = number < min(enough, most)
            say(f"  {code} of {names(calls)}: n to {number} of {enough}"
                + (f", stopped after SECONDS={seconds}" if is_short and seconds else ""))
            if is_short and not seconds:
                short.append(("disk", f"{code} of {names(calls)}: only n to {number} of {enough} within {ENOUGH:.0f} s"))
            session.flows(f"after {code}", 2, 400)
    findings, more = session.settle()
    return short + findings, figures + more


def lasting(place, seed, say):
    """Full, read-only and failing for some seconds, then well again."""
    session = Session(place, seed)
    figures, idle = Counter(), []
    with session.running():
        session.flows("before any fault", 1)
        for code, calls in (("ENOSPC", _control.WRITE), ("EROFS", _control.WRITE | _control.TRUNCATE),
                            ("EIO", _control.SYNC), ("EIO", _control.CHANGES | _control.READ)):
            session.service.control.fail(calls, code, 0, times=1 << 40)
            time.sleep(8)
            hits = session.service.control["fault_hits"]
            figures[f"{code} for 8 s of {names(calls)}"] = hits
            if not hits:
                idle.append(("disk", f"{code} of {names(calls)} met no call in 8 s"))
            session.service.control.clear()
            if session.restart_if_ended() is not None:
                figures[f"ended by itself at {code}"] += 1
            session.flows(f"after {code} for a while", 2, 90)
    findings, more = session.settle()
    return idle + findings, figures + more


def closed(place, say):
    """Starts on a store that cannot be written: a clear word, and an exit status that says so."""
    findings = []
    session = Session(place, 1)
    for code in ("EROFS", "EIO", "ENOSPC"):
        session.service.control.clear()
        session.service.control.fail(_control.CHANGES, code, 0, times=1 << 40)
        before = len(session.service.text()) if session.service.starts else 0
        session.service.start()
        try:
            status = session.service.wait(30)
        except Broken:
            session.service.kill()
            session.service.wait()
            status = None
        session.service.control.clear()
        text = session.service.text()[before:].strip()
        say(f"  start with {code}: exit {status}: {text.splitlines()[-1][:120] if text else '(nothing)'}")
        if status not in (69, 70, 74, 75, 77, 78) or not text:
            findings.append(f"start with {code}: exit {status}, {text[:200]!r}")
    return findings


def names(calls):
    names = {_control.WRITE: "write", _control.SYNC: "sync", _control.TRUNCATE: "truncate", _control.OPEN: "open",
             _control.READ: "read", _control.UNLINK: "unlink"}
    return "+".join(name for bit, name in names.items() if calls & bit)
