"""Writes Maildirs of mails with known content, as Dovecot itself would have stored them."""

import base64
import os
import random

WORDS = ("order parcel delivery address invoice return customer question answer shipment today tomorrow please thanks "
         "garden chair lamp table colour broken missing arrived tracking number label refund").split()


def fill(server, user, count, size=8192, large=0, large_size=5 << 20, seed=1):
    """`count` mails of `size` bytes on average, and among them `large` of `large_size`; oldest first. With size 0 they are
    as small as can be."""
    folder = server.maildir(user)
    for name in ("", "cur", "new", "tmp"):
        os.mkdir(os.path.join(folder, name))
    numbers = random.Random(seed)
    every = count // large if large else 0
    for number in range(count):
        is_large = large and number % every == every // 2
        if size == 0:
            mail = f"Subject: {number}\n\n.\n".encode()
        else:
            mail = large_mail(number, large_size) if is_large else notification(number, size, numbers)
        # The size with CRLF is part of the name, as in every Maildir of Dovecot's.
        crlf = len(mail) + mail.count(b"\n")
        name = f"{1700000000 + number}.M{number}P1.bench,S={len(mail)},W={crlf}:2,"
        with open(os.path.join(folder, "cur", name), "wb") as file:
            file.write(mail)
    give_away(folder, server.owner[user])


def give_away(folder, owner):
    for place, _, files in os.walk(folder):
        os.chown(place, *owner)
        for name in files:
            os.chown(os.path.join(place, name), *owner)


def header(number, content_type):
    return (f"Return-Path: <noreply@market.example>\nReceived: from mx.market.example by mail.shop.example with ESMTPS\n"
            f"\tid {number:08x}; Mon, 05 Jan 2026 10:00:00 +0100\nFrom: \"Market =?utf-8?q?K=C3=A4ufer?=\" <noreply@market.example>\n"
            f"To: shop@shop.example\nSubject: =?utf-8?q?Question_about_order_{number}_=E2=80=93_delivery?=\n"
            f"Date: Mon, 05 Jan 2026 10:00:00 +0100\nMessage-ID: <{number}.bench@market.example>\nMIME-Version: 1.0\n"
            f"Content-Type: {content_type}\n")


def notification(number, size, numbers):
    """Plain text and HTML, quoted-printable; from a quarter of `size` to seven quarters of it."""
    room = max(200, int(size * numbers.uniform(0.25, 1.75)) - 1100)
    text = prose(room // 3, numbers)
    html = "<html><body>=0A" + "".join(f"<p style=3D\"margin:0\">{line}</p>\n" for line in
                                      prose(room * 2 // 3 * 7 // 10, numbers).split("\n")) + "</body></html>"
    part = "Content-Type: text/{}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{}\n"
    return (header(number, "multipart/alternative; boundary=\"=_b\"") + "\n--=_b\n" + part.format("plain", text) + "--=_b\n"
            + part.format("html", html) + "--=_b--\n").encode("ascii")


def prose(length, numbers):
    lines, total = [], 0
    while total < length:
        line = " ".join(numbers.choices(WORDS, k=8)) + " =C3=BCber=\n"
        lines.append(line)
        total += len(line)
    return "".join(lines)


def large_mail(number, size):
    block = base64.b64encode(bytes((index * 7 + number) % 251 for index in range(57))).decode() + "\n"
    attached = block * ((size - 1500) // len(block))
    return (header(number, "multipart/mixed; boundary=\"=_b\"") + "\n--=_b\nContent-Type: text/plain; charset=utf-8\n\nSee the "
            "attachment.\n\n--=_b\nContent-Type: image/jpeg; name=\"photo.jpg\"\nContent-Transfer-Encoding: base64\n"
            f"Content-Disposition: attachment; filename=\"photo.jpg\"\n\n{attached}\n--=_b--\n").encode("ascii")
