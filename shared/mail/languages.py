"""English names of spoken languages, for mail and calendars; the browser client names them itself."""

from __future__ import annotations

_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def name_of(code: str) -> str:
    """Return the name of each language that the client offers; of another one, its ISO 639 code."""
    return _NAMES.get(code, code)
