#!/usr/bin/env python3
"""usage: read-mails.py READER FILE

Reads all mails of FILE (each as its length in bytes, a line feed and the mail) and prints for each one JSON object a line
of what was found in it. READER is `default` or `compat32`, the two policies of Python's email package, or `gmime`.
Python's readers give text without format=flowed being undone; that is done here, by RFC 3676 alone.
"""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import re
import sys


def mails(path):
    with open(path, "rb") as file:
        while length := file.readline():
            yield file.read(int(length))


def unflowed(text):
    """Joins flowed lines (RFC 3676 §4.2, DelSp=no)."""
    paragraphs = []
    open_depth = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        is_flowed = content.endswith(" ") and content != "-- "
        if open_depth == depth and content != "-- ":
            paragraphs[-1] += content
        else:
            paragraphs.append(">" * depth + (" " if depth and content else "") + content)
        open_depth = depth if is_flowed else None
    return "\n".join(paragraphs)


def lines(text, is_flowed):
    text = text.replace("\r\n", "\n")
    return unflowed(text) if is_flowed else text


def ids(text):
    return re.findall(r"<([^<>]*)>", str(text or ""))


def coded(content):
    return base64.b64encode(content).decode("ascii")


class Python:
    """The parts that both policies share."""

    def __init__(self, policy):
        self.policy = policy

    def read(self, data):
        # As a mail by RFC 6532; from bytes, UTF-8 in the header would be taken for a fault.
        message = email.message_from_string(data.decode("utf-8"), policy=self.policy)
        # Each field is parsed anew whenever it is asked for.
        fields = message.items()
        values = {name.lower(): value for name, value in fields}
        reading = {
            "fields": [name for name, _ in fields],
            "outline": [], "texts": [], "files": [], "enclosed": [],
            "messageID": ids(values["message-id"])[0],
            "inReplyTo": ids(values.get("in-reply-to")), "references": ids(values.get("references")),
            "date": self.date(values["date"]),
            "defects": [defect for field in fields for defect in self.field_defects(*field)],
        }
        for name in ("from", "sender", "reply-to", "to", "cc"):
            reading[name] = self.addresses(values[name]) if name in values else []
        for name in ("subject", "x-extra", "x-other"):
            reading[name] = self.text(values[name]) if name in values else None
        self.walk(message, reading)
        return reading

    def walk(self, part, reading):
        reading["outline"].append(part.get_content_type())
        reading["defects"] += [str(defect) for defect in part.defects]
        if part.get_content_maintype() == "multipart":
            for child in part.get_payload():
                self.walk(child, reading)
        elif part.get_content_disposition() is None:
            reading["texts"].append(lines(self.content(part), part.get_param("format") == "flowed"))
        elif part.get_content_type() == "message/rfc822":
            reading["enclosed"].append(self.text(part.get_payload(0)["subject"]))
        else:
            reading["files"].append({
                "disposition": part.get_content_disposition(), "type": part.get_content_type(),
                "name": self.parameter(part, "filename", "content-disposition"),
                "typeName": self.parameter(part, "name", "content-type"),
                "contentID": "".join(ids(part["content-id"])),
                "content": coded(part.get_payload(decode=True)),
            })


