"""What a check has found, in sentences that name no secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from pydantic import SecretStr
from sqlalchemy import make_url

from shared.core.settings import Settings

Weight = Literal["wrong", "advice"]
_LONG = 8
"""Characters of a secret that no word of a sentence has by chance."""


class Finding(NamedTuple):
    """One sentence or two: what is wrong, and what to do. `advice` is about what works, but not as well as it could."""

    weight: Weight
    text: str


def wrong(text: str) -> Finding:
    return Finding("wrong", text)


def advice(text: str) -> Finding:
    return Finding("advice", text)


def without_secrets(text: str, settings: Settings) -> str:
    """Return the text with *** in place of every secret of these settings; a short one may be a part of a word."""
    # The longest first: one may be a part of another.
    for secret in sorted(set(_secrets(settings)), key=len, reverse=True):
        found = re.escape(secret)
        text = re.sub(found if len(secret) >= _LONG else rf"(?<!\w){found}(?!\w)", "***", text)
    return text


def _secrets(settings: Settings) -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, SecretStr) and value != field.default:
            yield from _spellings(value.get_secret_value())
    for provider in settings.providers.values():
        yield from _spellings(provider.client_secret)
    yield from _spellings(str(make_url(settings.sqlalchemy_url).password or ""))
    for url in (settings.redis_url, settings.mail_url, settings.runner_url, settings.judge0_url):
        parts = urlsplit(url)
        yield from _spellings(parts.password or "")
        # A Redis names its password among the options, too, and a server that runs code its token.
        for option in parts.query.split("&"):
            name, _, value = option.partition("=")
            if any(word in name.lower() for word in ("password", "token", "key", "secret")):
                yield from _spellings(value)


def _spellings(secret: str) -> set[str]:
    return {secret, unquote(secret), quote(secret, safe=""), quote(secret)} - {""}
