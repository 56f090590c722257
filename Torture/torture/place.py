"""A private Dovecot, the sandbox with its faults, and a configuration, in a directory of their own."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

from .control import Control

SERVICE = "service@seller.example"
AGENT = "anna@seller.example"
PASSWORD = "torture-secret"
HOST = "mx.seller.example"
TICKETS = "Marketplaces"
ORIGINALS = "Mailbridge/Originals"
QUARANTINED = "crashed"
SHOPS = ("mirakl", "kaufland", "amazon")


class Broken(Exception):
    """The surroundings do not work: nothing is said about the service."""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def eventually(what, condition, seconds=30.0, every=0.02):
    """The condition's value once it is true."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Broken(f"not within {seconds} s: {what}")
        time.sleep(every)


class Place:
    def __init__(self, program, shim, mailboxes=1):
        self.program = program
        self.shim = shim
        self.directory = tempfile.mkdtemp(prefix="mailbridge-torture-")
        os.chmod(self.directory, 0o755)
        self.store = self.path("store")
        os.mkdir(self.store, 0o700)
        self.database = f"{self.store}/mailbridge.db"
        # The clock of marketplaces and of the delivery of mails; the service has one of its own.
        self.clock = Control(self.path("clock.control"))
        self._clocked = {"LD_PRELOAD": shim, "TORTURE_CONTROL": self.clock.path}
        self.processes = []
        self.services = []
        try:
            self._start_dovecot()
            self._start_sandbox()
            self._configure()
        except BaseException:
            self.close()
            raise

    def path(self, name):
        return f"{self.directory}/{name}"

    def now(self):
        """Seconds since 1970 at the marketplaces."""
        return time.time() + self.clock["clock_offset"] / 1_000_000_000

    def advance(self, seconds):
        """Their clock goes on by so much at once."""
        self.clock["clock_offset"] += seconds * 1_000_000_000

    def write(self, name, text, mode=0o600):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), mode)

    def close(self, keep=False):
        for service in self.services:
            service.kill()
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if not keep:
            shutil.rmtree(self.directory, ignore_errors=True)

    # The mail server

    def _start_dovecot(self):
        self.imap, self.imaps, self.lmtp = free_ports(3)
        home = self.path("dovecot")
        for name in ("", "/run", "/state", "/mail"):
            os.mkdir(home + name, 0o755)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", f"{home}/key.pem", "-out",
             f"{home}/certificate.pem"], check=True, capture_output=True)
        self.write("dovecot/users", f"{SERVICE}:{{PLAIN}}{PASSWORD}::::::\n{AGENT}:{{PLAIN}}{PASSWORD}::::::\n", 0o644)
        if os.geteuid() == 0:
            # Dovecot lets root own no mail.
            owner = pwd.getpwnam("nobody")
            os.chown(f"{home}/mail", owner.pw_uid, owner.pw_gid)
            accounts = ""
        else:
            owner = pwd.getpwuid(os.geteuid())
            accounts = "".join(f"{key} = {owner.pw_name}\n" for key in ("default_internal_user", "default_login_user"))
        self.write("dovecot/dovecot.conf", _DOVECOT.format(
            home=home, imap=self.imap, imaps=self.imaps, lmtp=self.lmtp, accounts=accounts, uid=owner.pw_uid,
            gid=owner.pw_gid, clocked=" ".join(f"{name}={value}" for name, value in self._clocked.items())), 0o644)
        program = shutil.which("dovecot", path=os.environ["PATH"] + ":/usr/sbin")
        if not program:
            raise Broken("Dovecot is not installed (make deps)")
        self._spawn([program, "-F", "-c", f"{home}/dovecot.conf"], "dovecot.out")
        eventually("Dovecot listens", lambda: all(_listens(port) for port in (self.imap, self.imaps, self.lmtp)))

    # The marketplaces

    def _start_sandbox(self):
        out = self.path("sandbox.out")
        self._spawn(
            [self.program, "sandbox", "--http-port", "0", "--smtp-port", "0", "--lmtp", str(self.lmtp), "--seller", SERVICE,
             "--user", SERVICE, "--password", PASSWORD], "sandbox.out", self._clocked)

        def settings():
            with open(out, encoding="utf-8") as file:
                lines = file.read().splitlines()
            return lines if any(line.startswith("Stop with") for line in lines) else None

        lines = eventually("the sandbox listens", settings)
        words = {line.split(None, 1)[0]: line.split(None, 1)[1] for line in lines if len(line.split(None, 1)) == 2}
        self.page = words["page"].rstrip("/")
        self.http = int(self.page.rsplit(":", 1)[1])
        self.smtp = int(words["smtp"].rsplit(":", 1)[1])
        self.shops = {
            shop: dict(part.split(" ", 1) for part in words[shop].split(", ")) for shop in SHOPS}

    def sandbox(self, path, body=None, method=None):
        """What the sandbox's control answers."""
        request = urllib.request.Request(
            f"{self.page}/sandbox/{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def _spawn(self, words, log, environment=None):
        with open(self.path(log), "ab") as file:
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=file, stderr=file, env={**os.environ, **(environment or {})})
        self.processes.append(process)
        return process

    # The service

    def _configure(self):
        mirakl, kaufland, amazon = (self.shops[shop] for shop in SHOPS)
        secrets = {"mailbox": PASSWORD, "mirakl": mirakl["api_key"], "kaufland": kaufland["secret_key"],
                   "amazon": amazon["client_secret"], "amazon-refresh": amazon["refresh_token"]}
        for name, value in secrets.items():
            self.write(f"{name}.secret", value)
        self.configuration = self.path("config.toml")
        self.write("config.toml", _CONFIGURATION.format(
            place=self.directory, database=self.database, imaps=self.imaps, smtp=self.smtp, service=SERVICE, agent=AGENT,
            host=HOST, mirakl=mirakl, kaufland=kaufland, amazon=amazon))

    def run(self, *words):
        """Exit status and output of a command of the program with this configuration."""
        done = subprocess.run(
            [self.program, *words, "--config", self.configuration], stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


_DOVECOT = """\
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
instance_name = mailbridge-torture-{imap}
protocols = imap lmtp
listen = 127.0.0.1
{accounts}ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
first_valid_uid = 1
mail_privileged_group =
mail_location = sdbox:~/dbox
mail_max_userip_connections = 200
mail_fsync = never
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  client_limit = 400
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 200
  service_count = 200
}}
service lmtp {{
  # It says when a mail arrived. The others would take an hour that goes by at once for an hour of silence.
  executable = /usr/bin/env {clocked} /usr/lib/dovecot/lmtp
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service doveadm {{
  chroot =
}}
"""

_CONFIGURATION = """\
[bridge]
language = "de"
grace = "0s"
read_back_delay = "1s"

[store]
path = "{database}"

[[mailbox]]
name = "service"
url = "imaps://localhost:{imaps}"
ca_file = "{place}/dovecot/certificate.pem"
user = "{service}"
password = {{ file = "{place}/mailbox.secret" }}
authserv_id = "{host}"

[submission]
url = "smtp://127.0.0.1:{smtp}"
plain = true
user = "{service}"
password = {{ file = "{place}/mailbox.secret" }}

[[marketplace]]
name = "conrad"
connector = "mirakl"
mode = "live"
url = "{mirakl[url]}"
api_key = {{ file = "{place}/mirakl.secret" }}
clock = "conrad"
sweep = "60s"

[[marketplace]]
name = "kaufland"
connector = "kaufland"
mode = "live"
url = "{kaufland[url]}"
client_key = "{kaufland[client_key]}"
secret_key = {{ file = "{place}/kaufland.secret" }}
sweep = "60s"

[[marketplace]]
name = "amazon"
connector = "amazon"
mode = "live"
url = "{amazon[url]}"
token_url = "{amazon[token_url]}"
client_id = "{amazon[client_id]}"
client_secret = {{ file = "{place}/amazon.secret" }}
refresh_token = {{ file = "{place}/amazon-refresh.secret" }}
relay_from = "{service}"

[[agent]]
name = "anna"
address = "{agent}"
language = "de"
refund_limit = "unlimited"

[log]
level = "info"
"""
