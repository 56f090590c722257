"""Ticket mails appended, beside the fastest ways that any client has on the same server."""

import time

from . import clients, table
from .server import Server
from .wire import Wire

SHARE = 0.9
SIZE = 8192
PIPELINED, TOGETHER = 32, 100


def run(program, settings):
    count, rounds = settings["APPENDS"], settings["ROUNDS"]
    server = Server(["writer"])
    try:
        wire = Wire(server, "writer")
        wire.run("CREATE Tickets")
        wire.close()
        ways = {
            "ours, one by one": lambda: clients.ours(program, "append", server, False, "writer", count, SIZE, 1),
            "ours, in groups": lambda: clients.ours(program, "append", server, False, "writer", count, SIZE, TOGETHER),
            "literal after literal": lambda: peer(server, synchronising, count),
            f"LITERAL+, {PIPELINED} at a time": lambda: peer(server, pipelined, count),
            f"MULTIAPPEND of {TOGETHER}": lambda: peer(server, together, count),
        }
        rates = {name: [] for name in ways}
        for number in range(rounds):
            for name in list(ways)[number % len(ways):] + list(ways)[:number % len(ways)]:
                table.progress(f"append: {name}, {number + 1} of {rounds}")
                rates[name].append(count / ways[name]().figures["seconds"])
                empty(server)
    finally:
        server.stop()
    for name in list(ways)[2:]:
        table.row(f"append: {name}", f"{table.median(rates[name]):.0f} mails/s")
    table.row("append: ours, one by one", f"{table.median(rates['ours, one by one']):.0f} mails/s")
    # The way that is best all in all: the best of each round would be the luck of the disk.
    best = max((rates[name] for name in list(ways)[2:]), key=table.median)
    own = rates["ours, in groups"]
    share = table.median([ours / theirs for ours, theirs in zip(own, best)])
    table.row("append: ours in groups, against the best", f"{table.median(own):.0f} / {table.median(best):.0f} mails/s = "
              f"{share:.2f}", f">= {SHARE}", share >= SHARE)


def empty(server):
    """Every round finds a folder without mails."""
    wire = Wire(server, "writer")
    wire.run("DELETE Tickets")
    wire.run("CREATE Tickets")
    wire.close()


def mail(number):
    head = (f"From: Bridge <bridge@bench.example>\r\nTo: agent@bench.example\r\nSubject: Ticket {number}\r\n"
            f"Date: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <{number}@bench.example>\r\n\r\n").encode()
    line = b"x" * 70 + b"\r\n"
    return head + line * ((SIZE - len(head)) // len(line) + 1)


def peer(server, way, count):
    """In this process: what Python takes beside the server is little, and all is written before the clock starts."""

    wire = Wire(server, "writer")
    mails = [mail(number) for number in range(count)]
    start = time.monotonic()
    way(wire, mails)
    seconds = time.monotonic() - start
    wire.close()
    return clients.Measured(seconds, 0, f"seconds={seconds:.6f}")


def synchronising(wire, mails):
    for one in mails:
        tag = wire.begin(f"APPEND Tickets {{{len(one)}}}")
        while not wire.line().startswith(b"+"):
            pass
        wire.send(one + b"\r\n")
        wire.finish(tag)


def pipelined(wire, mails):
    open_tags = []
    for one in mails:
        tag = wire.tag()
        wire.send(f"{tag} APPEND Tickets {{{len(one)}+}}\r\n".encode() + one + b"\r\n")
        open_tags.append(tag)
        if len(open_tags) == PIPELINED:
            wire.finish(open_tags.pop(0))
    for tag in open_tags:
        wire.finish(tag)


def together(wire, mails):
    for start in range(0, len(mails), TOGETHER):
        tag = wire.tag()
        pieces = [f"{tag} APPEND Tickets".encode()]
        for one in mails[start:start + TOGETHER]:
            pieces.append(b" {%d+}\r\n" % len(one) + one)
        wire.send(b"".join(pieces) + b"\r\n")
        wire.finish(tag)
