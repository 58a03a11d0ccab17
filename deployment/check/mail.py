"""Mail: the server of MAIL_URL lets us in and takes MAIL_FROM as a sender; nothing is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from deployment.check.findings import Finding, advice, wrong
from shared.core import setting_advice
from shared.core.settings import Settings
from shared.mail import trial

_GREETING_SECONDS = 10


def check(settings: Settings) -> Iterator[Finding]:
    """Go as far as the sender's address; a folder must take files."""
    url = urlsplit(settings.mail_url)
    if not settings.mail_url:
        if setting_advice.is_public(settings.public_url):
            yield advice("MAIL_URL isn't set: nobody can confirm an address or reset a password. Name a mail server.")
    elif url.scheme == "file":
        yield from _folder(Path(unquote(url.path)))
    else:
        try:
            for _ in trial.rehearse(settings, _GREETING_SECONDS):
                pass
        except trial.TrialError as error:
            yield wrong(f"MAIL_URL: {error}")
        if url.scheme == "smtp" and url.password:
            yield advice("MAIL_URL sends its password unencrypted: use smtp+starttls:// or smtps://.")


def _folder(folder: Path) -> Iterator[Finding]:
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        tempfile.TemporaryFile(dir=existing).close()
    except OSError:
        yield wrong(f"The folder of MAIL_URL, {folder}, can't be written to. Let the services' user write there.")
