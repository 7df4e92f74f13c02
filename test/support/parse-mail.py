"""Reads messages from standard input, one a line in Base64, and writes a line of JSON for each: what Python's parser makes of it.

It is here to judge messages independently of every parser written in JavaScript.
"""

import base64
import email
import json
import sys
from email.policy import default


def addresses(header):
    return [{"name": one.display_name, "address": one.addr_spec} for one in header.addresses]


def content(message, subtype):
    part = message.get_body(preferencelist=(subtype,))
    return part.get_content(errors="strict")


def defects(message):
    """What Python holds against the message, its parts and their headers."""
    found = [repr(defect) for part in message.walk() for defect in part.defects]
    for part in message.walk():
        found += [f"{name}: {defect!r}" for name, header in part.items() for defect in header.defects]
    return found


def parsed(raw):
    message = email.message_from_bytes(raw, policy=default)
    return {
        "from": addresses(message["From"]),
        "to": addresses(message["To"]),
        "subject": str(message["Subject"]),
        "messageId": str(message["Message-ID"]),
        "date": message["Date"].datetime.timestamp() * 1000,
        "text": content(message, "plain"),
        "html": content(message, "html"),
        "headers": [name.lower() for name in message.keys()],
        "list": {name.lower(): str(value) for name, value in message.items() if name.lower().startswith("list-")},
        "defects": defects(message),
    }


for line in sys.stdin.buffer:
    print(json.dumps(parsed(base64.b64decode(line))))
