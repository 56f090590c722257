"""Shows that the oracle can fail: a loop without any mishap is judged clean, then each fault is planted for real and must be
reported."""

import smtplib
import sqlite3

from . import facts as _facts
from . import kills, oracle
from .mailbox import Mailbox
from .place import PASSWORD, SERVICE, TICKETS, Broken, eventually
from .service import Service
from .traffic import Traffic


def run(place, seed, say):
    """Texts of what was planted and not reported."""
    service, traffic = Service(place), Traffic(place, seed, reply_share=1.0)
    service.start()
    if not service.connected():
        raise Broken("the service does not connect:\n" + service.text()[-2000:])
    traffic.limit = 6
    traffic.start()
    eventually("six replies are reported", lambda: traffic.failure or len(traffic.reported) >= 6, 120)
    traffic.stop()
    findings, _ = kills.settle(place, service, traffic, quiet=1.0, start=False)
    missed = [f"a clean run: {kind}: {text}" for kind, text in findings]
    known = set(findings)
    for name, plant, kind, words in PLANTS:
        expected = plant(place, traffic)
        found, _ = oracle.judge(_facts.gather(place, traffic))
        new = [each for each in found if each not in known]
        known |= set(found)
        hit = [text for found_kind, text in new if found_kind == kind and expected in text and words in text]
        say(f"  planted {name}: " + (f"reported: {hit[0]}" if hit else f"NOT reported, only {new}"))
        if not hit:
            missed.append(name)
    return missed


def _double_post(place, traffic):
    """The relay gets a reply a second time, as if the bridge had submitted it again."""
    question = next(each for each in traffic.questions if each.shop == "amazon")
    reply = next(each for each in traffic.replies if each.question == question.marker)
    relay = next(each["relay"] for each in place.sandbox("conversations")["conversations"]
                 if each["marketplace"] == "amazon" and each["id"] == question.conversation)
    with smtplib.SMTP("127.0.0.1", place.smtp, local_hostname="localhost") as server:
        server.login(SERVICE, PASSWORD)
        server.sendmail(SERVICE, [relay], f"From: <{SERVICE}>\r\nTo: <{relay}>\r\nSubject: Re: Bestellung\r\n"
                        f"Message-ID: <second@seller.example>\r\n\r\nVorgang {reply.marker}.\r\n")
    return reply.marker


def _strange_post(place, traffic):
    question = next(each for each in traffic.questions if each.shop == "amazon")
    relay = next(each["relay"] for each in place.sandbox("conversations")["conversations"]
                 if each["marketplace"] == "amazon" and each["id"] == question.conversation)
    with smtplib.SMTP("127.0.0.1", place.smtp, local_hostname="localhost") as server:
        server.login(SERVICE, PASSWORD)
        server.sendmail(SERVICE, [relay], f"From: <{SERVICE}>\r\nTo: <{relay}>\r\nSubject: Re: Bestellung\r\n"
                        "Message-ID: <strange@seller.example>\r\n\r\nNobody wrote this.\r\n")
    return "amazon"


def _lost_mail(place, traffic):
    """A ticket mail vanishes from the agents' folder."""
    mailbox = Mailbox(place)
    for folder in mailbox.folders(TICKETS):
        for mail in mailbox.mails(folder):
            if mail.question == traffic.questions[0].marker:
                mailbox.remove(folder, mail.uid)
                return mail.question
    raise Broken("no ticket mail to take away")


def _lost_original(place, traffic):
    mailbox = Mailbox(place)
    mail = mailbox.mails("Mailbridge/Originals")[0]
    mailbox.remove("Mailbridge/Originals", mail.uid)
    return mail.id


def _write(place, *statements):
    database = sqlite3.connect(place.database, timeout=10)
    with database:
        for sql, values in statements:
            database.execute(sql, values)
    database.close()


def _double_ticket(place, traffic):
    """A second ticket for the same order."""
    copied = ("marketplace, order_number, thread, state, subject, buyer_name, buyer_language, waiting_since, deadline, folder, "
              "owner, created_at, updated_at")
    _write(place, (f"INSERT INTO ticket (conversation, token, root, token_issued_at, {copied}) "
                   f"SELECT conversation || '-2', token || '2', root, token_issued_at, {copied} FROM ticket "
                   "WHERE order_number IS NOT NULL LIMIT 1", ()))
    return "has 2 tickets"


def _lost_question(place, traffic):
    question = traffic.questions[1].marker
    _write(place, ("UPDATE message SET text = replace(text, ?, 'nothing') WHERE role = 'buyer'", (question,)))
    return question


def _forgotten_reply(place, traffic):
    """A reply that never reached the outbox."""
    reply = traffic.replies[0].marker
    _write(place, ("UPDATE outbox SET text = replace(text, ?, 'nothing')", (reply,)))
    return reply


def _stuck_reply(place, traffic):
    reply = traffic.replies[1].marker
    _write(place, ("UPDATE outbox SET state = 'sending' WHERE instr(text, ?)", (reply,)))
    return reply


def _lost_receipt(place, traffic):
    """The agent is never told of a post."""
    mailbox = Mailbox(place)
    reply = traffic.replies[2].marker
    for folder in mailbox.folders(TICKETS):
        for mail in mailbox.mails(folder):
            if mail.kind == "receipt" and reply in mail.text:
                mailbox.remove(folder, mail.uid)
                return reply
    raise Broken("no receipt to take away")


PLANTS = [
    ("a post twice", _double_post, oracle.DOUBLED, "times"),
    ("a post that nobody wrote", _strange_post, oracle.WRONG, "no reply"),
    ("a ticket mail lost", _lost_mail, oracle.LOST, "agents' folders"),
    ("an original lost", _lost_original, oracle.LOST, "are left"),
    ("a ticket twice", _double_ticket, oracle.DOUBLED, "tickets"),
    ("a buyer's message lost in the store", _lost_question, oracle.LOST, "in the store"),
    ("a reply forgotten", _forgotten_reply, oracle.LOST, "not in the outbox"),
    ("a reply stuck", _stuck_reply, oracle.LOST, "still sending"),
    ("a receipt lost", _lost_receipt, oracle.LOST, "not told"),
]
