"""The order of things (R18): the log of the shim is held against the rules that make a crash harmless."""

import re
from collections import Counter, defaultdict

from .place import ORIGINALS as _ORIGINALS

_ENTRY = re.compile(r"\[([A-Z]) ([^\]]*)\]")
_REPLY = re.compile(r"r\d{4}x")


def check(events, facts):
    """Findings: an effect outside before its commit, or an effect twice."""
    findings = []
    entry_of = {marker: row[0] for row in facts.outbox for marker in row[4][:1]}
    mail_of = {row[2]: row[0] for row in facts.mails}
    receipt_of = {row[0]: row[4] for row in facts.mails if row[1] == "receipt"}
    claimed, posted, sealed, appending, settled = Counter(), Counter(), set(), set(), set()
    appended = Counter()
    pid = None
    doubtful = []
    for event in events:
        if event.pid != pid:
            # Killed between COMMIT and its line: the store may know more than the log.
            pid = event.pid
            for _, (letter, detail) in doubtful:
                _settle(letter, detail, claimed, sealed, appending, settled, appended, sure=False)
            doubtful = []
        if event.step.startswith("commit-") and event.step != "commit-failed":
            entries = _ENTRY.findall(event.detail)
            if event.moment == "before":
                doubtful = [each for each in doubtful if each[1] not in entries] + [(event.thread, each) for each in entries]
            else:
                doubtful = [each for each in doubtful if each[1] not in entries]
                for letter, detail in entries:
                    _settle(letter, detail, claimed, sealed, appending, settled, appended, sure=True)
            continue
        if event.step == "wal-sync:in:B" and event.moment == "after":
            # Once it lies on the disk, others see it, a moment before the call returns.
            for thread, (letter, detail) in doubtful:
                if thread == event.thread and letter == "B":
                    _settle(letter, detail, claimed, sealed, appending, settled, appended, sure=False)
        if event.moment != "before":
            continue
        if event.step.endswith("-post") or event.step in ("http-body", "smtp-body", "smtp-end"):
            for marker in set(_REPLY.findall(event.detail)):
                number = entry_of.get(marker)
                if number is None:
                    findings.append(f"{marker} was sent, and no outbox entry has it")
                    continue
                if event.step not in ("smtp-end", "http-body"):
                    posted[number] += 1
                if not claimed[number]:
                    findings.append(f"{marker} was sent before outbox entry {number} was committed as sending")
        elif event.step in ("imap-append", "imap-append-data"):
            for name in event.detail.split():
                if name in facts.team_mails:
                    continue
                number = mail_of.get(name)
                if number is None:
                    findings.append(f"mail {name} was appended, and the store does not know it")
                elif number not in appending:
                    findings.append(f"mail {name} was appended before it was committed as appending")
                elif receipt_of.get(number) and receipt_of[number] not in sealed:
                    findings.append(f"receipt {name} was appended before its post was committed")
        elif event.step in ("imap-move", "imap-copy"):
            # Ticket mails are moved, too, between folders of tickets.
            for uid in _uids(event.detail) if _ORIGINALS in event.detail else []:
                if uid not in settled:
                    findings.append(f"mail {uid} was moved before its outcome was committed")
    for number, count in posted.items():
        if count > claimed[number]:
            findings.append(f"outbox entry {number} was sent {count} times and committed as sending {claimed[number]} times")
    for number, count in appended.items():
        if count > 1:
            findings.append(f"ticket mail {number} was committed as appended {count} times")
    return findings


def _settle(letter, detail, claimed, sealed, appending, settled, appended, sure):
    number = re.search(r"\d+", detail.replace("sending", "")) if letter in "CDFG" else None
    if letter == "F" and number:
        claimed[int(number.group())] += 1
    elif letter == "G" and number:
        sealed.add(int(number.group()))
    elif letter == "C" and number:
        appending.add(int(number.group()))
    elif letter == "D" and number and sure:
        appended[int(number.group())] += 1
    elif letter == "B":
        parts = detail.replace("VALUES (", "").split(",")
        if len(parts) > 3 and parts[3].strip().isdigit():
            settled.add(int(parts[3]))


def _uids(command):
    match = re.search(r"UID (?:MOVE|COPY) ([\d:,]+)", command)
    found = []
    for part in (match.group(1).split(",") if match else []):
        first, _, last = part.partition(":")
        found += range(int(first), int(last or first) + 1)
    return found
