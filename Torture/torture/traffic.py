"""Buyers who write at all marketplaces, and an agent who answers: never much at a time, never nothing."""

import random
import re
import threading
import time
import traceback
import urllib.error
from dataclasses import dataclass
from email.utils import formatdate

from . import place as _place
from .mailbox import Mailbox, deliver, markers

# Failures that the marketplaces show now and then: place, operation, and what happens.
FAULTS = [
    {"place": "mirakl", "operation": "M12", "effect": "drop", "moment": "after"},
    {"place": "mirakl", "operation": "M12", "effect": "drop", "moment": "before"},
    {"place": "mirakl", "operation": "M12", "effect": "status", "status": 502, "moment": "after"},
    {"place": "mirakl", "operation": "*", "effect": "status", "status": 503, "moment": "before"},
    {"place": "mirakl", "operation": "M12", "effect": "garbled", "moment": "after"},
    {"place": "mirakl", "operation": "M12", "effect": "lag", "lag_ms": 3000, "moment": "after"},
    {"place": "kaufland", "operation": "tickets.message", "effect": "drop", "moment": "after"},
    {"place": "kaufland", "operation": "tickets.message", "effect": "status", "status": 500, "moment": "after"},
    {"place": "kaufland", "operation": "*", "effect": "drop", "moment": "before"},
    {"place": "kaufland", "operation": "tickets.message", "effect": "slow", "delay_ms": 800, "moment": "before"},
    {"place": "kaufland", "operation": "order-units.refund", "effect": "drop", "moment": "after"},
    {"place": "smtp", "operation": "data", "effect": "drop", "moment": "after"},
    {"place": "smtp", "operation": "data", "effect": "status", "status": 451, "moment": "before"},
    {"place": "smtp", "operation": "rcpt", "effect": "drop", "moment": "before"},
]


@dataclass
class Question:
    marker: str
    shop: str
    conversation: str
    # The Message-ID of the mail that tells of it; None where none does.
    notification: str | None
    asked: float


@dataclass
class Reply:
    marker: str
    question: str
    id: str
    written: float


# Seconds after which what is not done yet no longer keeps others from writing.
_PATIENCE = 3.0
# So many may be on their way at most, so that what is killed has something of everything before it.
_BACKLOG = 30
# Shops whose messages can be listed, so that one that no mail announced is found.
_LISTED = ("mirakl", "kaufland")
_CODE = re.compile(r"\bok ([A-Z0-9]{6})\b")
# Its interface refunds in euro only.
_PRICE = re.compile(r"#refund [^\n]*\bEUR\b")


@dataclass
class Shares:
    """How often something happens beside questions and replies."""

    # Of the questions at shops that can be listed, those that no mail announces: the sweep finds them five minutes later.
    silent: float = 0.1
    # Of all questions, those beside which an ordinary mail comes.
    ordinary: float = 0.05
    # Of all replies, those that have a note for colleagues below them.
    noted: float = 0.1
    # Of the replies at Kaufland, those beside which a refund is asked for, once in a conversation.
    refunded: float = 0.15


