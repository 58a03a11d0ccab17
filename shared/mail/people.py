"""What people are called in mail and in calendars."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.core import names
from shared.models import Booking, Slot, User

_LONGEST_NAME = 40
_MOST_WORDS = 3


def name_of(user: User) -> str:
    """Return how mail and calendars call somebody: by the name they gave, or else by their username.

    Someone who registers another person's address controls what that person reads, so until the address is confirmed
    a name can't be a sentence, and later not a link. Dots of a username go too, since mail programs would turn a host
    name into a link.
    """
    given = names.shown(user.full_name or "")
    words = (user.full_name or "").replace("-", " ").split()
    if user.email_verified:
        is_usable = bool(given) and not any(map(names.looks_like_link, words))
    else:
        is_usable = len(given) <= _LONGEST_NAME and 0 < len(words) <= _MOST_WORDS and all(map(_is_word, words))
    return given if is_usable else names.without_links(user.username)


def _is_word(word: str) -> bool:
    return all(unicodedata.category(one)[0] in "LM" or one in "'\u2019" for one in word)


def peers_of(session: Session, user_id: int, slots: Iterable[Slot]) -> dict[int, str]:
    """Return what the other person of each private slot among these is called, by the id of the slot."""
    private = [slot.id for slot in slots if slot.is_private]
    if not private:
        return {}
    others = select(Booking.slot_id, User).join(User, User.id == Booking.user_id)
    rows = session.execute(others.where(Booking.slot_id.in_(private), User.id != user_id))
    return {slot_id: name_of(user) for slot_id, user in rows}
