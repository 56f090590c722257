"""A bare IMAP client: it sends what it is told and reads lines and literals, no more."""

import re
import select
import socket
import ssl
import time

LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Wire:
    def __init__(self, server, user, tls=False, name="a"):
        raw = socket.create_connection(("127.0.0.1", server.imaps if tls else server.imap), timeout=60)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            raw = ssl.create_default_context(cafile=server.path("cert.pem")).wrap_socket(raw, server_hostname="localhost")
        self.socket = raw
        self.file = raw.makefile("rb", buffering=1 << 18)
        self.count = 0
        self.name = name
        self.octets = 0
        self.file.readline()
        self.run(f"LOGIN {user} secret")

    def tag(self):
        self.count += 1
        return f"{self.name}{self.count}"

    def send(self, data):
        self.socket.sendall(data)

    def line(self):
        """A line with its literals."""
        whole = b""
        while True:
            line = self.file.readline()
            if not line:
                raise ConnectionError("the server closed the connection")
            whole += line
            literal = LITERAL.search(line)
            if not literal:
                self.octets += len(whole)
                return whole
            whole += self.file.read(int(literal.group(1)))

    def begin(self, command):
        tag = self.tag()
        self.send(f"{tag} {command}\r\n".encode())
        return tag

    def finish(self, tag):
        """The untagged lines up to the answer, which must be OK, and the answer last."""
        lines = []
        while True:
            lines.append(self.line())
            if lines[-1].startswith(tag.encode() + b" "):
                if not lines[-1].startswith(tag.encode() + b" OK"):
                    raise RuntimeError(lines[-1].decode(errors="replace"))
                return lines

    def run(self, command):
        return self.finish(self.begin(command))

    def idle(self):
        self.send(f"{self.tag()} IDLE\r\n".encode())
        while not self.line().startswith(b"+"):
            pass

    def wait_for(self, word, limit):
        """When a line with `word` came, in nanoseconds; None if none came in time."""
        end = time.monotonic() + limit
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                if word in self.line():
                    return time.monotonic_ns()
            except (TimeoutError, socket.timeout):
                return None
        return None

    def close(self):
        self.socket.close()


class LMTP:
    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.lmtp), timeout=60)
        self.file = self.socket.makefile("rb")
        self.reply()
        self.say("LHLO bench.example")

    def say(self, text):
        self.socket.sendall(text.encode() + b"\r\n")
        return self.reply()

    def reply(self):
        while True:
            line = self.file.readline()
            if not line or line[:1] in b"45":
                raise RuntimeError(f"LMTP: {line!r}")
            if line[3:4] == b" ":
                return line

    def deliver(self, user, mail):
        """Returns when the server had taken it, in nanoseconds."""
        self.say("MAIL FROM:<buyer@market.example>")
        self.say(f"RCPT TO:<{user}>")
        self.say("DATA")
        self.socket.sendall(mail + b"\r\n.\r\n")
        self.reply()
        return time.monotonic_ns()
