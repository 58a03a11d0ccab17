"""Subjects and senders of any length and script, as mail programs read them: on the wire and in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import mail_grammar
from tests.ws.post import Post, Server

LONG_HOST = f"{'a-label-of-some-length.' * 8}example"
SUBJECTS = [
    "Ünd " * 60 + "Hello " * 60 + "end",
    "words " * 60 + "end",
    "x" * 300,
    "👩🏽\u200d💻" * 60,
    "面試 " * 60 + "面",
    "ü" + "x" * 300 + " ü",
]


@pytest.mark.parametrize("recipient", [f"{'dana' * 15}@{LONG_HOST}", "jürgen@example.com"])
def test_what_is_long_can_be_read(post: Post, server: Server, tmp_path: Path, recipient: str):
    name = "Schule für Gespräche mit einem Namen der länger ist als eine Zeile"
    post.settings = post.settings.model_copy(update={"mail_from": f"{name} <mocks@{LONG_HOST}>"})
    for _ in range(2):
        for subject in SUBJECTS:
            post.enqueue(recipient, subject, "Hällo " * 200)
        if not list(tmp_path.iterdir()):
            post.deliver(mail_url=f"file:{tmp_path}")
    with server.listening():
        post.deliver()
    files = [path.read_bytes().replace(b"\n", b"\r\n") for path in sorted(tmp_path.iterdir())]
    messages = [mail_grammar.read(raw, is_utf8="jürgen" in recipient) for raw in [*files, *server.raw]]
    assert sorted(mail_grammar.decoded(one.headers["Subject"]) for one in messages) == sorted([*SUBJECTS, *SUBJECTS])
    for one in messages:
        assert one.headers["To"] == recipient
        assert mail_grammar.decoded(one.headers["From"]) == f"{name} <mocks@{LONG_HOST}>"
        assert one.parts[0].text.strip() == ("Hällo " * 200).strip()
