"""Shows that the oracle can fail: a loop without any mishap is judged clean, then each fault is planted for real and must be
reported."""

import hashlib
import hmac
import json
import smtplib
import sqlite3
import urllib.request

from . import facts as _facts
from . import history, kills, oracle
from .mailbox import Mailbox
from .place import ORIGINALS, PASSWORD, SERVICE, TICKETS, Broken, eventually
from .service import Event, Service
from .traffic import Shares, Traffic


def run(place, seed, say):
    """Texts of what was planted and not reported."""
    shares = Shares(silent=0, ordinary=0, noted=1, refunded=1)
    service, traffic = Service(place), Traffic(place, seed, reply_share=1.0, shares=shares)
    service.start()
    if not service.connected():
        raise Broken("the service does not connect:\n" + service.text()[-2000:])
    traffic.limit = 6
    # Kaufland's interface refunds in euro only.
    traffic.languages = ["de"]
    traffic.start()
    eventually("six replies are reported, and a refund is confirmed",
               lambda: traffic.failure or len(traffic.reported) >= 6 and traffic.codes, 120)
    traffic.stop()
    traffic.write_ordinary()
    traffic.ask("mirakl", silent=True)
    findings, figures = kills.settle(place, service, traffic, quiet=1.0, start=False)
    missed = [f"a clean run: {kind}: {text}" for kind, text in findings]
    # Where nothing happens, nobody is asked and nothing fails.
    missed += [f"a clean run: {name}" for name in figures if name.startswith(("held", "failed", "refunds failed"))]
    if not figures["refunds"]:
        missed.append("a clean run: no refund went out")
    known = set(findings)
    for name, plant, kind, words in PLANTS:
        expected = plant(place, traffic)
        facts = _facts.gather(place, traffic)
        found, _ = oracle.judge(facts)
        found += [("history", text) for text in history.check(service.steps.events, facts)]
        new = [each for each in found if each not in known]
        known |= set(found)
        hit = [text for found_kind, text in new if found_kind == kind and expected in text and words in text]
        say(f"  planted {name}: " + (f"reported: {hit[0]}" if hit else f"NOT reported, only {new}"))
        if not hit:
            missed.append(name)
    return missed


def _to_amazon(traffic):
    questions = {each.marker: each for each in traffic.questions if each.shop == "amazon"}
    reply = next(each for each in traffic.replies if each.question in questions)
    return reply, questions[reply.question]


def _submit(place, question, name, text):
    relay = next(each["relay"] for each in place.sandbox("conversations")["conversations"]
                 if each["marketplace"] == "amazon" and each["id"] == question.conversation)
    with smtplib.SMTP("127.0.0.1", place.smtp, local_hostname="localhost") as server:
        server.login(SERVICE, PASSWORD)
        server.sendmail(SERVICE, [relay], f"From: <{SERVICE}>\r\nTo: <{relay}>\r\nSubject: Re: Bestellung\r\n"
                        f"Message-ID: <{name}@seller.example>\r\n\r\n{text}\r\n")


