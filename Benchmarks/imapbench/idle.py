"""Many mailboxes watched in one process over TLS: memory, processor time, and how soon mail is announced."""

import os
import random
import select
import subprocess
import time

from . import clients, table
from .server import Server, inotify_limit
from .wire import LMTP, Wire

RSS_MEGABYTES, CPU_SHARE, LATENCY_MILLISECONDS = 250, 0.01, 100
# Figures are for 1000 mailboxes.
FULL = 1000


def run(program, settings):
    count = settings["MAILBOXES"]
    users = [f"box{number}" for number in range(1, count + 1)]
    if count > inotify_limit() and os.geteuid() != 0:
        table.row("idle", f"a user may watch {inotify_limit()} folders only", "fs.inotify.max_user_instances", False)
        return
    server = Server(users, sessions=2 * count + 50)
    environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}
    process = subprocess.Popen(clients.command_of_ours(program, "idle", server, True, "box", count), stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, env=environment)
    watchers = Watchers(process)
    try:
        started = time.monotonic()
        for user in users:
            os.makedirs(server.maildir(user), exist_ok=True)
            os.chown(server.maildir(user), *server.owner[user])
        watchers.wait(count, 300)
        took, login_cpu = time.monotonic() - started, watchers.processor_seconds()
        table.row(f"idle: {count} mailboxes logged in", f"{took:.1f} s, CPU {login_cpu:.1f} s")
        rest(watchers, count, settings["IDLE_SECONDS"])
        announce(server, watchers, users, settings["DELIVERIES"])
    finally:
        process.stdin.close()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        server.stop()


def rest(watchers, count, seconds):
    """Nothing comes; each mailbox is looked at once a minute all the same."""
    table.progress("idle: settling")
    time.sleep(5)
    before = watchers.processor_seconds()
    for second in range(seconds):
        table.progress(f"idle: {second} of {seconds} s")
        time.sleep(1)
    share = (watchers.processor_seconds() - before) / seconds
    limit = CPU_SHARE * count / FULL
    table.row(f"idle: {count} mailboxes, CPU", f"{share:.2%} of a core", f"<= {limit:.2%}", share <= limit)
    memory = watchers.resident_megabytes()
    table.row(f"idle: {count} mailboxes, memory", f"{memory:.0f} MB", f"<= {RSS_MEGABYTES} MB", memory <= RSS_MEGABYTES)


def announce(server, watchers, users, deliveries):
    """Each mail goes to one mailbox, where a bare client idles as well; the difference is ours."""
    numbers = random.Random(7)
    own, bare, more = [], [], []
    mail = b"From: buyer@market.example\r\nTo: shop@shop.example\r\nSubject: question\r\n\r\n" + b"Where is my parcel?\r\n" * 100
    lmtp = LMTP(server)
    for number in range(deliveries):
        table.progress(f"idle: mail {number + 1} of {deliveries}")
        user = numbers.choice(users)
        client = Wire(server, user, tls=True)
        client.run("EXAMINE INBOX")
        client.idle()
        delivered = lmtp.deliver(user, mail)
        heard = client.wait_for(b"EXISTS", 20)
        received = watchers.wait_for_mail(user, 20)
        client.close()
        if heard is None or received is None:
            raise RuntimeError(f"mail for {user} was not announced: bare {heard}, ours {received}")
        own.append((received - delivered) / 1e6)
        bare.append((heard - delivered) / 1e6)
        more.append((received - heard) / 1e6)
    table.row("idle: mail fetched after, p50 / p99", f"{table.median(own):.0f} / {table.percentile(own, 0.99):.0f} ms")
    table.row("idle: a bare client hears after, p50 / p99", f"{table.median(bare):.0f} / {table.percentile(bare, 0.99):.0f} ms")
    late = table.percentile(more, 0.99)
    table.row("idle: fetched later than announced, p50 / p99", f"{table.median(more):.0f} / {late:.0f} ms",
              f"<= {LATENCY_MILLISECONDS} ms", late <= LATENCY_MILLISECONDS)


class Watchers:
    """The lines of the process that watches."""

    def __init__(self, process):
        self.process = process
        self.pid = process.pid
        self.rest = b""
        os.set_blocking(process.stdout.fileno(), False)

    def lines(self, limit):
        """Those that come until `limit` (seconds) from now; ends when asked to."""
        end = time.monotonic() + limit
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.process.stdout], [], [], left)
            if not ready:
                return
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            if not data:
                raise RuntimeError("the process that watches has ended")
            *whole, self.rest = (self.rest + data).split(b"\n")
            for line in whole:
                yield line.decode().split()

    def wait(self, count, limit):
        waiting = set()
        for words in self.lines(limit):
            if words[0] == "waiting":
                waiting.add(words[1])
                table.progress(f"idle: {len(waiting)} of {count} logged in")
            elif words[0] == "disconnected":
                table.progress(" ".join(words)[:200] + "\n")
            if len(waiting) == count:
                return
        raise RuntimeError(f"only {len(waiting)} of {count} mailboxes are watched")

    def wait_for_mail(self, user, limit):
        for words in self.lines(limit):
            if words[0] == "received" and words[1] == user:
                return int(words[2])
        return None

    def processor_seconds(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_megabytes(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024 / 1e6
        return float("nan")
