"""Mail on a narrow phone: every letter fits, however long its links are, and paragraphs stay apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from shared.core.settings import Settings
from shared.mail import rendering
from shared.mail.letters import Outgoing
from shared.mail.transport import Connection
from shared.mail.words import Words
from tests import mail_grammar
from tests.ws.post import Server

HOST = f"https://{'interviews-and-more.' * 6}example"
BODY = f"Hello Dana,\n\nFirst line.\n{'x' * 90}\n\n{HOST}\n\nSettings:\n{HOST}/news#preferences"


def as_received(settings: Settings) -> dict[str, str]:
    """Return the HTML of each letter as a mail server got it."""
    server = Server()
    connection = Connection(settings.model_copy(update={"mail_url": f"smtp://127.0.0.1:{server.port}"}))
    letters = [*rendering.LINKS, "password_changed", "security_changed", "message"]
    with server.listening():
        for number, letter in enumerate(letters):
            data = {"name": "Dana", "what": "totp_on", "subject": "Hello", "body": BODY}
            written = rendering.render(
                settings, Words("en"), letter, data, "t" * 86 if letter in rendering.LINKS else None
            )
            mail = Outgoing(number, "dana@example.com", written, datetime.now(UTC), {}, None)
            assert connection.deliver(mail).error is None
        connection.close()
    parts = [mail_grammar.read(raw, is_utf8=False).parts[1] for raw in server.raw]
    return {letter: part.text for letter, part in zip(letters, parts, strict=True)}


@pytest.mark.parametrize("width", [320, 360])
def test_every_letter_fits_a_narrow_phone(browser: Browser, settings: Settings, width: int) -> None:
    letters = as_received(settings.model_copy(update={"public_url": HOST}))
    page = browser.new_page(viewport={"width": width, "height": 640})
    for letter, html in letters.items():
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, letter
        assert "white-space" not in html
    assert page.locator("p").all_inner_texts()[:4] == [
        "Hello Dana,",
        f"First line.\n{'x' * 90}",
        HOST,
        f"Settings:\n{HOST}/news#preferences",
    ]
    assert [one.get_attribute("href") for one in page.get_by_role("link").all()][:2] == [
        HOST,
        f"{HOST}/news#preferences",
    ]
    page.close()
