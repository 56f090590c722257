#!/usr/bin/env python3
"""Reads the mails named as arguments with Python's email package; prints one JSON object a line of what it found."""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def decoded(text):
    return str(email.header.make_header(email.header.decode_header(text)))


def addresses(message, name):
    # The older interface, since the newer one puts blanks between the encoded-words of a name.
    value = "".join(str(message.get(name, "")).splitlines())
    return [[decoded(name), address] for name, address in email.utils.getaddresses([value])]


def content(part):
    return base64.b64encode(part.get_payload(decode=True)).decode("ascii")


def lines(part):
    # Python makes the line ends of uncoded parts LF.
    return base64.b64encode(part.get_payload(decode=True).replace(b"\r\n", b"\n")).decode("ascii")


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
        file.seek(0)
        old = email.message_from_binary_file(file)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    bodies = [part for part in leaves if part.get_content_disposition() is None]
    print(json.dumps({
        "subject": str(message["subject"]),
        "from": addresses(old, "from"),
        "to": addresses(old, "to"),
        "messageID": str(message["message-id"]),
        "references": str(message["references"] or "").split(),
        "date": message["date"].datetime.timestamp(),
        "extra": str(message["x-extra"]),
        "names": [name.lower() for name in message.keys()],
        "defects": [repr(defect) for part in message.walk() for defect in part.defects],
        "texts": [lines(part) for part in bodies],
        "types": [part.get_content_type() for part in bodies],
        "files": [[part.get_filename() or "", part.get_content_type(), part.get("content-id", ""), content(part)]
                  for part in leaves if part.get_content_disposition() is not None],
    }))
