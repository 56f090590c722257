"""Starts the clients that are compared, each a process of its own, and measures them in the same way."""

import os
import subprocess
import sys
import tempfile
import time

from . import table

HERE = os.path.dirname(os.path.abspath(__file__))


class Measured:
    def __init__(self, wall, cpu, text):
        self.wall, self.cpu, self.text = wall, cpu, text
        self.figures = table.figures(text)


def measure(*command):
    """Wall time and processor time (user and system) of a process from start to end, and what it said."""
    with tempfile.TemporaryFile("w+") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {text[-2000:]}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, text)


def ours(program, mode, server, tls, user, *numbers):
    return measure(*command_of_ours(program, mode, server, tls, user, *numbers))


def command_of_ours(program, mode, server, tls, user, *numbers):
    port = server.imaps if tls else server.imap
    return (program, mode, "tls" if tls else "plain", str(port), server.authorities, user, *map(str, numbers))


def imaplib(server, tls, user, mails):
    port = server.imaps if tls else server.imap
    return measure(sys.executable, os.path.join(HERE, "imaplib_peer.py"), "tls" if tls else "plain", str(port),
                   server.path("cert.pem"), user, str(mails))


def mbsync(server, tls, user):
    """Into a new Maildir, which is on the same disk as the server's."""
    with tempfile.TemporaryDirectory(prefix="mbsync-", dir=server.directory) as place:
        path = os.path.join(place, "config")
        port = server.imaps if tls else server.imap
        security = f"SSLType IMAPS\nCertificateFile {server.path('cert.pem')}" if tls else "SSLType None"
        with open(path, "w", encoding="ascii") as file:
            file.write(f"""FSync no
IMAPStore remote
Host {"localhost" if tls else "127.0.0.1"}
Port {port}
User {user}
Pass secret
AuthMechs LOGIN
{security}

MaildirStore local
Path {place}/mail/
Inbox {place}/mail/INBOX

Channel inbox
Far :remote:
Near :local:
Patterns INBOX
Create Near
Sync Pull
SyncState *
""")
        os.mkdir(os.path.join(place, "mail"))
        measured = measure("mbsync", "-c", path, "-q", "inbox")
        folder = os.path.join(place, "mail", "INBOX")
        count = sum(len(os.listdir(os.path.join(folder, name))) for name in ("new", "cur"))
        measured.figures["mails"] = count
        return measured
