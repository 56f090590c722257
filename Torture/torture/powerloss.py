"""Losses of power, simulated: every write to the store is recorded in its order, with the syncs and the effects outside in
between. A run is then cut at many places; what was synced is kept, of the rest any part in any order may be there. The
file must open, be sound, and know of everything that was done outside."""

import os
import random
import re
import sqlite3
import struct
from collections import Counter

from .place import ORIGINALS, eventually
from .session import Session

_HEAD = struct.Struct("=cB6xqq")
_DATABASE, _WAL = 1, 2
_SECTOR = 512
_ENTRY = re.compile(r"\[([A-Z]) ([^\]]*)\]")
# States of an outbox entry that nothing in a record takes it out of.
RESTING = {"confirmed", "failed"}


def record(place, seed, questions, say):
    """Runs the service over this many questions, stops and kills it in between; returns the path of the record."""
    path = place.path("writes.record")
    session = Session(place, seed, record=path, open_questions=4, open_replies=4)
    numbers = random.Random(seed)
    with session.running():
        for stage in range(3):
            session.traffic.limit = questions * (stage + 1) // 3
            goal = session.traffic.limit * 2 // 3
            eventually(
                "questions and replies are recorded",
                lambda: session.traffic.failure or len(session.traffic.brought) >= goal
                and len(session.traffic.reported) >= goal // 2, 150)
            if stage < 2:
                if numbers.random() < 0.5:
                    session.service.stop()
                else:
                    session.service.kill()
                    session.service.wait()
                session.start()
    findings, figures = session.settle()
    say(f"  recorded {os.path.getsize(path) >> 20} MiB, {figures['questions']} questions, {figures['replies']} replies")
    return path, findings


def entries(path):
    with open(path, "rb") as file:
        data = file.read()
    place, found = 0, []
    while place + _HEAD.size <= len(data):
        kind, target, offset, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        found.append((kind, target, offset, data[place:place + length]))
        place += length
    return found


class File:
    """What surely stands on the disk, and what may."""

    def __init__(self):
        self.image = bytearray()
        self.pending = []
        # The file that had this name before, until the change of the directory is on disk.
        self.former = None

    def sync(self):
        for operation in self.pending:
            _apply(self.image, operation)
        self.pending = []
        self.former = None

    def unlink(self):
        self.sync()
        self.former = self.image
        self.image = bytearray()

    def survivors(self, numbers):
        """What the disk may hold: bytes."""
        if self.former is not None and numbers.random() < 0.5:
            return bytearray(self.former)
        image = bytearray(self.image)
        way = numbers.choice(["none", "all", "some", "sectors", "reordered", "first"])
        chosen = list(self.pending)
        if way == "none":
            chosen = []
        elif way == "some":
            chosen = [each for each in chosen if numbers.random() < 0.5]
        elif way == "sectors":
            chosen = [part for each in chosen for part in _sectors(each) if numbers.random() < 0.6]
        elif way == "reordered":
            numbers.shuffle(chosen)
            chosen = chosen[:numbers.randrange(len(chosen) + 1)]
        elif way == "first":
            chosen = chosen[:numbers.randrange(len(chosen) + 1)]
            if chosen:
                # The last one only in part.
                parts = _sectors(chosen[-1])
                chosen[-1:] = parts[:numbers.randrange(len(parts) + 1)]
        for operation in chosen:
            _apply(image, operation)
        return image


def _sectors(operation):
    kind, offset, data = operation
    if kind != b"w":
        return [operation]
    return [(kind, offset + start, data[start:start + _SECTOR]) for start in range(0, len(data), _SECTOR)]


def _apply(image, operation):
    kind, offset, data = operation
    if kind == b"t":
        del image[offset:]
        image.extend(bytes(max(0, offset - len(image))))
        return
    if len(image) < offset + len(data):
        image.extend(bytes(offset + len(data) - len(image)))
    image[offset:offset + len(data)] = data


class Claims:
    """What was done outside, or reported as committed, so that the file must know of it."""

    def __init__(self):
        # Moves tell no folder: what is moved to the originals comes out of the one folder that is watched.
        self.sent, self.appended, self.settled = set(), set(), set()
        self.outcomes, self.claimed, self.arrived, self.appending = set(), set(), set(), set()
        # The last state that an outbox entry came to rest in.
        self.rested = {}

    def effect(self, text):
        step, _, detail = text.partition(" ")
        if step.endswith("-post") or step in ("smtp-body", "http-body"):
            self.sent.update(re.findall(r"r\d{4}x", detail))
        elif step.startswith("imap-append"):
            self.appended.update(detail.split())
        elif step in ("imap-move", "imap-copy"):
            match = re.search(r"UID (?:MOVE|COPY) ([\d:,]+)", detail) if ORIGINALS in detail else None
            for part in match.group(1).split(",") if match else []:
                first, _, last = part.partition(":")
                self.settled.update(range(int(first), int(last or first) + 1))

    def commit(self, text):
        for letter, detail in _ENTRY.findall(text):
            number = re.search(r"\d+", detail)
            if letter == "B":
                parts = detail.split(",")
                if len(parts) > 3 and parts[3].strip().isdigit():
                    self.outcomes.add((*(part.strip().strip("'") for part in parts[:3]), int(parts[3])))
            elif letter == "C" and number:
                self.appending.add(int(number.group()))
            elif letter == "G" and number and (state := detail.split()[0]) in RESTING:
                self.rested[int(number.group())] = state
            elif letter == "F" and number:
                self.claimed.add(int(number.group()))
            elif letter == "D" and number:
                self.arrived.add(int(number.group()))

    def missing(self, database):
        """What the file does not know of."""
        def column(sql):
            return {row[0] for row in database.execute(sql)}

        if not column("SELECT 1 FROM sqlite_master WHERE name = 'outbox'"):
            effects = sum(map(len, (self.sent, self.appended, self.settled, self.outcomes, self.claimed, self.arrived,
                                    self.appending, self.rested)))
            return [f"no table, and {effects} effects"] if effects else []
        # A cut between two steps of the schema leaves the tables of the steps before it.
        team = column("SELECT 1 FROM sqlite_master WHERE name = 'team_mail'")
        outcomes = {(account, folder, str(validity), uid) for account, folder, validity, uid in database.execute(
            "SELECT account, folder, uid_validity, uid FROM outcome")}
        known = {uid for account, folder, _, uid in outcomes if account == "service" and folder == "INBOX"}
        states = dict(database.execute("SELECT id, state FROM outbox"))
        texts = "\n".join(column("SELECT text FROM outbox WHERE attempts > 0"))
        found = [f"{marker} was sent" for marker in self.sent if marker not in texts]
        found += [f"mail {name} was appended" for name in self.appended
                  - column("SELECT mail_message_id FROM ticket_mail WHERE attempts > 0")
                  - (column("SELECT mail_message_id FROM team_mail WHERE attempts > 0") if team else set())]
        found += [f"original {uid} was moved" for uid in self.settled - known]
        found += [f"outcome of {'/'.join(map(str, mail))} was committed" for mail in self.outcomes - outcomes]
        found += [f"ticket mail {number} was committed as appending" for number in self.appending
                  - column("SELECT id FROM ticket_mail WHERE attempts > 0")]
        found += [f"outbox entry {number} was committed as {state}, and is {states.get(number)}"
                  for number, state in self.rested.items() if states.get(number) != state]
        found += [f"outbox entry {number} was committed as sending" for number in self.claimed
                  - column("SELECT id FROM outbox WHERE attempts > 0")]
        found += [f"ticket mail {number} was committed as appended" for number in self.arrived
                  - column("SELECT id FROM ticket_mail WHERE state = 'appended'")]
        return found


def simulate(path, place, count, seed):
    """Cuts a record at so many places; returns (findings, figures)."""
    numbers = random.Random(seed)
    recorded = entries(path)
    cuts = sorted(numbers.randrange(1, len(recorded) + 1) for _ in range(count))
    files, claims = {_DATABASE: File(), _WAL: File()}, Claims()
    findings, figures = [], Counter(cuts=count, recorded=len(recorded))
    done = 0
    for cut in cuts:
        for kind, target, offset, data in recorded[done:cut]:
            if kind in (b"w", b"t"):
                files[target].pending.append((kind, offset, data))
            elif kind == b"s":
                files[target].sync()
            elif kind == b"u":
                files[target].unlink()
            elif kind == b"c":
                claims.commit(data.decode("utf-8", "replace"))
            else:
                claims.effect(data.decode("utf-8", "replace"))
        done = cut
        figures["writes in doubt"] += sum(len(file.pending) for file in files.values())
        figures["cuts with writes in doubt"] += any(file.pending for file in files.values())
        findings += [f"cut at {cut}: {text}" for text in _look(files, claims, place, numbers)]
        if len(findings) > 20:
            break
    figures["effects at the end"] = len(claims.sent) + len(claims.appended) + len(claims.settled)
    figures["commits at the end"] = sum(map(len, (
        claims.outcomes, claims.claimed, claims.arrived, claims.appending, claims.rested)))
    return findings, figures


def _look(files, claims, place, numbers):
    path = place.path("power.db")
    for file, name in ((files[_DATABASE], path), (files[_WAL], path + "-wal")):
        image = file.survivors(numbers)
        if image or name == path:
            with open(name, "wb") as output:
                output.write(image)
        elif os.path.exists(name):
            os.unlink(name)
    if os.path.exists(path + "-shm"):
        os.unlink(path + "-shm")
    try:
        database = sqlite3.connect(path)
        try:
            found = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
            return found + claims.missing(database)
        finally:
            database.close()
    except sqlite3.DatabaseError as error:
        return [f"does not open: {error}"]


def run(place, seed, simulations, questions, say):
    path, findings = record(place, seed, questions, say)
    found, figures = simulate(path, place, simulations, seed + 1)
    say("  " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    return findings + [("power", text) for text in found]
