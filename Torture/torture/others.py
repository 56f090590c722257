"""What else goes wrong: connections that end at any call, a clock that jumps, a second instance, a stop in the middle, a
worker that hangs, a disk that fills up."""

import signal
import socket
import subprocess
import threading
import time
from collections import Counter

from . import facts as _facts
from .place import Broken, eventually
from .session import Session


def cuts(place, seed, say, most=60, seconds=180.0):
    """The n-th network call since the last cut finds its connection gone, n = 0, 1, 2, …"""
    session = Session(place, seed)
    control, figures = session.service.control, Counter()

    def was_cut():
        # After many cuts the service rests for minutes before it connects again.
        session.service.wake()
        return control["cuts"] or session.traffic.failure

    with session.running():
        session.flows("before any cut", 1)
        number, end = 0, time.monotonic() + seconds
        while number < most and time.monotonic() < end:
            control["cuts"] = 0
            control["cut_skip"] = number
            eventually(f"cut at call {number}", was_cut, 120, every=0.2)
            number += 1
        control.clear()
        figures["connections cut"] = number
        say(f"  n to {number}")
        session.flows("after the cuts", 2, 120)
    findings, more = session.settle()
    return findings, figures + more


# Seconds by which the clock on the wall jumps, from where it should be.
JUMPS = [3600, 0, -3600, 0, 86_400, 0, -86_400, 0, 7 * 86_400, 0, -40, 40, 0]


def clock(place, seed, say):
    """The clock jumps while people write; each time things have to go on within a minute."""
    session = Session(place, seed)
    figures = Counter()
    slow = []
    with session.running():
        session.flows("before any jump", 1)
        for jump in JUMPS:
            session.service.control["clock_offset"] = jump * 1_000_000_000
            began = time.monotonic()
            try:
                session.flows(f"the clock is {jump} s off", 1, 60)
            except Broken as error:
                slow.append(("clock", str(error)))
            say(f"  {jump:+d} s: goes on after {time.monotonic() - began:.1f} s")
            figures["jumps"] += 1
        session.service.control["clock_offset"] = 0
    findings, more = session.settle()
    return slow + findings, figures + more


def second_instance(place, seed, say):
    """A second one started by mistake says so and leaves; the first goes on."""
    findings = []
    session = Session(place, seed)
    with session.running():
        session.flows("one instance", 1)
        done = subprocess.run(
            [place.program, "serve", "--config", place.configuration], stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=30, check=False)
        text = (done.stdout + done.stderr).strip()
        say(f"  the second: exit {done.returncode}: {text}")
        if done.returncode != 75 or "another mailbridge works on" not in text:
            findings.append(("second", f"exit {done.returncode}: {text}"))
        session.flows("the first goes on", 2)
    more, figures = session.settle()
    return findings + more, figures


def stopping(place, seed, say, rounds=8):
    """SIGTERM while marketplaces take their time to answer: the process ends within 5 s, cleanly, with each post finished or
    marked; what it left is taken up."""
    findings, figures = [], Counter()
    session = Session(place, seed, open_replies=4)
    slowness = (300, 1500, 4000, 20_000)
    with session.running():
        for number in range(rounds):
            session.flows("before the stop", 1)
            for shop, operation in (("mirakl", "M12"), ("kaufland", "tickets.message"), ("smtp", "data")):
                place.sandbox("faults", {"place": shop, "operation": operation, "effect": "slow",
                                         "delay_ms": slowness[number % len(slowness)], "moment": "before", "times": 3})
            seen = len(session.service.steps.events)

            def posting():
                session.service.steps.read()
                return any(event.step in ("mirakl-post", "kaufland-post", "smtp-body")
                           for event in session.service.steps.events[seen:]) or session.traffic.failure

            try:
                eventually("a post is on its way", posting, 40)
                figures["stops with a post on its way"] += 1
            except Broken:
                pass
            began, said = time.monotonic(), len(session.service.text())
            status = session.service.stop()
            took = time.monotonic() - began
            figures["longest stop in ms"] = max(figures["longest stop in ms"], int(took * 1000))
            if status != 0 or took > 5:
                findings.append(("stop", f"exit {status} after {took:.1f} s"))
            if "store-failed" in session.service.text()[said:]:
                findings.append(("stop", "the log says that the store failed"))
            place.sandbox("faults", method="DELETE")
            session.start()
    if not figures["stops with a post on its way"]:
        findings.append(("stop", f"in {rounds} stops no post was on its way"))
    more, counts = session.settle()
    say(f"  longest stop {figures['longest stop in ms']} ms")
    return findings + more, figures + counts


def hanging(place, seed, say):
    """The thread that writes hangs in a sync: the watchdog's pings stop, so that systemd starts the service again."""
    findings = []
    path = place.path("notify")
    notes = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notes.bind(path)
    heard = []

    def listen():
        # Whoever is told waits until somebody listens.
        while True:
            try:
                heard.append(notes.recv(4096))
            except OSError:
                return

    threading.Thread(target=listen, daemon=True).start()
    session = Session(place, seed, environment={"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "2000000"})

    def pings(seconds):
        before = heard.count(b"WATCHDOG=1")
        time.sleep(seconds)
        return heard.count(b"WATCHDOG=1") - before

    with session.running():
        session.flows("before it hangs", 1)
        alive = pings(6)
        session.service.control["hang_step"] = "wal-sync:in:B"
        eventually("it hangs", lambda: session.traffic.failure or _hangs(session.service), 60)
        time.sleep(2.5)
        dead = pings(6)
        say(f"  pings in 6 s: {alive} before, {dead} while it hangs")
        if alive < 3:
            findings.append(("watchdog", f"only {alive} pings in 6 s of health"))
        if dead:
            findings.append(("watchdog", f"{dead} pings in 6 s although nothing can be written"))
        # What systemd does when its patience ends: SIGABRT.
        session.service.control.clear()
        session.service.kill(signal.SIGABRT)
        session.service.wait()
        session.start()
        session.flows("after the new start", 2)
    more, figures = session.settle()
    notes.close()
    return findings + more, figures


def _hangs(service):
    service.steps.read()
    last = [event for event in service.steps.events if event.step == "wal-sync:in:B"]
    return bool(last) and last[-1].moment == "before"


def filling(place, seed, say):
    """The disk fills up: intake stops while there is still room, everything else goes on, and intake resumes."""
    findings = []
    session = Session(place, seed, reply_share=1.0)
    control = session.service.control
    with session.running():
        session.flows("with room", 1)
        control["free_octets"] = 1_000_000
        time.sleep(4)
        facts = _facts.Facts([], [], {})
        _facts.read_store(place.database, facts)
        known = len(facts.outcomes)
        marker = session.traffic.ask(silent=False).marker
        time.sleep(6)
        facts = _facts.Facts([], [], {})
        _facts.read_store(place.database, facts)
        if len(facts.outcomes) != known:
            findings.append(("room", f"{len(facts.outcomes) - known} mails were taken in without room"))
        if "no-space" not in session.service.text():
            findings.append(("room", "the log does not say why nothing is taken in"))
        if session.service.ended() is not None:
            findings.append(("room", "the service ended"))
        control["free_octets"] = 0
        began = time.monotonic()
        eventually("intake resumes", lambda: session.traffic.failure or marker in session.traffic.brought, 120)
        say(f"  intake resumed {time.monotonic() - began:.1f} s after there was room again")
    more, figures = session.settle()
    return findings + more, figures
