"""The languages that Mock Mate itself speaks: the client and what the server writes for people.

They are apart from the languages that people speak in interviews, which are ISO 639 codes of any kind.
"""

from __future__ import annotations

from typing import Literal, get_args

from typing_extensions import TypeAliasType

UiLanguage = TypeAliasType("UiLanguage", Literal["en", "es"])

UI_LANGUAGES: tuple[UiLanguage, ...] = get_args(UiLanguage.__value__)
FALLBACK: UiLanguage = "en"
"""For people who chose no language."""


def known(code: str | None) -> UiLanguage | None:
    """Return a stored choice, or None if it is none, or of a newer release that runs beside this one."""
    return next((language for language in UI_LANGUAGES if language == code), None)


def of(code: str | None) -> UiLanguage:
    """Return the language in which to write for a person with this stored choice."""
    return known(code) or FALLBACK
