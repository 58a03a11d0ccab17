"""Secrets: hard to guess, and each for one purpose. And what the services advise of settings when they start."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping

from zxcvbn import zxcvbn

from deployment.check.findings import Finding, advice, wrong
from shared.core import setting_advice, setting_words, tracing
from shared.core.settings import Settings, SettingsError

_GUESSES = 20
"""The power of ten below which a secret is weak: 66 bits. Anyone with a token of theirs can guess at home."""
_WORDS = ("secret", "change", "password", "example", "mockmate", "production", "development")
"""What people write for a start, and never in chance's own secrets."""
_MAKE_ONE = "`openssl rand -hex 32` makes one"


def check(settings: Settings) -> Iterator[Finding]:
    """Look at the secrets alone; nothing is asked."""
    for name in ("jwt_secret", "jwt_secret_previous", "metrics_token", "turn_secret"):
        secret = getattr(settings, name).get_secret_value()
        if secret and _is_weak(secret):
            yield wrong(f"{name.upper()} can be guessed: {_MAKE_ONE}.")
    used: dict[str, str] = {}
    for name in ("jwt_secret", "password_pepper", "turn_secret", "metrics_token", "db_password", "vapid_private_key"):
        secret = getattr(settings, name).get_secret_value()
        if secret and secret in used:
            yield wrong(f"{used[secret]} and {name.upper()} are the same secret. Give each its own; {_MAKE_ONE}.")
        used.setdefault(secret, name.upper())
    is_default = settings.password_pepper == Settings.model_fields["password_pepper"].default
    if is_default and setting_advice.is_public(settings.public_url):
        yield advice(f"PASSWORD_PEPPER isn't set. Set one before anyone registers, since it can't change; {_MAKE_ONE}.")


def _is_weak(secret: str) -> bool:
    if any(word in secret.lower() for word in _WORDS):
        return True
    return float(zxcvbn(secret, max_length=len(secret))["guesses_log10"]) < _GUESSES


def environment(settings: Settings, given: Mapping[str, str]) -> Iterator[Finding]:
    """Look at what the services would say of their settings when they start."""
    for name, meant in setting_words.near_misses(given, Settings.names()).items():
        yield advice(setting_words.did_you_mean(name, meant))
    for remark in setting_advice.advice(settings):
        yield advice(remark)
    try:
        tracing.check(settings)
    except SettingsError as error:
        yield wrong(str(error))
    folder = given.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        try:
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            yield wrong(
                f"PROMETHEUS_MULTIPROC_DIR can't be written to ({error.strerror}): let the API's user write to"
                f" {folder}, or leave the variable out."
            )
    if os.access(tempfile.gettempdir(), os.W_OK) is False:
        yield wrong(f"{tempfile.gettempdir()} can't be written to, which the API needs for its workers' files.")
