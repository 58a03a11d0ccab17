"""The client's catalogs: complete where a language is said to be, and each translation fits its English text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from shared.core.ui_languages import UI_LANGUAGES

ROOT = Path(__file__).parents[2]
CATALOGS = ROOT / "web" / "src" / "i18n"
ABOUT = ROOT / "web" / "src" / "pages" / "about"
SOURCE = "en"
COMPLETE: tuple[str, ...] = ("es",)
"""The languages that miss no text. One whose translation has only begun shows English in places."""

LANGUAGES = sorted(path.stem for path in CATALOGS.glob("*.po") if path.stem != SOURCE)


class Text(NamedTuple):
    """An English text; what it is about, where the same words have two meanings."""

    english: str
    context: str | None


def catalog(language: str) -> dict[Text, str]:
    """Return the texts of a language by the English ones; "" where there is none."""
    # Lingui is told to write no date, which Babel reads as a wrong one.
    text = (CATALOGS / f"{language}.po").read_text(encoding="utf-8").replace('"POT-Creation-Date: \\n"\n', "")
    found = read_po(io.StringIO(text), locale=language, ignore_obsolete=True)
    return {Text(str(one.id), one.context): str(one.string or "") for one in found if one.id}


class Value(NamedTuple):
    """A value within a text: its name, "plural" or another kind of choice, and the cases of that."""

    name: str
    kind: str
    cases: dict[str, str]


def values(text: str) -> Iterator[Value]:
    """Yield the values of a text in ICU's syntax, with those within cases."""
    at = 0
    while (at := text.find("{", at)) >= 0:
        end = closing(text, at)
        name, _, rest = (part.strip() for part in text[at + 1 : end].partition(","))
        kind, _, choice = (part.strip() for part in rest.partition(","))
        cases = dict(in_cases(choice))
        yield Value(name, kind, cases)
        for case in cases.values():
            yield from values(case)
        at = end + 1


def closing(text: str, at: int) -> int:
    """Return where the brace that opens at `at` is closed."""
    depth = 0
    for index in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"a brace is not closed in: {text}")


def in_cases(choice: str) -> Iterator[tuple[str, str]]:
    at = 0
    while found := re.compile(r"\s*(=?\w+)\s*\{").match(choice, at):
        end = closing(choice, found.end() - 1)
        yield found[1], choice[found.end() : end]
        at = end + 1


def faults(english: str, translated: str, language: str) -> list[str]:
    """Return what keeps a translation from standing where its English text stands."""
    found = []
    try:
        wanted, given = list(values(english)), list(values(translated))
    except ValueError as error:
        return [str(error)]
    # A language may need a value in more cases than English does, or in fewer.
    if {(one.name, one.kind) for one in wanted} != {(one.name, one.kind) for one in given}:
        found.append("other values")
    if sorted(tags(english)) != sorted(tags(translated)):
        found.append("other tags")
    categories = {"other", *Locale.parse(language).plural_form.tags}
    for one in given:
        if one.kind != "plural":
            continue
        named = {case for case in one.cases if not case.startswith("=")}
        # English has "one" and "other"; a language without the former leaves it out.
        needed = {"other"} | ({"one"} & categories if any("one" in other.cases for other in wanted) else set())
        if not needed <= named <= categories:
            found.append(f"plurals of {sorted(named)}")
    return found


def tags(text: str) -> list[str]:
    return re.findall(r"</?\d+/?>", text)


@pytest.mark.parametrize(
    ("english", "translated", "expected"),
    [
        ("Suspend {name}?", "¿Suspender a {name}?", []),
        ("Suspend {name}?", "¿Suspender a {nombre}?", ["other values"]),
        ("See <0>the log</0>.", "Mira el registro.", ["other tags"]),
        ("{0, plural, one {# day} other {# days}}", "{0, plural, one {# día} many {# de días} other {# días}}", []),
        ("{0, plural, one {# day} other {# days}}", "{0, plural, other {# días}}", ["plurals of ['other']"]),
        ("{0, plural, one {# day} other {# days}}", "{0} días", ["other values"]),
        ("{0} of {1}", "{0} de {1", ["a brace is not closed in: {0} de {1"]),
    ],
)
def test_a_fault_of_a_translation_is_seen(english: str, translated: str, expected: list[str]):
    assert faults(english, translated, "es") == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fit_their_english_texts(language: str):
    found = [
        f"{english!r}: {', '.join(wrong)}"
        for (english, _), translated in catalog(language).items()
        if translated and (wrong := faults(english, translated, language))
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_the_texts_of_the_client(language: str):
    texts = catalog(language)
    assert texts.keys() == catalog(SOURCE).keys()
    if language in COMPLETE:
        missing = [text.english for text, translated in texts.items() if not translated]
        assert missing == [], "\n".join(missing)


def test_the_client_and_the_mails_speak_the_same_languages():
    assert sorted([SOURCE, *LANGUAGES]) == sorted(UI_LANGUAGES)


def test_a_language_has_all_pages_of_text_or_none():
    for folder in ABOUT.iterdir():
        if folder.is_dir():
            assert {one.name for one in folder.iterdir()} == {one.name for one in ABOUT.glob("*.md")}
