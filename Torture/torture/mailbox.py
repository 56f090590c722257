"""The seller's mailbox, read and filled as any mail client and mail server would."""

import email
import email.policy
import imaplib
import re
import smtplib

from . import place as _place

_MARKER = re.compile(r"\b([qrn])(\d{4})x\b")


def markers(kind, text):
    """Markers of a kind, `q` for questions, `r` for replies and `n` for notes, in their order."""
    return [match.group(0) for match in _MARKER.finditer(text or "") if match.group(1) == kind]


class Mail:
    """A mail as the standard library reads it, not as the bridge does."""

    def __init__(self, folder, uid, data):
        self.folder, self.uid = folder, uid
        self.message = email.message_from_bytes(data, policy=email.policy.default)

    @property
    def id(self):
        return (self.message["Message-ID"] or "").strip().strip("<>")

    @property
    def kind(self):
        return (self.message["X-Mailbridge-Kind"] or "").strip()

    @property
    def text(self):
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""

    @property
    def question(self):
        """The question that it brings: the first that it shows, as earlier ones stand below it."""
        found = markers("q", self.text) if self.kind == "message" else []
        return found[0] if found else None


class Mailbox:
    def __init__(self, place, user=_place.SERVICE):
        self._imap = imaplib.IMAP4("127.0.0.1", place.imap)
        self._imap.login(user, _place.PASSWORD)

    def close(self):
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, OSError):
            pass

    def folders(self, root):
        _, lines = self._imap.list('""', f'"{root}*"')
        names = [line.decode().rsplit(" ", 1)[1].strip('"') for line in lines if line and b"\\Non" not in line]
        return [name for name in names if not self._is_hollow(name)]

    def _is_hollow(self, name):
        return self._imap.status(f'"{name}"', "(MESSAGES)")[0] != "OK"

    def mails(self, folder, start=1, parts="BODY.PEEK[]"):
        if self._imap.select(f'"{folder}"', readonly=True)[0] != "OK":
            return []
        _, items = self._imap.uid("FETCH", f"{start}:*", f"({parts})")
        found = []
        for item in items:
            if isinstance(item, tuple):
                uid = int(re.search(rb"UID (\d+)", item[0]).group(1))
                if uid >= start:
                    found.append(Mail(folder, uid, item[1]))
        return found

    def append(self, folder, mail):
        status, answer = self._imap.append(f'"{folder}"', None, None, mail.encode())
        if status != "OK":
            raise _place.Broken(f"APPEND to {folder}: {answer}")

    def flag(self, folder, name, flag):
        self._imap.select(f'"{folder}"')
        _, found = self._imap.uid("SEARCH", "HEADER", "Message-ID", name)
        self._imap.uid("STORE", found[0].decode(), "+FLAGS", f"({flag})")

    def remove(self, folder, uid):
        self._imap.select(f'"{folder}"')
        self._imap.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
        self._imap.expunge()

    def ids(self, folder):
        return [mail.id for mail in self.mails(folder, parts="BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]")]


    def flags(self, folder):
        """The flags of each Message-ID, but for what the server gives to what is new."""
        self._imap.select(f'"{folder}"', readonly=True)
        _, items = self._imap.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        found = {}
        for item in items:
            if isinstance(item, tuple):
                flags = re.search(rb"FLAGS \(([^)]*)\)", item[0]).group(1).decode().split()
                found.setdefault(Mail(folder, 0, item[1]).id, set()).update(set(flags) - {r"\Recent"})
        return found


def deliver(place, mail, sender, user=_place.SERVICE):
    """Puts a mail into a mailbox as the seller's host does."""
    with smtplib.LMTP("127.0.0.1", place.lmtp, local_hostname="localhost") as server:
        server.sendmail(sender, [user], mail)
