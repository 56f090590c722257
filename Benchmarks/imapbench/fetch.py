"""A mailbox fetched and read, beside clients that do less or the same."""

from . import clients, mails, table
from .server import Server
from .wire import Wire

# Of the wall time of a client that discards; of the processor time of the others.
WALL, CPU_IMAPLIB, CPU_MBSYNC = 1.10, 0.5, 0.25
# As IMAPOptions.batchCount.
BATCH = 200


def run(program, settings):
    count, large = settings["MAILS"], settings["LARGE"]
    server = Server(["reader"])
    try:
        table.progress(f"fetch: writing {count} mails")
        mails.fill(server, "reader", count, large=large)
        warm_up(server)
        for tls in (False, True):
            compare(program, server, tls, count, settings["ROUNDS"])
    finally:
        server.stop()


def warm_up(server):
    """The server's index and the system's cache are there for all alike."""
    wire = Wire(server, "reader")
    wire.run("SELECT INBOX")
    wire.run("UID FETCH 1:* (RFC822.SIZE INTERNALDATE)")
    wire.run("UID FETCH 1:* BODY.PEEK[]")
    wire.close()


def compare(program, server, tls, count, rounds):
    measured = {"ours": [], "unread": [], "discard": [], "imaplib": [], "mbsync": []}
    for number in range(rounds):
        table.progress(f"fetch over {'TLS' if tls else 'plain TCP'}: {number + 1} of {rounds}")
        ways = {
            "ours": lambda: clients.ours(program, "fetch", server, tls, "reader"),
            "unread": lambda: clients.ours(program, "take", server, tls, "reader"),
            "discard": lambda: clients.ours(program, "discard", server, tls, "reader", count, BATCH),
            "imaplib": lambda: clients.imaplib(server, tls, "reader", count),
            "mbsync": lambda: clients.mbsync(server, tls, "reader"),
        }
        # Nobody always comes first.
        names = list(ways)
        for name in names[number % 5:] + names[:number % 5]:
            measured[name].append(ways[name]())
    for name in ("ours", "unread", "imaplib", "mbsync"):
        counts = {int(one.figures["mails"]) for one in measured[name]}
        if counts != {count}:
            raise RuntimeError(f"{name} fetched {counts}, not {count}")
    where = "over TLS" if tls else "plain"
    ratio(f"fetch {where}: wall, against discarding", measured, "discard", "wall", WALL)
    ratio(f"fetch {where}: CPU, against discarding", measured, "discard", "cpu", None)
    ratio(f"fetch {where}: CPU, against imaplib", measured, "imaplib", "cpu", CPU_IMAPLIB)
    ratio(f"fetch {where}, mails not parsed: CPU, against imaplib", measured, "imaplib", "cpu", None, own="unread")
    ratio(f"fetch {where}: CPU, against mbsync", measured, "mbsync", "cpu", CPU_MBSYNC)
    ratio(f"fetch {where}: wall, against imaplib", measured, "imaplib", "wall", None)
    ratio(f"fetch {where}: wall, against mbsync", measured, "mbsync", "wall", None)


def ratio(figure, measured, peer, what, limit, own="ours"):
    """Medians of both, and the median of the ratios within a round."""
    first, other = ([getattr(one, what) for one in measured[name]] for name in (own, peer))
    value = table.median([a / b for a, b in zip(first, other)])
    text = f"{table.median(first):.2f} / {table.median(other):.2f} s = {value:.2f}"
    if limit is None:
        table.row(figure, text)
    else:
        table.row(figure, text, f"<= {limit}", value <= limit)