class Traffic:
    """Runs in a thread until it is told to stop; what it did is the one side of the comparison."""

    def __init__(self, place, seed, open_questions=3, open_replies=3, faults=0.0, reply_share=0.8, shops=_place.SHOPS,
                 shares=Shares()):
        self.place = place
        self.random = random.Random(seed)
        self.open_questions, self.open_replies, self.faults = open_questions, open_replies, faults
        self.reply_share, self.shops = reply_share, shops
        self.shares = shares
        self.questions, self.replies, self.deliveries = [], [], {}
        # Message-IDs of ordinary mails; conversations whose refund was asked for; codes that were given back for one.
        self.ordinary, self.refunded, self.codes = [], set(), []
        # Markers of notes for colleagues.
        self.notes = []
        self.brought, self.reported = set(), set()
        self.mails_to_answer = []
        self.failure = None
        self.fault_count = 0
        self.limit = 9999
        self.languages = ["de", "en", "pl"]
        self._next = {}
        self._mailbox = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        """Ends the writing; what is on its way stays so."""
        self._stop.set()
        self._thread.join(60)
        if self.failure:
            raise _place.Broken(self.failure)

    def ask(self, shop=None, silent=None):
        """One buyer writes; `silent` says whether no mail tells of it, else chance does."""
        number = len(self.questions)
        shop = shop or self.shops[number % len(self.shops)]
        marker = f"q{number:04d}x"
        body = {"marketplace": shop, "language": self.random.choice(self.languages),
                "name": self.random.choice(["Jörg Müller", "Zofia Wiśniewska", "Emily"]),
                "text": f"Guten Tag,\nwann kommt mein Paket? {marker}\nMfG"}
        known = sorted({each.conversation for each in self.questions if each.shop == shop})
        if known and self.random.random() < 0.35:
            body["conversation"] = self.random.choice(known)
        if silent is None:
            silent = shop in _LISTED and self.random.random() < self.shares.silent
        if self.random.random() < self.shares.ordinary:
            self.write_ordinary()
        if silent:
            body["silent"] = True
        receipt = self.place.sandbox("messages", body)
        notification = None if silent else receipt["notification"].strip("<>")
        self.questions.append(Question(marker, shop, receipt["conversation"], notification, time.monotonic()))
        if silent:
            return self.questions[-1]
        self.deliveries[notification] = self.deliveries.get(notification, 0) + 1
        if self.random.random() < 0.05:
            self._deliver_again(notification)
        return self.questions[-1]

    def write_ordinary(self):
        """Somebody writes to the seller, who wants nothing of the bridge."""
        message_id = f"ordinary-{len(self.ordinary)}@friends.example"
        self.ordinary.append(message_id)
        deliver(self.place, (
            f"From: Frieda <frieda@friends.example>\r\nTo: <{_place.SERVICE}>\r\nSubject: Mittagessen?\r\n"
            f"Date: {formatdate(self.place.now())}\r\nMessage-ID: <{message_id}>\r\n\r\nUm zwölf?\r\n").encode(),
            "frieda@friends.example")

    def _deliver_again(self, notification):
        """Mail servers deliver a mail twice when an acknowledgement gets lost."""
        for mail in reversed(self.place.sandbox("mails")["mails"][-8:]):
            if mail["kind"] != "notification":
                continue
            import urllib.request
            with urllib.request.urlopen(f"{self.place.page}/sandbox/mails/{mail['number']}", timeout=20) as answer:
                data = answer.read()
            if notification.encode() in data:
                deliver(self.place, data, mail["sender"] or "")
                self.deliveries[notification] += 1
                return

    def answer(self, mail, question, text=None):
        """The agent answers a ticket mail."""
        marker = f"r{len(self.replies):04d}x"
        shop, conversation = next((each.shop, each.conversation) for each in self.questions if each.marker == question)
        if (shop == "kaufland" and _PRICE.search(mail.text) and conversation not in self.refunded
                and self.random.random() < self.shares.refunded):
            self.refunded.add(conversation)
            self._write(mail, f"refund-{marker}@client.seller.example", "#refund 1,00 EUR delivery_delay")
        quoted = "".join(f"> {line}\r\n" for line in mail.text.splitlines())
        text = text or f"Guten Tag,\r\n\r\nIhr Paket ist unterwegs, Vorgang {marker}.\r\n\r\nViele Grüße\r\nAnna"
        if self.random.random() < self.shares.noted:
            self.notes.append(f"n{marker[1:]}")
            text += f"\r\n\r\n#note Bitte behutsam, n{marker[1:]} ist empfindlich"
        if self.random.random() < 0.5:
            text += f"\r\n\r\nAm 23.11.2026 um 09:14 schrieb Kundin via Conrad:\r\n{quoted}"
        message_id = f"reply-{marker}@client.seller.example"
        self.replies.append(Reply(marker, question, message_id, time.monotonic()))
        self._write(mail, message_id, text)
        return self.replies[-1]

    def _write(self, mail, message_id, text):
        """The agent's mail client sends an answer to a mail, and one in twenty arrives twice."""
        reply_to = mail.message["Reply-To"] or mail.message["From"]
        address = reply_to.addresses[0].addr_spec
        references = " ".join((mail.message["References"] or "").split() + [f"<{mail.id}>"])
        data = (
            f"X-Original-To: {address}\r\n"
            f"Authentication-Results: {_place.HOST}; auth=pass smtp.auth={_place.AGENT}\r\n"
            f"From: Anna Beispiel <{_place.AGENT}>\r\nTo: <{address}>\r\nSubject: Re: answer\r\n"
            f"Date: {formatdate(self.place.now())}\r\nMessage-ID: <{message_id}>\r\nIn-Reply-To: <{mail.id}>\r\n"
            f"References: {references}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n").encode()
        for number in range(2 if self.random.random() < 0.05 else 1):
            deliver(self.place, data, _place.AGENT)
            self.deliveries[message_id] = number + 1

    def look(self):
        """Reads what is new in the agents' folders."""
        if self._mailbox is None:
            self._mailbox = Mailbox(self.place)
        for folder in self._mailbox.folders(_place.TICKETS):
            for mail in self._mailbox.mails(folder, self._next.get(folder, 1)):
                self._next[folder] = max(self._next.get(folder, 1), mail.uid + 1)
                question = mail.question
                if question:
                    if question not in self.brought and self.random.random() < self.reply_share:
                        self.mails_to_answer.append((mail, question))
                    self.brought.add(question)
                elif mail.kind:
                    found = markers("r", mail.text)[:1]
                    self.reported.update(found)
                    code = _CODE.search(mail.text)
                    if mail.kind == "question" and not found and code:
                        self.codes.append(code.group(1))
                        self._write(mail, f"code-{len(self.codes)}@client.seller.example", f"ok {code.group(1)}")

    def waiting(self):
        """Questions that were announced and not brought yet."""
        return [each for each in self.questions if each.notification and each.marker not in self.brought]

    def _open_questions(self):
        since = time.monotonic() - _PATIENCE
        waiting = self.waiting()
        if len(waiting) > _BACKLOG:
            return len(waiting)
        return sum(each.asked > since for each in waiting[-20:])

    def _open_replies(self):
        since = time.monotonic() - _PATIENCE
        return sum(each.written > since and each.marker not in self.reported for each in self.replies[-20:])

    def _run(self):
        try:
            while not self._stop.is_set():
                self.look()
                if self._open_questions() < self.open_questions and len(self.questions) < self.limit:
                    if self.random.random() < self.faults:
                        self.place.sandbox("faults", self.random.choice(FAULTS))
                        self.fault_count += 1
                    self.ask()
                while self.mails_to_answer and self._open_replies() < self.open_replies:
                    self.answer(*self.mails_to_answer.pop(self.random.randrange(len(self.mails_to_answer))))
                time.sleep(0.05)
        except urllib.error.HTTPError as error:
            self.failure = f"{error}: {error.read()!r}"
        except Exception:  # noqa: BLE001 — told by stop()
            self.failure = traceback.format_exc()
