"""What stands in a mail's bytes: headers as other people's programs read them, never as only our library does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ws.post import Post, Server


def folder_and_wire(post: Post, server: Server, folder: Path) -> list[bytes]:
    """Deliver what waits to a folder and to a server; return the bytes of each mail with line ends of the wire."""
    mails = post.waiting()
    post.deliver(mail_url=f"file:{folder}")
    for mail in mails:
        recipient, data = mail.recipient, dict(mail.data)
        post.enqueue(recipient, data["subject"], data["body"])
    with server.listening():
        post.deliver()
    files = [path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for path in folder.iterdir()]
    assert len(files) == len(server.raw) == len(mails)
    return [*files, *server.raw]


LONG_HOST = f"{'a-label-of-some-length.' * 8}example"


@pytest.mark.parametrize(
    ("mail_from", "is_plain"),
    [
        (f"mocks@{LONG_HOST}", True),
        (
            f"A name that is longer than a line of a mail has characters as names of schools are <mocks@{LONG_HOST}>",
            True,
        ),
        (f"Schule für Gespräche mit einem Namen der länger ist als eine Zeile <mocks@{LONG_HOST}>", False),
    ],
)
def test_long_headers_stay_readable(post: Post, server: Server, tmp_path: Path, mail_from: str, is_plain: bool):
    post.settings = post.settings.model_copy(update={"mail_from": mail_from, "public_url": f"https://{LONG_HOST}/x"})
    recipient = f"{'dana' * 15}@{LONG_HOST}"
    post.enqueue(recipient, "Ünd " * 60 + "Hello " * 60, "Hällo " * 200)
    for raw in folder_and_wire(post, server, tmp_path):
        head, _, body = raw.partition(b"\r\n\r\n")
        headers = dict(line.split(b": ", 1) for line in re.sub(rb"\r\n(?=[ \t])", b"", head).split(b"\r\n"))
        assert headers[b"To"].strip() == recipient.encode()
        assert re.fullmatch(rf"<mail-[0-9.]+@{re.escape(LONG_HOST)}>".encode(), headers[b"Message-ID"])
        assert f"mocks@{LONG_HOST}".encode() in headers[b"From"]
        assert (headers[b"From"] == mail_from.encode()) is is_plain
        words = re.findall(rb"=\?utf-8\?[^ ]*?\?=", head)
        assert words
        assert max(map(len, words)) <= 75
        assert max(map(len, head.split(b"\r\n"))) <= 998
        assert max(map(len, body.split(b"\r\n"))) <= 78
        assert [name for name, value in headers.items() if b"=?" in value and name not in {b"Subject", b"From"}] == []
