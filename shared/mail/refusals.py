"""What a mail server's refusal is about: this mail or its address, which is final, or ourselves, which can be mended.

Servers refuse us after RCPT or DATA as well: without authentication, as a relay, or for our reputation. Such mail waits
until the deployer has mended that. Enhanced status codes (RFC 3463, RFC 5248) tell the two apart. Without one, only
some of the codes do, and a 550 means anything, so the server's words decide.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Refusal(Enum):
    """What was refused."""

    NOT_NOW = auto()
    """Nothing for good: the mail is to be tried again."""
    MAIL = auto()
    """This mail, or its address."""
    US = auto()
    """Our server, whatever it sends."""


_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
# The subjects of enhanced codes that are about a recipient's address, their mailbox, or the content of a mail.
_ABOUT_THE_MAIL = {1, 2, 6}
# The sender's address, or the size of what the server takes.
_SENDERS = {(1, 7), (1, 8)}
_TOO_LARGE = {(3, 4)}
# Without an enhanced code: a mailbox is full or a mail too large; a domain takes no mail (RFC 7504).
_ALWAYS_FINAL = {552, 556}
_FINAL_FOR_RECIPIENTS = {501, 550, 551, 553}
_WORDS_ABOUT_US = re.compile(
    r"authenti|log ?in|relay|spam|(black|block|deny) ?list|\bblocked|reputation|policy|prohibit|permi(t|ss)|denied"
    r"|not allowed|unauthori|sender|\b(spf|dkim|dmarc|rbl|dnsbl|ptr|helo)\b|reverse dns",
    re.IGNORECASE,
)
_WORDS_ABOUT_ADDRESSES = re.compile(r"user|mailbox|recipient|address|account", re.IGNORECASE)


def of(command: str, code: int, reply: str) -> Refusal:
    """Return what the reply to an SMTP command (`MAIL`, `RCPT` or `DATA`) refuses."""
    if code < 500:
        return Refusal.NOT_NOW
    return Refusal.MAIL if command != "MAIL" and _is_about_the_mail(command, code, reply) else Refusal.US


def enhanced(reply: str) -> str:
    """Return the enhanced status code of a reply, such as 5.1.1, or an empty string."""
    found = _ENHANCED.match(reply)
    return found[0].strip() if found else ""


def _is_about_the_mail(command: str, code: int, reply: str) -> bool:
    if found := _ENHANCED.match(reply):
        subject, detail = int(found[2]), int(found[3])
        return (subject in _ABOUT_THE_MAIL and (subject, detail) not in _SENDERS) or (subject, detail) in _TOO_LARGE
    if code in _ALWAYS_FINAL:
        return True
    if code not in _FINAL_FOR_RECIPIENTS or _WORDS_ABOUT_US.search(reply):
        return False
    return command == "RCPT" or _WORDS_ABOUT_ADDRESSES.search(reply) is not None
