"""Compares what buyers and agent did with what lies where. Facts in, findings out: it knows nothing of how the bridge works."""

import re
from collections import Counter, defaultdict

from .mailbox import markers

LOST, DOUBLED, WRONG = "lost", "doubled", "wrong"

# What no buyer may see: what the agent quoted, and the line above which he was asked to write.
_QUOTED = re.compile(r"(?m)^[ \t]*>|^Am .* schrieb|\[\[mb:")
# Of so many replies one may wait for a person, and a few in any case.
_HELD_SHARE = 4
_HELD_ANYWAY = 2


def judge(facts):
    """A list of (class, text), and figures that are no faults."""
    findings, figures = [], Counter()
    _questions(facts, findings)
    _tickets(facts, findings)
    _replies(facts, findings, figures)
    _texts(facts, findings)
    _waits(facts, findings)
    _originals(facts, findings, figures)
    _ordinary(facts, findings)
    _refunds(facts, findings, figures)
    for name, count in Counter(mail[0] for mail in facts.ticket_mails if mail[0]).items():
        if count > 1:
            findings.append((DOUBLED, f"mail {name} lies in the agents' folders {count} times"))
    figures["questions"] = len(facts.questions)
    figures["replies"] = len(facts.replies)
    figures["ticket mails"] = len(facts.ticket_mails)
    figures["posts"] = len(facts.posts)
    return findings, figures


def _questions(facts, findings):
    """Each buyer's message once in the store, and once in the agents' folders."""
    brought = Counter(mail[2] for mail in facts.ticket_mails if mail[2])
    stored = Counter(marker for _, role, found in facts.messages if role == "buyer" for marker in set(found))
    for question in facts.questions:
        name = f"question {question.marker} ({question.shop})"
        for count, where in ((stored[question.marker], "in the store"), (brought[question.marker], "in the agents' folders")):
            if count == 0:
                findings.append((LOST, f"{name} is not {where}"))
            if count > 1:
                findings.append((DOUBLED, f"{name} is {count} times {where}"))
    known = {question.marker for question in facts.questions}
    for marker in brought:
        if marker not in known:
            findings.append((WRONG, f"a ticket mail brings {marker}, which nobody asked"))


def _homes(facts):
    """The tickets of each (shop, conversation), by the buyers' messages in them."""
    conversation = {question.marker: (question.shop, question.conversation) for question in facts.questions}
    homes = defaultdict(set)
    for ticket, role, found in facts.messages:
        if role == "buyer":
            for marker in found:
                if marker in conversation:
                    homes[conversation[marker]].add(ticket)
    return homes


def _tickets(facts, findings):
    """One ticket for each conversation, and one conversation in each ticket: no order has two here."""
    held = defaultdict(set)
    for where, tickets in _homes(facts).items():
        if len(tickets) > 1:
            findings.append((DOUBLED, f"conversation {where[1]} ({where[0]}) has tickets {sorted(tickets)}"))
        for ticket in tickets:
            held[ticket].add(where)
    for ticket, conversations in held.items():
        if len(conversations) > 1:
            findings.append((WRONG, f"ticket {ticket} holds {len(conversations)} conversations: {sorted(conversations)}"))
    for (marketplace, order), count in Counter((row[1], row[3]) for row in facts.tickets if row[3]).items():
        if count > 1:
            findings.append((DOUBLED, f"order {order} ({marketplace}) has {count} tickets"))


def _replies(facts, findings, figures):
    """Each reply at most once at its marketplace, and there or its agent told; the store says the same."""
    questions = {question.marker: question for question in facts.questions}
    standing = defaultdict(list)
    for shop, conversation, found, text in facts.posts:
        if not found:
            findings.append((WRONG, f"a post at {shop} is no reply: {text[:60]!r}"))
        for marker in found:
            standing[marker].append((shop, conversation))
    receipts = Counter(mail[3][0] for mail in facts.ticket_mails if mail[1] == "receipt" and mail[3])
    # Once of each kind, and once more with each reminder.
    reminders = Counter(facts.reminders)
    told = defaultdict(Counter)
    for mail in facts.ticket_mails:
        if mail[1] not in ("receipt", "message") and mail[3]:
            told[mail[3][0]][mail[1]] += 1
    stored = Counter(marker for _, role, found in facts.messages if role == "seller" for marker in found[:1])
    entries = defaultdict(list)
    for row in facts.outbox:
        for marker in row[4][:1]:
            entries[marker].append(row)
    held = 0
    for reply in facts.replies:
        question = questions[reply.question]
        name = f"reply {reply.marker} ({question.shop})"
        places, rows = standing[reply.marker], entries[reply.marker]
        if len(places) > 1:
            findings.append((DOUBLED, f"{name} stands at the marketplace {len(places)} times"))
        if any(found != (question.shop, question.conversation) for found in places):
            findings.append((WRONG, f"{name} stands in a conversation that it does not answer"))
        if len(rows) > 1:
            findings.append((DOUBLED, f"{name} is in the outbox {len(rows)} times"))
        if receipts[reply.marker] > 1:
            findings.append((DOUBLED, f"{name} has {receipts[reply.marker]} receipts"))
        if not rows:
            findings.append((LOST, f"{name} is not in the outbox"))
            continue
        for kind, count in told[reply.marker].items():
            if count > 1 + reminders[rows[0][0]]:
                findings.append((DOUBLED, f"{name}: its agent was told {count} times ({kind})"))
        state = rows[0][2]
        if places and not receipts[reply.marker] and not told[reply.marker]:
            findings.append((LOST, f"{name} was posted, and its agent was not told ({state})"))
        if not places and receipts[reply.marker]:
            findings.append((LOST, f"{name} has a receipt, and does not stand there ({state})"))
        if not places and not told[reply.marker] and not receipts[reply.marker]:
            findings.append((LOST, f"{name} was not posted, and its agent was not told ({state})"))
        if state not in ("confirmed", "held", "failed"):
            findings.append((LOST, f"{name} is still {state}"))
        if state == "confirmed" and not places:
            findings.append((LOST, f"{name} is confirmed in the store, and does not stand there"))
        if state == "confirmed" and stored[reply.marker] != 1:
            findings.append((
                DOUBLED if stored[reply.marker] else LOST,
                f"{name} is confirmed, and {stored[reply.marker]} times among the messages of the store"))
        if state == "failed" and places:
            findings.append((WRONG, f"{name} was told to have failed, and stands at the marketplace ({rows[0][3]})"))
        held += state == "held"
        if state in ("held", "failed"):
            figures[f"{state} ({rows[0][3]}), posted" if places else f"{state} ({rows[0][3]})"] += 1
    if held * _HELD_SHARE > len(facts.replies) + _HELD_ANYWAY * _HELD_SHARE:
        findings.append((WRONG, f"{held} of {len(facts.replies)} replies wait for a person"))


