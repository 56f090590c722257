"""Fetches a mailbox with Python's imaplib in batches of 500 and counts the octets: plain|tls PORT CAFILE USER MAILS"""

import imaplib
import ssl
import sys

BATCH = 500


def main(security, port, authorities, user, mails):
    if security == "tls":
        context = ssl.create_default_context(cafile=authorities)
        client = imaplib.IMAP4_SSL("localhost", int(port), ssl_context=context)
    else:
        client = imaplib.IMAP4("127.0.0.1", int(port))
    client.login(user, "secret")
    client.select("INBOX", readonly=True)
    _, found = client.uid("SEARCH", "UID 1:*")
    uids = found[0].split()
    count = octets = 0
    for start in range(0, len(uids), BATCH):
        batch = uids[start:start + BATCH]
        _, data = client.uid("FETCH", f"{batch[0].decode()}:{batch[-1].decode()}", "(UID FLAGS BODY.PEEK[])")
        for item in data:
            if isinstance(item, tuple):
                count += 1
                octets += len(item[1])
    client.logout()
    if count != int(mails):
        sys.exit(f"{count} mails of {mails}")
    print(f"mails={count} octets={octets}")


if __name__ == "__main__":
    main(*sys.argv[1:])
