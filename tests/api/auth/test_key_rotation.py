"""JWT_SECRET_PREVIOUS: a new secret signs, and logs nobody out."""

from __future__ import annotations

from collections.abc import Callable

import jwt
import pytest
from flask import Flask
from pydantic import SecretStr

from shared.core.errors import TokenInvalid
from shared.core.settings import Settings
from shared.identity import tokens
from tests.clients.person import Person, code_of

NEW = SecretStr("the new secret, which is as long as it must be")


@pytest.fixture
def rotated(settings: Settings) -> Settings:
    """Settings after the deployer has exchanged the secret."""
    return settings.model_copy(update={"jwt_secret": NEW, "jwt_secret_previous": settings.jwt_secret})


def secrets_of(settings: Settings) -> dict[str, SecretStr]:
    return {"jwt_secret": settings.jwt_secret, "jwt_secret_previous": settings.jwt_secret_previous}


def test_tokens_of_the_old_secret_count_and_new_ones_are_signed_with_the_new(
    make_app: Callable[..., Flask], alice: Person, rotated: Settings
) -> None:
    after = Person(make_app(**secrets_of(rotated)))
    assert after.get("/users/me", token=alice.token).status_code == 200
    fresh = after.post("/auth/refresh", token=alice.refresh_token).get_json()
    assert after.get("/users/me", token=fresh["access_token"]).status_code == 200
    for name in ("access_token", "refresh_token"):
        jwt.decode(fresh[name], NEW.get_secret_value(), ["HS256"], audience=tokens.AUDIENCE)


def test_sockets_take_the_same(alice: Person, rotated: Settings) -> None:
    assert tokens.read(rotated, alice.token, "access").user_id == alice.id


def test_once_the_old_secret_is_gone_its_tokens_are_refused(
    make_app: Callable[..., Flask], alice: Person, rotated: Settings
) -> None:
    alone = rotated.model_copy(update={"jwt_secret_previous": SecretStr("")})
    after = Person(make_app(**secrets_of(alone)))
    assert code_of(after.get("/users/me", token=alice.token)) == (401, "token_invalid")
    with pytest.raises(TokenInvalid):
        tokens.read(alone, alice.token, "access")


def test_a_third_secret_is_refused_and_the_empty_one_is_none(
    make_app: Callable[..., Flask], alice: Person, rotated: Settings
) -> None:
    claims = jwt.decode(alice.token, options={"verify_signature": False})
    foreign = jwt.encode(claims, "some other secret that is as long as ours", "HS256")
    after = Person(make_app(**secrets_of(rotated)))
    assert code_of(after.get("/users/me", token=foreign)) == (401, "token_invalid")
    with pytest.raises(TokenInvalid):
        tokens.read(rotated, foreign, "access")
    assert tokens.secrets(rotated.model_copy(update={"jwt_secret_previous": SecretStr("")})) == (
        NEW.get_secret_value(),
    )


def test_an_expired_token_of_the_old_secret_says_so(
    make_app: Callable[..., Flask], alice: Person, settings: Settings, rotated: Settings
) -> None:
    claims = jwt.decode(alice.token, options={"verify_signature": False})
    past = {**claims, "iat": claims["iat"] - 7200, "exp": claims["exp"] - 7200}
    old = jwt.encode(past, settings.jwt_secret.get_secret_value(), "HS256")
    after = Person(make_app(**secrets_of(rotated)))
    assert code_of(after.get("/users/me", token=old)) == (401, "token_expired")
