"""Names that people can be shown, in every script, and those that would hide or turn what is around them."""

from __future__ import annotations

import pytest

from shared.core import names

GOOD = [
    "Ada Lovelace",
    "O'Brien-Müller, Jr.",
    "Zoe\u0308",
    "Nguye\u0302\u0303n",
    "山田\u3000太郎",
    "渡邉\U000e0100",
    "김",
    "שָׁלוֹם",
    "محمّد",
    "علی\u200cرضا",  # noqa: RUF001
    "क्\u200dष",
    "न्\u200cन",
    "രാജന്\u200d",
    "ක්\u200dෂ",
    "བསྒྲུབས",
    "ทิพย์",
    "Ada 👩🏽\u200d💻",
    "🏳\ufe0f\u200d🌈",
]
# With what is left of each where one is stored already.
BAD = {
    "": "",
    "\ufeff": "",
    "\u200b\u2060": "",
    "\u3164": "",
    "\u2800": "",
    "\u200c": "",
    "\ue000": "",
    " Ada": "Ada",
    "Ada\n": "Ada",
    "A\x00da": "Ada",
    "A\u2028da": "Ada",
    "A\u200bda": "Ada",
    "A\u00adda": "Ada",
    "A\u200cda": "Ada",
    "Ada\u200d": "Ada",
    "👩\u200d": "👩",
    "\u202eadA": "adA",
    "\u2066Ada": "Ada",
    "Ada\U000e0041": "Ada",
    "A\u034fda": "Ada",
    "a\ufe0f": "a",
    "\u0301Ada": "Ada",
    "A" + "\u0335" * 9: "A" + "\u0335" * 4,
}


@pytest.mark.parametrize("name", GOOD)
def test_names_of_every_script_are_right_and_shown_as_they_are(name: str):
    assert names.problem(name) is None
    assert names.shown(name).strip("\u2068\u2069") == name


@pytest.mark.parametrize("name", BAD)
def test_what_would_hide_or_turn_is_refused_and_left_out_where_it_is_stored(name: str):
    assert names.problem(name)
    assert names.shown(name) == BAD[name]


def test_a_name_read_from_right_to_left_is_kept_apart_from_what_is_around_it():
    assert names.shown("Ada") == "Ada"
    name = "נעה"
    assert names.shown(f"\u202e{name}") == f"\u2068{name}\u2069"


@pytest.mark.parametrize(
    "name", ["http://x", "Ada evil.example", "ada@example", "x.co/now", "evil\u3002example", "a\\b"]
)
def test_what_mail_programs_may_make_a_link_of_is_known(name: str):
    assert names.looks_like_link(name)


@pytest.mark.parametrize("name", [*GOOD, "J.R.R. Tolkien", "Dr. No", "Ada Lovelace, Ph.D"])
def test_names_are_no_links(name: str):
    assert not names.looks_like_link(name)