class Default(Python):
    def __init__(self):
        super().__init__(email.policy.default)

    def text(self, value):
        return str(value)

    def addresses(self, value):
        return [[one.display_name, one.addr_spec] for one in value.addresses]

    def date(self, value):
        return [int(value.datetime.timestamp()), int(value.datetime.utcoffset().total_seconds()) // 60]

    def parameter(self, part, name, field):
        return part.get_param(name, "", field)

    def content(self, part):
        return part.get_content()

    def field_defects(self, name, value):
        # Python does not know that RFC 6532 allows it.
        known = "local-part contains non-ASCII characters"
        return [f"{name}: {defect}" for defect in value.defects if known not in str(defect)]


class Compat32(Python):
    def __init__(self):
        super().__init__(email.policy.compat32)

    @staticmethod
    def unfolded(value):
        return re.sub(r"\r?\n(?=[ \t])", "", str(value))

    @staticmethod
    def decoded(value):
        return str(email.header.make_header(email.header.decode_header(value)))

    def text(self, value):
        return self.decoded(self.unfolded(value))

    def addresses(self, value):
        try:
            # Newer versions refuse domain literals otherwise.
            pairs = email.utils.getaddresses([self.unfolded(value)], strict=False)
        except TypeError:
            pairs = email.utils.getaddresses([self.unfolded(value)])
        return [[self.decoded(name), address] for name, address in pairs]

    def date(self, value):
        parsed = email.utils.parsedate_tz(value)
        return [email.utils.mktime_tz(parsed), parsed[9] // 60]

    def parameter(self, part, name, field):
        # Where there are two, get_param takes the ASCII likeness. That of RFC 2231 is the one made of three.
        values = [value for key, value in part.get_params([], field) if key == name]
        value = next((value for value in values if isinstance(value, tuple)), values[0] if values else "")
        return email.utils.collapse_rfc2231_value(value)

    def content(self, part):
        return part.get_payload(decode=True).decode(part.get_content_charset())

    def field_defects(self, name, value):
        return []


class GMimeReader:
    def __init__(self):
        import gi
        gi.require_version("GMime", "3.0")
        from gi.repository import GMime
        GMime.init()
        self.g = GMime

    def read(self, data):
        stream = self.g.StreamMem.new_with_buffer(data)
        message = self.g.Parser.new_with_stream(stream).construct_message(None)
        date = message.get_date()
        headers = message.get_header_list()
        names = [headers.get_header_at(index).get_name() for index in range(headers.get_count())]
        body = message.get_mime_part().get_header_list()
        names += [body.get_header_at(index).get_name() for index in range(body.get_count())]
        reading = {
            "fields": names,
            "outline": [], "texts": [], "files": [], "enclosed": [], "defects": [],
            "messageID": message.get_message_id(),
            "inReplyTo": self.ids(message, "In-Reply-To"), "references": self.ids(message, "References"),
            "subject": message.get_subject(), "x-extra": self.text(headers, "X-Extra"),
            "x-other": self.text(headers, "X-Other"),
            "from": self.addresses(message.get_from()), "sender": self.addresses(message.get_sender()),
            "reply-to": self.addresses(message.get_reply_to()), "to": self.addresses(message.get_to()),
            "cc": self.addresses(message.get_cc()),
            "date": [date.to_unix(), date.get_utc_offset() // 60_000_000],
        }
        self.walk(message.get_mime_part(), reading)
        return reading

    def text(self, headers, name):
        header = headers.get_header(name)
        return None if header is None else header.get_value()

    def ids(self, message, name):
        value = message.get_header(name)
        if value is None:
            return []
        found = self.g.References.parse(None, value)
        return [found.get_message_id(index) for index in range(found.length())]

    def addresses(self, addresses):
        found = [addresses.get_address(index) for index in range(addresses.length())]
        return [[one.get_name() or "", one.get_addr()] for one in found]

    def content(self, part):
        stream = self.g.StreamMem.new()
        wrapper = part.get_content()
        if wrapper is not None:
            wrapper.write_to_stream(stream)
        return bytes(stream.get_byte_array())

    def walk(self, part, reading):
        kind = part.get_content_type()
        mime = kind.get_mime_type().lower()
        reading["outline"].append(mime)
        disposition = part.get_content_disposition()
        if isinstance(part, self.g.Multipart):
            for index in range(part.get_count()):
                self.walk(part.get_part(index), reading)
        elif disposition is None:
            reading["texts"].append(lines(part.get_text(), kind.get_parameter("format") == "flowed"))
        elif isinstance(part, self.g.MessagePart):
            reading["enclosed"].append(part.get_message().get_subject())
        else:
            reading["files"].append({
                "disposition": disposition.get_disposition(), "type": mime, "name": part.get_filename() or "",
                "typeName": kind.get_parameter("name") or "", "contentID": part.get_content_id() or "",
                "content": coded(self.content(part)),
            })


reader = {"default": Default, "compat32": Compat32, "gmime": GMimeReader}[sys.argv[1]]()
for data in mails(sys.argv[2]):
    print(json.dumps(reader.read(data)))
