"""Compares what buyers and agent did with what lies where. Facts in, findings out: it knows nothing of how the bridge works."""

from collections import Counter, defaultdict

LOST, DOUBLED, WRONG = "lost", "doubled", "wrong"


def judge(facts):
    """A list of (class, text), and figures that are no faults."""
    findings, figures = [], Counter()
    _questions(facts, findings)
    _tickets(facts, findings)
    _replies(facts, findings, figures)
    _originals(facts, findings)
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


def _tickets(facts, findings):
    """One ticket for each conversation."""
    homes = defaultdict(set)
    conversation = {question.marker: (question.shop, question.conversation) for question in facts.questions}
    for ticket, role, found in facts.messages:
        if role == "buyer":
            for marker in found:
                homes[conversation.get(marker)].add(ticket)
    for where, tickets in homes.items():
        if where and len(tickets) > 1:
            findings.append((DOUBLED, f"conversation {where[1]} ({where[0]}) has tickets {sorted(tickets)}"))
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
    told = Counter(mail[3][0] for mail in facts.ticket_mails if mail[1] not in ("receipt", "message") and mail[3])
    entries = defaultdict(list)
    for row in facts.outbox:
        for marker in row[4][:1]:
            entries[marker].append(row)
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
        if state in ("held", "failed"):
            figures[f"{state} ({rows[0][3]}), posted" if places else f"{state} ({rows[0][3]})"] += 1


def _originals(facts, findings):
    """Each original as often as it was delivered, moved out of the inbox once it is settled."""
    left, moved = Counter(facts.inbox), Counter(facts.originals)
    for name, count in facts.deliveries.items():
        found = left[name] + moved[name]
        if found < count:
            findings.append((LOST, f"original {name}: {found} of {count} are left"))
        if found > count:
            findings.append((DOUBLED, f"original {name} is there {found} times instead of {count}"))
        if not moved[name]:
            findings.append((WRONG, f"original {name} still lies in the inbox"))