def _at_kaufland(place, method, path, body=None):
    """A call that the bridge did not make, signed with the seller's key."""
    shop = place.shops["kaufland"]
    address = f"{shop['url'].rstrip('/')}/{path}"
    data = json.dumps(body) if body else ""
    clock = str(int(place.now()))
    signature = hmac.new(
        shop["secret_key"].encode(), "\n".join([method, address, data, clock]).encode(), hashlib.sha256).hexdigest()
    request = urllib.request.Request(address, method=method, data=data.encode() or None, headers={
        "Accept": "application/json", "Content-Type": "application/json", "Shop-Client-Key": shop["client_key"],
        "Shop-Timestamp": clock, "Shop-Signature": signature, "User-Agent": "torture"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def _double_post(place, traffic):
    """The relay gets a reply a second time, as if the bridge had submitted it again."""
    reply, question = _to_amazon(traffic)
    _submit(place, question, "second", f"Vorgang {reply.marker}.")
    return reply.marker


def _strange_post(place, traffic):
    question = next(each for each in traffic.questions if each.shop == "amazon")
    _submit(place, question, "strange", "Nobody wrote this.")
    return "amazon"


def _quoted_post(place, traffic):
    """A buyer reads what the agent quoted."""
    questions = {each.marker: each for each in traffic.questions if each.shop == "kaufland"}
    reply = next(each for each in traffic.replies if each.question in questions)
    _at_kaufland(place, "POST", f"tickets/{questions[reply.question].conversation}/messages",
                 {"text": f"Vorgang {reply.marker}.\n\n> wann kommt mein Paket?", "interim_notice": False})
    return reply.marker


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


def _noted_post(place, traffic):
    """A buyer reads what was meant for colleagues."""
    reply, question = _to_amazon(traffic)
    _submit(place, question, "noted", f"Vorgang {reply.marker}, n{reply.marker[1:]}.")
    return reply.marker


def _lost_note(place, traffic):
    _write(place, ("UPDATE reading SET removed = 'nothing' WHERE instr(removed, ?)", (traffic.notes[0],)))
    return traffic.notes[0]


def _double_refund(place, traffic):
    """Money goes out that nobody confirmed."""
    unit = _at_kaufland(place, "GET", "orders/MSANDB1")["data"]["order_units"][0]["id_order_unit"]
    _at_kaufland(place, "PATCH", f"order-units/{unit}/refund", {"amount": 100, "reason": "delivery_delay"})
    return "2 refunds were carried out" if len(traffic.codes) == 1 else "3 refunds were carried out"


def _touched_mail(place, traffic):
    """An ordinary mail is read by the bridge as if by a person."""
    Mailbox(place).flag("INBOX", traffic.ordinary[0], r"\Seen")
    return traffic.ordinary[0]


def _silent_question(place, traffic):
    """Nobody hears of a question that no mail announced."""
    question = next(each for each in traffic.questions if not each.notification).marker
    _write(place, ("UPDATE message SET text = replace(text, ?, 'nothing') WHERE role = 'buyer'", (question,)))
    return question


def _failed_and_posted(place, traffic):
    """The agent was told that it failed; the buyer reads it."""
    reply = traffic.replies[3].marker
    _write(place, ("UPDATE outbox SET state = 'failed', reason = 'refused' WHERE instr(text, ?)", (reply,)))
    return reply


def _told_again(place, traffic):
    """A second mail about the same reply."""
    mailbox = Mailbox(place)
    reply = traffic.replies[4].marker
    for number in range(2):
        mailbox.append(
            f"{TICKETS}/Amazon", f"Message-ID: <told-{number}@seller.example>\r\nX-Mailbridge-Kind: notice\r\n\r\n{reply}\r\n")
    return reply


def _lost_answer(place, traffic):
    """A confirmed reply is no message of its ticket."""
    reply = traffic.replies[4].marker
    _write(place, ("UPDATE message SET text = replace(text, ?, 'nothing') WHERE role = 'seller'", (reply,)))
    return reply


def _double_answer(place, traffic):
    """A confirmed reply is told again by the marketplace, as somebody else's."""
    reply = traffic.replies[5].marker
    _write(place, ("INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source) "
                   "SELECT ticket_id, marketplace, remote_id || '-2', role, text, created_at, 'api' FROM message "
                   "WHERE role = 'seller' AND instr(text, ?)", (reply,)))
    return reply


def _mixed_ticket(place, traffic):
    """A question lies in the ticket of another conversation."""
    _write(place, ("UPDATE message SET ticket_id = (SELECT min(id) FROM ticket WHERE marketplace = 'amazon') "
                   "WHERE role = 'buyer' AND instr(text, ?)",
                   (next(each for each in traffic.questions if each.shop == "mirakl").marker,)))
    return "2 conversations"


def _forgotten_wait(place, traffic):
    """A ticket that is answered still runs its clock."""
    question = next(each for each in traffic.questions if each.shop == "amazon" and each.marker != traffic.questions[-1].marker)
    _write(place, ("UPDATE ticket SET waiting_since = CASE WHEN waiting_since IS NULL THEN created_at END "
                   "WHERE id = (SELECT ticket_id FROM message WHERE role = 'buyer' AND instr(text, ?))", (question.marker,)))
    return question.conversation


def _lost_outcome(place, traffic):
    """A mail that was moved, and nothing says why."""
    original = traffic.replies[0].id
    _write(place, ("DELETE FROM outcome WHERE mail_message_id = ?", (original,)))
    return original


def _early_move(place, traffic):
    """A mail is moved that nobody decided on."""
    service = place.services[0]
    last = service.steps.events[-1]
    service.steps.events.append(Event(last.number + 1, last.pid, last.time, last.thread, "imap-move", "before",
                                      f"A1 UID MOVE 9999 {ORIGINALS}"))
    return "mail 9999"


def _everything_held(place, traffic):
    """A bridge that asks a person about every reply loses nothing, and is of no use."""
    _write(place, ("UPDATE outbox SET state = 'held', reason = 'outcome-unknown'", ()))
    return f"of {len(traffic.replies)} replies"


PLANTS = [
    # Before those that leave replies in doubt: nothing is said of their tickets.
    ("a wait that goes on", _forgotten_wait, oracle.WRONG, "says otherwise"),
    ("a post twice", _double_post, oracle.DOUBLED, "times"),
    ("a post that nobody wrote", _strange_post, oracle.WRONG, "no reply"),
    ("a ticket mail lost", _lost_mail, oracle.LOST, "agents' folders"),
    ("an original lost", _lost_original, oracle.LOST, "are left"),
    ("a ticket twice", _double_ticket, oracle.DOUBLED, "tickets"),
    ("a buyer's message lost in the store", _lost_question, oracle.LOST, "in the store"),
    ("a reply forgotten", _forgotten_reply, oracle.LOST, "not in the outbox"),
    ("a reply stuck", _stuck_reply, oracle.LOST, "still sending"),
    ("a receipt lost", _lost_receipt, oracle.LOST, "not told"),
    ("a question without a mail lost", _silent_question, oracle.LOST, "in the store"),
    ("a note in a post", _noted_post, oracle.WRONG, "shows the note"),
    ("a note lost", _lost_note, oracle.LOST, "0 times in the store"),
    ("a refund twice", _double_refund, oracle.DOUBLED, "confirmed by the agent"),
    ("an ordinary mail touched", _touched_mail, oracle.WRONG, "bears"),
    ("a quote in a post", _quoted_post, oracle.WRONG, "no part of the reply"),
    ("a failure of what was posted", _failed_and_posted, oracle.WRONG, "told to have failed"),
    ("a reply told of twice", _told_again, oracle.DOUBLED, "told 2 times"),
    ("an answer lost in the store", _lost_answer, oracle.LOST, "0 times among the messages"),
    ("an answer twice in the store", _double_answer, oracle.DOUBLED, "2 times among the messages"),
    ("an outcome lost", _lost_outcome, oracle.LOST, "0 outcomes"),
    ("a mail moved before its outcome", _early_move, "history", "before its outcome"),
    ("a ticket with two conversations", _mixed_ticket, oracle.WRONG, "holds"),
    ("everything held", _everything_held, oracle.WRONG, "wait for a person"),
]
