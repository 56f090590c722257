"""A private Dovecot 2.3 on loopback, with its own certificate, users and mail store, and everything Debian's can do."""

import os
import pwd
import grp
import shutil
import signal
import socket
import subprocess
import tempfile
import time

SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
# Dovecot takes an inotify instance for each idle session, and Linux gives each user no more than
# fs.inotify.max_user_instances; root can spread the mailboxes over so many users.
MAILBOXES_A_USER = 50
FIRST_USER = 30000

CONFIGURATION = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {place}/run
state_dir = {place}/state
instance_name = bench-{imap}
log_path = {place}/dovecot.log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
default_process_limit = {sessions}
default_client_limit = 20000
mail_max_userip_connections = {sessions}
first_valid_uid = 1
mail_privileged_group =
mail_location = maildir:~/Maildir
mail_attribute_dict = file:%h/dict
imap_metadata = yes
disable_plaintext_auth = no
auth_failure_delay = 0
ssl = yes
ssl_cert = <{place}/cert.pem
ssl_key = <{place}/key.pem
ssl_min_protocol = TLSv1.2
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {place}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {place}/users
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  client_limit = {sessions}
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = {sessions}
}}
service lmtp {{
  user = {lmtp_user}
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


def missing():
    """What is not installed, in words."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
    absent = [name for name in ("dovecot", "openssl", "mbsync") if not shutil.which(name, path=path)]
    return absent + [f"dovecot's {name}" for name in ("imap", "lmtp") if not os.access(f"/usr/lib/dovecot/{name}", os.X_OK)]


class Server:
    """`users` are names; each has the password `secret` and a Maildir of its own."""

    def __init__(self, users, sessions=300):
        self.directory = tempfile.mkdtemp(prefix="mailbridge-bench-")
        os.chmod(self.directory, 0o755)
        self.owner = {}
        is_root = os.geteuid() == 0
        for name in ("run", "state", "mail"):
            os.mkdir(self.path(name))
        with open(self.path("users"), "w", encoding="ascii") as file:
            for number, user in enumerate(users):
                uid = FIRST_USER + number // MAILBOXES_A_USER if is_root else os.geteuid()
                gid = uid if is_root else os.getegid()
                home = self.path("mail", user)
                os.mkdir(home)
                os.chown(home, uid, gid)
                self.owner[user] = (uid, gid)
                file.write(f"{user}:{{PLAIN}}secret:{uid}:{gid}::{home}::\n")
        os.chmod(self.path("users"), 0o644)
        self.make_certificate()
        self.imap, self.imaps, self.lmtp = free_ports(3)
        me, us = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        text = CONFIGURATION.format(
            place=self.directory, imap=self.imap, imaps=self.imaps, lmtp=self.lmtp, sessions=sessions + 100,
            internal="dovecot" if is_root else me, group="dovecot" if is_root else us,
            login="dovenull" if is_root else me, lmtp_user="root" if is_root else me)
        with open(self.path("dovecot.conf"), "w", encoding="ascii") as file:
            file.write(text)
        command = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
        with open(self.path("console.log"), "wb") as log:
            self.process = subprocess.Popen([command, "-F", "-c", self.path("dovecot.conf")], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)
        self.wait()

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def maildir(self, user):
        return self.path("mail", user, "Maildir")

    def make_certificate(self):
        """Clients trust it along with the system's authorities, as they would a real server's."""
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.path("key.pem"), "-out", self.path("cert.pem")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.authorities = self.path("authorities.pem")
        with open(self.authorities, "wb") as all_of_them:
            for name in (self.path("cert.pem"), SYSTEM_AUTHORITIES):
                if os.path.exists(name):
                    with open(name, "rb") as file:
                        all_of_them.write(file.read())

    def wait(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.imap), timeout=2) as connection:
                    if connection.recv(4) == b"* OK":
                        return
            except OSError:
                time.sleep(0.05)
        with open(self.path("console.log"), encoding="utf-8", errors="replace") as file:
            said = file.read()
        self.stop()
        raise RuntimeError(f"Dovecot does not greet: {said}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        # Its sessions may write for a moment longer.
        for _ in range(10):
            shutil.rmtree(self.directory, ignore_errors=True)
            if not os.path.exists(self.directory):
                return
            time.sleep(0.3)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def inotify_limit():
    try:
        with open("/proc/sys/fs/inotify/max_user_instances", encoding="ascii") as file:
            return int(file.read())
    except OSError:
        return 128
