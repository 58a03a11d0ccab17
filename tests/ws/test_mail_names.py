"""Names in mail are no links, whatever people call themselves."""

from __future__ import annotations

from flask import Flask

from tests.ws.post import Post, Server, text_of
from tests.ws.test_mail_strangers import Client, carry


def test_no_name_becomes_a_link_in_mail(app: Flask, post: Post, server: Server):
    """Neither one's own once the address is confirmed, nor a peer's."""
    carry(post)
    with server.listening():
        anna = Client(app, "anna@example.com", full_name="Anna, see evil.example/now", username="anna")
        carry(post)
        anna.confirm(server)
        anna.call("PUT", "/notifications/preferences", kinds={"match.found": {"in_app": True, "email": True}})
        wish = {"interview_type": "technical", "difficulty": "easy"}
        anna.call("POST", "/match/pair", **wish)
        Client(app, "peer@example.com", username="www.evil.example").call("POST", "/match/pair", **wish)
        carry(post)
    (found,) = (one for one in server.taken if str(one["Subject"]).startswith("You are matched"))
    for kind in ("plain", "html"):
        assert "Hello anna," in text_of(found, kind)
        assert "You are matched with www evil example." in text_of(found, kind)
        assert "evil.example" not in text_of(found, kind)
