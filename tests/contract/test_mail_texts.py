"""Mails and their pages are complete in every language: each sentence is in the catalogs and has a translation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from deployment.local import mail_texts
from shared.core.ui_languages import UI_LANGUAGES, UiLanguage
from shared.mail.words import catalog_of

TEMPLATES = Path(__file__).parents[2] / "shared" / "mail" / "templates"
PLACE = re.compile(r"%\(\w+\)[sd]")
of_each_language = pytest.mark.parametrize("language", mail_texts.TRANSLATED)


def forms(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@of_each_language
def test_the_catalog_has_the_texts_of_the_code_and_no_others(language: UiLanguage) -> None:
    expected = mail_texts.written(mail_texts.current(language))
    assert catalog_of(language).read_text() == expected, "run `make texts` and translate what is new"


@of_each_language
def test_every_text_is_translated_into_every_form(language: UiLanguage) -> None:
    catalog = mail_texts.current(language)
    assert [message.id for message in mail_texts.untranslated(catalog)] == []
    assert {len(forms(message.string)) for message in catalog if message.pluralizable} == {catalog.num_plurals}


@of_each_language
def test_a_translation_has_the_values_of_its_text_and_is_not_the_text(language: UiLanguage) -> None:
    for message in mail_texts.current(language):
        if not message.id:
            continue
        english = forms(message.id)
        places = set(PLACE.findall(english[-1]))
        for form in forms(message.string):
            # One form of a plural may say its number as a word.
            without_number = places - {"%(num)d"} if message.pluralizable else places
            assert without_number <= set(PLACE.findall(form)) <= places, form
            assert "%" not in PLACE.sub("", form), form
            assert form not in english
            assert form == form.strip()


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: path.name)
def test_a_template_has_no_words_outside_of_the_catalogs(path: Path) -> None:
    text = re.sub(r"\{[{%].*?[}%]\}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
    if path.name == "layout.txt":
        text = text.replace("/news#preferences", "")
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {"Mock", "Mate"}


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_babel_knows_every_language(language: UiLanguage) -> None:
    assert Locale.parse(language).languages["es"]
