"""Reads a line of JSON with TXT records by name, then messages, one a line in Base64, and writes a line of JSON for each: what dkimpy
says of its signatures, in their order.

It is here to judge signatures independently of everything written in JavaScript.
"""

import base64
import json
import sys

import dkim
import nacl.signing  # Without it dkimpy refuses every Ed25519 signature.


def tags(value):
    pairs = [tag.split(b"=", 1) for tag in value.split(b";") if b"=" in tag]
    return {name.strip(): b"".join(text.split()).decode("ascii", "replace") for name, text in pairs}


def verdict(raw, index, value, records):
    def text_of(name, timeout=5):
        return records.get(name.decode("ascii").rstrip(".").lower(), "").encode("ascii")

    try:
        passes = dkim.DKIM(raw, minkey=1024).verify(idx=index, dnsfunc=text_of)
        reason = "" if passes else "bad signature"
    except Exception as error:
        passes, reason = False, repr(error)
    said = tags(value)
    return {"selector": said.get(b"s", ""), "algorithm": said.get(b"a", ""), "passes": bool(passes), "reason": reason}


def verdicts(raw, records):
    headers, _ = dkim.rfc822_parse(raw)
    signatures = [value for name, value in headers if name.lower() == b"dkim-signature"]
    return [verdict(raw, index, value, records) for index, value in enumerate(signatures)]


records = json.loads(sys.stdin.buffer.readline())
for line in sys.stdin.buffer:
    print(json.dumps(verdicts(base64.b64decode(line), records)))