def _texts(facts, findings):
    """A buyer reads what the agent wrote, and nothing that stood below it or was meant for colleagues."""
    for shop, _, found, text in facts.posts:
        for note in markers("n", text):
            findings.append((WRONG, f"post {'/'.join(found)} ({shop}) shows the note {note}"))
        if (quoted := _QUOTED.search(text)):
            findings.append((WRONG, f"post {'/'.join(found)} ({shop}) shows what is no part of the reply: {quoted.group(0)!r}"))
    noted = Counter(facts.noted)
    for note in facts.notes:
        if noted[note] != 1:
            findings.append((DOUBLED if noted[note] else LOST, f"note {note} is {noted[note]} times in the store"))


def _waits(facts, findings):
    """A ticket waits for an answer as long as its marketplace says so; one with a reply that a person has in hand may differ."""
    questions = {question.marker: (question.shop, question.conversation) for question in facts.questions}
    markers = {marker for row in facts.outbox if row[2] != "confirmed" for marker in row[4][:1]}
    doubtful = {questions[reply.question] for reply in facts.replies if reply.marker in markers}
    waiting = {row[0]: row[4] is not None for row in facts.tickets}
    for where, tickets in _homes(facts).items():
        if where in doubtful or where not in facts.waits:
            continue
        for ticket in tickets & waiting.keys():
            if waiting[ticket] != facts.waits[where]:
                says = "waits" if facts.waits[where] else "does not wait"
                findings.append((
                    WRONG, f"conversation {where[1]} ({where[0]}) {says} for the seller, and ticket {ticket} says otherwise"))


def _ordinary(facts, findings):
    """What is no business of the bridge lies where it was delivered, as it was."""
    left, moved = Counter(facts.inbox), Counter(facts.originals)
    for name in facts.ordinary:
        if left[name] != 1 or moved[name]:
            findings.append((LOST if not left[name] else WRONG, f"ordinary mail {name} lies in the inbox {left[name]} times"))
        elif facts.flags.get(name):
            findings.append((WRONG, f"ordinary mail {name} bears {sorted(facts.flags[name])}"))


def _refunds(facts, findings, figures):
    """Each refund that was asked for and confirmed goes out once at most, and is done if the store says so."""
    tried = sum(attempts > 0 for _, attempts, _ in facts.refund_entries)
    done = sum(state == "confirmed" for state, _, _ in facts.refund_entries)
    if facts.refunds > tried or tried > facts.codes:
        findings.append((
            DOUBLED, f"{facts.refunds} refunds were carried out, {tried} tried, {facts.codes} confirmed by the agent"))
    if done > facts.refunds:
        findings.append((LOST, f"the store has {done} refunds, and {facts.refunds} were carried out"))
    for state, _, reason in facts.refund_entries:
        if state in ("held", "failed"):
            figures[f"refunds {state} ({reason})"] += 1
        if state not in ("confirmed", "held", "failed", "dropped"):
            findings.append((LOST, f"a refund is still {state}"))
    figures["refunds"] = facts.refunds


def _originals(facts, findings, figures):
    """Each original as often as it was delivered, moved out of the inbox once it is settled, each copy with its outcome."""
    left, moved = Counter(facts.inbox), Counter(facts.originals)
    settled = Counter(row[6] for row in facts.outcomes)
    for name, count in facts.deliveries.items():
        found = left[name] + moved[name]
        if found < count:
            findings.append((LOST, f"original {name}: {found} of {count} are left"))
        if found > count:
            findings.append((DOUBLED, f"original {name} is there {found} times instead of {count}"))
        if not moved[name]:
            findings.append((WRONG, f"original {name} still lies in the inbox"))
        if settled[name] != count:
            findings.append((
                LOST if settled[name] < count else DOUBLED,
                f"original {name} was delivered {count} times and has {settled[name]} outcomes"))
