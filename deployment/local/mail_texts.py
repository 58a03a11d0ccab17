"""`make texts`: brings the catalogs of what mails and pushes say up to date with the code and the templates."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from shared.core.ui_languages import FALLBACK, UI_LANGUAGES, UiLanguage
from shared.mail.words import catalog_of

ROOT = Path(__file__).resolve().parents[2]
_TEMPLATES = ROOT / "shared" / "mail" / "templates"
_PAGES = ("notifications/unsubscribe_pages.py", "invitations/refusals.py")
_SHARED = [path for name in ("mail", "push") for path in sorted((ROOT / "shared" / name).glob("*.py"))]
_CODE = (*_SHARED, *(ROOT / "mockmate_api" / each for each in _PAGES))
_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}
TRANSLATED = tuple(language for language in UI_LANGUAGES if language != FALLBACK)


def main() -> None:
    """Write the catalog of each language, in which new texts have no translation yet."""
    for language in TRANSLATED:
        path = catalog_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = current(language)
        path.write_text(written(catalog))
        missing = [message.id for message in untranslated(catalog)]
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalog)} texts, {len(missing)} to translate\n")


def current(language: UiLanguage) -> Catalog:
    """Return the catalog as it should be: all texts there are, with the translations that exist."""
    path = catalog_of(language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(language, header_comment="# What Mock Mate's mails and calendars say.", fuzzy=False)
    catalog.update(_template(), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> str:
    """Return the text of a catalog's file."""
    file = BytesIO()
    write_po(file, catalog, width=120, include_lineno=False, sort_by_file=True)
    return file.getvalue().decode()


def untranslated(catalog: Catalog) -> Iterator[Any]:
    """Yield the messages of a catalog that lack their translation, or one of its forms."""
    for message in catalog:
        forms = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and (message.fuzzy or not forms or not all(forms)):
            yield message


def _template() -> Catalog:
    """Return a catalog with the texts of the code and the templates, without translations."""
    catalog = Catalog()
    for path in (*_CODE, *sorted(_TEMPLATES.rglob("*.*"))):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as file:
            for line, text, comments, context in extract(method, file, _KEYWORDS, comment_tags=["Translators:"]):
                catalog.add(text, None, [(str(path.relative_to(ROOT)), line)], (), comments, context=context)
    return catalog


if __name__ == "__main__":
    main()
