"""What lies where after a run: mailbox, store, marketplaces. Nothing here asks the bridge."""

import sqlite3
from dataclasses import dataclass, field

from . import place as _place
from .mailbox import Mailbox, markers


@dataclass
class Facts:
    # What buyers and agent did: see Traffic.
    questions: list
    replies: list
    deliveries: dict
    # Message-IDs of ordinary mails, and how many codes for refunds the agent gave back.
    ordinary: list = field(default_factory=list)
    codes: int = 0
    # Markers of the notes that the agent wrote.
    notes: list = field(default_factory=list)
    # (Message-ID, kind, brought question, markers of replies) of each mail in the agents' folders.
    ticket_mails: list = field(default_factory=list)
    inbox: list = field(default_factory=list)
    originals: list = field(default_factory=list)
    # (marketplace, conversation, markers of replies, text) of each of the seller's messages at the marketplaces.
    posts: list = field(default_factory=list)
    # The flags of each Message-ID in the inbox.
    flags: dict = field(default_factory=dict)
    # Refunds that Kaufland carried out.
    refunds: int = 0
    # Whether each (marketplace, conversation) waits for the seller, as the marketplace sees it.
    waits: dict = field(default_factory=dict)
    # Message-IDs of the mails to people.
    team_mails: set = field(default_factory=set)
    # Rows of the store.
    tickets: list = field(default_factory=list)
    messages: list = field(default_factory=list)
    outbox: list = field(default_factory=list)
    # (state, attempts, reason) of each refund in the outbox.
    refund_entries: list = field(default_factory=list)
    # Markers of the notes that were kept.
    noted: list = field(default_factory=list)
    mails: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)
    quarantine: list = field(default_factory=list)
    # The outbox entries that their agents were reminded of, once for each reminder.
    reminders: list = field(default_factory=list)


def gather(place, traffic):
    facts = Facts(
        list(traffic.questions), list(traffic.replies), dict(traffic.deliveries), list(traffic.ordinary), len(traffic.codes),
        list(traffic.notes))
    mailbox = Mailbox(place)
    try:
        for folder in mailbox.folders(_place.TICKETS):
            for mail in mailbox.mails(folder):
                facts.ticket_mails.append((mail.id, mail.kind, mail.question, markers("r", mail.text)))
        facts.inbox = mailbox.ids("INBOX")
        facts.flags = mailbox.flags("INBOX")
        facts.originals = mailbox.ids(_place.ORIGINALS)
    finally:
        mailbox.close()
    for conversation in place.sandbox("conversations")["conversations"]:
        facts.waits[conversation["marketplace"], conversation["id"]] = conversation["awaits_seller"]
        for message in conversation["messages"]:
            if message["role"] == "seller":
                facts.posts.append(
                    (conversation["marketplace"], conversation["id"], markers("r", message["text"]), message["text"]))
    facts.refunds = sum(
        each["accepted"] for each in place.sandbox("counts")["operations"] if each["operation"] == "order-units.refund")
    read_store(place.database, facts)
    return facts


def read_store(path, facts):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    try:
        def rows(sql):
            return database.execute(sql).fetchall()

        facts.tickets = rows(
            "SELECT id, marketplace, conversation, order_number, waiting_since FROM ticket WHERE merged_into IS NULL")
        facts.messages = [
            (ticket, role, markers("q" if role == "buyer" else "r", text))
            for ticket, role, text in rows("SELECT ticket_id, role, text FROM message")]
        facts.outbox = [
            (number, ticket, state, reason, markers("r", text), reply)
            for number, ticket, state, reason, text, reply in rows(
                "SELECT id, ticket_id, state, reason, text, reply_message_id FROM outbox")]
        facts.refund_entries = rows("SELECT state, attempts, reason FROM outbox WHERE task LIKE '%refund%'")
        facts.mails = rows("SELECT id, kind, mail_message_id, state, outbox_id FROM ticket_mail")
        facts.team_mails = {name for name, in rows("SELECT mail_message_id FROM team_mail")}
        facts.outcomes = rows("SELECT account, folder, uid_validity, uid, kind, reason, mail_message_id FROM outcome")
        facts.noted = [
            marker for text, in rows("SELECT removed FROM reading") for marker in set(markers("n", text))]
        facts.reminders = [number for number, in rows("SELECT outbox_id FROM held_reminder")]
        facts.quarantine = rows("SELECT id, reason, mail_message_id FROM quarantine WHERE released_at IS NULL")
    finally:
        database.close()


def soundness(path):
    """What SQLite itself finds wrong with the file."""
    database = sqlite3.connect(path, timeout=10)
    try:
        found = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
        return found
    finally:
        database.close()
