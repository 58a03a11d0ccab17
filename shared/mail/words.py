"""What mails, calendars and pages say, in the language and by the customs of the person they are for.

Sentences come from the catalogs in `locales/`, which `make texts` keeps current with the code and the templates. Times
and the names of languages come from Babel.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, dates, localedata, units
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from shared.core import ui_languages
from shared.core.local_time import zone_of
from shared.core.ui_languages import FALLBACK, UiLanguage
from shared.models import Difficulty, InterviewType, User

LOCALES = Path(__file__).parent / "locales"


def catalog_of(language: UiLanguage) -> Path:
    """Return the file with all translations into a language."""
    return LOCALES / language / "LC_MESSAGES" / "mail.po"


def marked(text: str) -> str:
    """Return a text as it is, which is translated where it is used; this only marks it for the catalogs."""
    return text


@cache
def texts(language: UiLanguage) -> NullTranslations:
    """Return the sentences of a language. They are read from their source: compiled files would have to be built."""
    if language == FALLBACK:
        return NullTranslations()
    with catalog_of(language).open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


class Words:
    """The words for one person."""

    def __init__(self, language: UiLanguage, time_zone: str = "UTC") -> None:
        """Take a language, and the zone that the person lives in, which may be one that this machine doesn't know."""
        self.language = language
        self.zone = zone_of(time_zone)
        self._texts = texts(language)
        # How many hours clocks show, for example, differs between countries that speak one language.
        local = f"{language}_{get_global('zone_territories').get(self.zone.key)}"
        self._locale = Locale.parse(local if localedata.exists(local) else language)

    @property
    def direction(self) -> str:
        """Where a line ends: "ltr" or "rtl"."""
        return self._locale.text_direction

    def gettext(self, text: str, /, **values: object) -> str:
        """Return a sentence with these values in its places, such as `%(name)s`."""
        return self._texts.gettext(text) % values

    def moment(self, at: datetime) -> str:
        """Return text like "Tuesday, 24 November 2026, 18:00 (Berlin, GMT+01:00)"."""
        local = at.astimezone(self.zone)
        clock = dates.format_time(local, "short", tzinfo=self.zone, locale=self._locale)
        # Many fonts of mail programs lack the narrow space between the hour and "PM".
        clock = clock.replace("\u202f", "\u00a0")
        return f"{dates.format_date(local, 'full', locale=self._locale)}, {clock} ({self._zone_at(local)})"

    def _zone_at(self, local: datetime) -> str:
        """Return a city and the offset: the names of zones are missing for many, and Dublin's is wrong in summer."""
        offset = dates.get_timezone_gmt(local, "long", locale=self._locale)
        area, _, _ = self.zone.key.partition("/")
        if area in ("Etc", self.zone.key):
            return offset
        city = dates.get_timezone_location(self.zone, locale=self._locale, return_city=True)
        return f"{city.rpartition('/')[2]}, {offset}"

    def day(self, day: date) -> str:
        """Return text like "24 November 2026"."""
        return dates.format_date(day, "long", locale=self._locale)

    def hours(self, hours: float) -> str:
        """Return text like "48 hours"."""
        return units.format_unit(hours, "duration-hour", locale=self._locale)

    def minutes(self, minutes: float) -> str:
        """Return text like "10 minutes"."""
        return units.format_unit(minutes, "duration-minute", locale=self._locale)

    def spoken_language(self, code: str) -> str:
        """Return the name of a spoken language, or its ISO 639 code if it has no name here."""
        name: str = self._locale.languages.get(code, code)
        return name

    def difficulty(self, difficulty: Difficulty) -> str:
        """Return the word for a difficulty."""
        _ = self.gettext
        return {Difficulty.EASY: _("easy"), Difficulty.MEDIUM: _("medium"), Difficulty.HARD: _("hard")}[difficulty]

    def interview_type(self, interview_type: InterviewType) -> str:
        """Return the adjective for an interview of this type."""
        _ = self.gettext
        return {InterviewType.BEHAVIORAL: _("behavioral"), InterviewType.TECHNICAL: _("technical")}[interview_type]


def words_for(user: User) -> Words:
    """Return the words for a person, by what they have chosen by now."""
    return Words(ui_languages.of(user.ui_language), user.time_zone)
