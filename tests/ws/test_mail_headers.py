"""What stands in a mail's bytes: headers as other people's programs read them, never as only our library does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from shared.mail import unsubscribe
from tests.ws.post import Post, Server

PUBLIC_URLS = [
    "http://127.0.0.1:8000",
    "https://practice.interviews.example",
    f"https://{'long-label.' * 20}example/behind/a/path/of/some/length/",
]


def folder_and_wire(post: Post, server: Server, folder: Path) -> list[bytes]:
    """Deliver what waits to a folder and to a server; return the bytes of each mail with line ends of the wire."""
    mails = post.waiting()
    post.deliver(mail_url=f"file:{folder}")
    for mail in mails:
        recipient, data = mail.recipient, dict(mail.data)
        post.enqueue(recipient, data["subject"], data["body"], headers=mail.headers)
    with server.listening():
        post.deliver()
    files = [path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for path in folder.iterdir()]
    assert len(files) == len(server.raw) == len(mails)
    return [*files, *server.raw]


@pytest.mark.parametrize("public_url", PUBLIC_URLS)
def test_the_link_that_unsubscribes_is_one_plain_line(
    app: Flask, post: Post, server: Server, tmp_path: Path, public_url: str
):
    post.settings = post.settings.model_copy(update={"public_url": public_url})
    post.settle("dana@example.com")
    token = post.run(lambda session: unsubscribe.token(session, 1, "booking.reminder"))
    post.enqueue(headers=unsubscribe.headers(post.settings, token))
    for raw in folder_and_wire(post, server, tmp_path):
        head = raw.partition(b"\r\n\r\n")[0] + b"\r\n"
        assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head
        found = re.findall(rb"\r\nList-Unsubscribe: <(\S+)>\r\n(?![ \t])", head)
        assert len(found) == 1
        url = found[0].decode("ascii")
        assert url.startswith(f"{public_url.rstrip('/')}/notifications/unsubscribe/")
        path = url.removeprefix(public_url.rstrip("/"))
        assert app.test_client().post(path, data="List-Unsubscribe=One-Click").status_code == 204


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
