"""A large folder opened again after a few changes."""

import re
import time

from . import clients, mails, table
from .server import Server
from .wire import Wire

SECONDS = 1.0
FLAGGED, EXPUNGED, ADDED = 60, 20, 20


def run(program, settings):
    count, rounds = settings["FOLDER"], settings["ROUNDS"]
    server = Server(["reader"])
    try:
        table.progress(f"resync: writing {count} mails")
        mails.fill(server, "reader", count, size=0)
        table.progress("resync: the server reads them")
        validity, sequence = change(server, count)
        # The first to come finds the server's caches cold.
        clients.ours(program, "resync", server, False, "reader", validity, sequence)
        measured, bare, flags = [], [], []
        for number in range(rounds):
            table.progress(f"resync: {number + 1} of {rounds}")
            measured.append(clients.ours(program, "resync", server, False, "reader", validity, sequence).figures)
            bare.append(seconds(server, f"SELECT INBOX (QRESYNC ({validity} {sequence}))"))
            flags.append(seconds(server, "SELECT INBOX", "UID FETCH 1:* (UID FLAGS)"))
    finally:
        server.stop()
    took = table.median([one["seconds"] for one in measured])
    commands = max(int(one["commands"]) for one in measured)
    figure = f"resync: {FLAGGED + EXPUNGED + ADDED} changes of {count} mails"
    table.row(f"{figure}: round trips", str(commands), "1", commands == 1)
    table.row(f"{figure}: wall", f"{took * 1000:.0f} ms, a bare client {table.median(bare) * 1000:.0f} ms", f"<= {SECONDS} s",
              took <= SECONDS)
    table.row("resync: all flags read instead", f"{table.median(flags) * 1000:.0f} ms")
    found = {(int(one["rows"]), int(one["vanished"])) for one in measured}
    table.row("resync: rows and removals found", ", ".join(f"{rows} and {gone}" for rows, gone in found),
              f"{FLAGGED + ADDED} and {EXPUNGED}", found == {(FLAGGED + ADDED, EXPUNGED)})


def change(server, count):
    """What the folder was before: UIDVALIDITY and the highest modification sequence."""
    wire = Wire(server, "reader")
    answer = b" ".join(wire.run("SELECT INBOX (CONDSTORE)"))
    validity = int(re.search(rb"UIDVALIDITY (\d+)", answer).group(1))
    sequence = int(re.search(rb"HIGHESTMODSEQ (\d+)", answer).group(1))
    step = count // (FLAGGED + EXPUNGED)
    changed = [1 + number * step for number in range(FLAGGED + EXPUNGED)]
    gone, flagged = changed[::4][:EXPUNGED], [uid for uid in changed if uid not in changed[::4][:EXPUNGED]]
    wire.run(f"UID STORE {','.join(map(str, flagged))} +FLAGS.SILENT (\\Flagged)")
    wire.run(f"UID STORE {','.join(map(str, gone))} +FLAGS.SILENT (\\Deleted)")
    wire.run(f"UID EXPUNGE {','.join(map(str, gone))}")
    for number in range(ADDED):
        mail = f"Subject: new {number}\r\n\r\nnew\r\n".encode()
        tag = wire.tag()
        wire.send(f"{tag} APPEND INBOX {{{len(mail)}+}}\r\n".encode() + mail + b"\r\n")
        wire.finish(tag)
    wire.close()
    # A Maildir that was written to within this second is read again by the server.
    time.sleep(2)
    return validity, sequence


def seconds(server, *commands):
    wire = Wire(server, "reader")
    wire.run("ENABLE QRESYNC")
    start = time.monotonic()
    for command in commands:
        wire.run(command)
    took = time.monotonic() - start
    wire.close()
    return took
