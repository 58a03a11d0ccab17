"""Reading the environment: what is accepted, what is refused in words, and that no secret is ever shown."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import make_url

from shared.core.setting_advice import advice
from shared.core.setting_words import near_misses
from shared.core.settings import Settings, SettingsError
from shared.core.version import VERSION

SECRET = "0123456789abcdef0123456789abcdef"


def settings_of(**variables: str | None) -> Settings:
    """Read an environment in which of our variables only these are set, and what every deployment needs."""
    given = {"JWT_SECRET": SECRET, "DATABASE_URL": "postgresql://db.internal/mockmate", **variables}
    with pytest.MonkeyPatch.context() as environment:
        for name in Settings.model_fields:
            environment.delenv(name.upper(), raising=False)
            environment.delenv(name, raising=False)
        for name, value in given.items():
            if value is not None:
                environment.setenv(name, value)
        return Settings.from_environment()


def refusal(**variables: str | None) -> str:
    with pytest.raises(SettingsError) as caught:
        settings_of(**variables)
    return str(caught.value)


def test_two_variables_are_enough():
    settings = settings_of()
    assert settings.jwt_secret.get_secret_value() == SECRET
    assert make_url(settings.sqlalchemy_url).host == "db.internal"


def test_variables_may_be_written_in_lower_case():
    assert settings_of(match_interval_seconds="0.5").match_interval_seconds == 0.5


def test_an_empty_variable_counts_as_not_set():
    assert settings_of(PORT="").port == 8000
    assert "JWT_SECRET" in refusal(JWT_SECRET="")


@pytest.mark.parametrize("secret", [None, "", "short", "x" * 31, "é" * 15])
def test_a_missing_or_short_secret_is_refused_with_how_to_make_one(secret: str | None):
    said = refusal(JWT_SECRET=secret)
    assert said.startswith("JWT_SECRET must have at least 32 bytes")
    assert "openssl rand -hex 32" in said
    assert not secret or secret not in said


def test_the_previous_secret_may_be_missing_but_not_short():
    assert settings_of().jwt_secret_previous.get_secret_value() == ""
    assert settings_of(JWT_SECRET_PREVIOUS="").jwt_secret_previous.get_secret_value() == ""
    assert settings_of(JWT_SECRET_PREVIOUS=SECRET).jwt_secret_previous.get_secret_value() == SECRET
    said = refusal(JWT_SECRET_PREVIOUS="short")
    assert said.startswith("JWT_SECRET_PREVIOUS must have at least 32 bytes")
    assert "short" not in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("RATE_LIMITS", "maybe", "must be 'on' or 'off'."),
        ("ACCESS_TOKEN_MINUTES", "abc", "must be a number."),
        ("MATCH_INTERVAL_SECONDS", "inf", "must be a finite number."),
        ("START_GRACE_SECONDS", "-1", "must be greater than 0."),
        ("WEB_WORKERS", "1.5", "must be a whole number."),
        ("REQUIRE_VERIFIED_EMAIL", "perhaps", "must be true or false."),
        ("REDIS_URL", "http://", "must look like redis://"),
        ("REDIS_URL", "redis://cache:port/0", "must look like redis://"),
        ("REDIS_URL", "redis://cache/0?surprise=1", "must look like redis://"),
        ("PUBLIC_URL", "mockmate.example.org", "must look like https://"),
        ("IMPRINT_URL", "javascript:alert(1)", "must be the address of a page"),
        ("ICE_SERVERS", "http://stun.example.org", "must be like stun:"),
        ("ICE_SERVERS", "stun:stun.example.org, turn://turn.example.org", "must be like stun:"),
        ("ICE_SERVERS", "stun.example.org:3478", "must be like stun:"),
        ("PUBLIC_WS_URL", "https://mockmate.example.org", "must look like wss://"),
    ],
)
def test_what_can_not_be_used_is_said_in_one_sentence_about_the_variable(name: str, value: str, words: str):
    said = refusal(**{name: value})
    assert said.startswith(f"{name} {words}")
    assert "Input" not in said
    assert len(said.splitlines()) == 1


def test_what_is_given_replaces_what_is_set():
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PORT", "eighty")
        given = {"JWT_SECRET": SECRET, "DATABASE_URL": "postgresql://db/mm", "PORT": "8080"}
        assert Settings.from_environment(given).port == 8080


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ACCESS_TOKEN_MINUTS", "ACCESS_TOKEN_MINUTES"),
        ("RATE_LIMIT", "RATE_LIMITS"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("MAIL_FORM", "MAIL_FROM"),
    ],
)
def test_a_near_miss_is_found(written: str, meant: str):
    assert near_misses([written, "PATH"], Settings.names()) == {written: meant}
    assert near_misses([written, meant], Settings.names()) == {}


def test_variables_of_others_are_no_near_misses():
    others = ["PATH", "HOME", "LOGNAME", "HOSTNAME", "SPORT", "BUILD_ID", "DB_DATABASE", "REDIS_HOST", "MAILCHECK"]
    assert near_misses([*others, *Settings.names()], Settings.names()) == {}
    assert near_misses(others, Settings.names()) == {}


@pytest.mark.parametrize("url", ["smtp://", "smtp://:25", "smtps://host:port", "smtp://host:99999", "smtp://[::1"])
def test_a_mail_server_must_be_named(url: str):
    assert refusal(MAIL_URL=url).startswith("MAIL_URL must name a server")
    assert settings_of(MAIL_URL="smtp+starttls://a:b%40c@host:587").mail_url


@pytest.mark.parametrize("sender", ["nobody", "Mock Mate", "a@b\nBcc: c@d", "a@b@c <", "<>"])
def test_a_sender_must_be_an_address(sender: str):
    assert refusal(MAIL_FROM=sender).startswith("MAIL_FROM must be an address")
    assert settings_of(MAIL_FROM="Grüße <a@example.org>").mail_from


def test_a_secret_is_measured_in_bytes():
    assert settings_of(JWT_SECRET="é" * 16)


def test_without_a_database_it_says_which_variables_to_set():
    said = refusal(DATABASE_URL=None)
    assert "DATABASE_URL" in said
    assert "DB_HOST" in said


def test_every_problem_is_told_at_once_each_on_its_own_line():
    lines = refusal(JWT_SECRET=None, DATABASE_URL="sqlite://", PORT="eighty", LOG_LEVEL="loud").splitlines()
    assert {line.split()[0] for line in lines} == {"JWT_SECRET", "DATABASE_URL", "PORT", "LOG_LEVEL"}


@pytest.mark.parametrize(
    ("given", "origins"),
    [
        ("https://a.example", ("https://a.example",)),
        (" https://a.example/ ,https://b.example,, ", ("https://a.example", "https://b.example")),
        (",", ()),
    ],
)
def test_origins_are_separated_by_commas(given: str, origins: tuple[str, ...]):
    assert settings_of(ALLOWED_ORIGINS=given).allowed_origins == origins


@pytest.mark.parametrize(("given", "meant"), [("off", "off"), ("ON", "on"), ("", "on")])
def test_limits_are_on_unless_they_are_turned_off(given: str, meant: str):
    assert settings_of(RATE_LIMITS=given).rate_limits == meant


def test_no_proxy_is_trusted_unless_a_number_says_so():
    assert settings_of().trusted_proxies == 0
    assert settings_of(TRUSTED_PROXIES="2").trusted_proxies == 2


@pytest.mark.parametrize("level", ["debug", "Warning", "ERROR", "info"])
def test_the_log_level_may_be_written_in_any_case(level: str):
    assert settings_of(LOG_LEVEL=level).log_level == level.upper()


def test_the_log_format_may_be_written_in_any_case():
    assert settings_of(LOG_FORMAT="Console").log_format == "console"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("MATCH_INTERVAL_SECONDS", "0"),
        ("MATCH_INTERVAL_SECONDS", "-1"),
        ("MATCH_INTERVAL_SECONDS", "nan"),
        ("BCRYPT_ROUNDS", "3"),
        ("BCRYPT_ROUNDS", "17"),
        ("REDIS_URL", "http://redis"),
        ("REDIS_URL", "redis:6379"),
        ("MAIL_URL", "http://mail"),
    ],
)
def test_a_value_that_can_not_work_is_refused_by_name(name: str, value: str):
    assert refusal(**{name: value}).startswith(f"{name} ")


def test_settings_do_not_change():
    settings = settings_of()
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


SECRETS = {
    "DATABASE_URL": "postgresql://ada:hunter2@db/mm",
    "REDIS_URL": "redis://:hunter2@redis",
    "MAIL_URL": "smtps://ada:hunter2@mail",
    "DB_PASSWORD": "hunter2",
    "PASSWORD_PEPPER": "hunter2",
    "JWT_SECRET": "hunter2" * 5,
}


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_is_shown(name: str):
    settings = settings_of(**{name: SECRETS[name]})
    assert getattr(settings, name.lower())
    assert "hunter2" not in f"{settings} {settings!r}"


def test_no_secret_is_shown_by_what_refuses_it():
    with pytest.raises(ValidationError) as caught:
        Settings(database_url="mysql://ada:hunter2@db/mm", jwt_secret=SecretStr("hunter2"))
    assert "hunter2" not in f"{caught.value} {caught.value!r}"
    assert "hunter2" not in refusal(DATABASE_URL="mysql://ada:hunter2@db/mm", JWT_SECRET="hunter2")


def test_a_setting_that_sounds_secret_is_kept_as_one():
    for name, field in Settings.model_fields.items():
        if name.rpartition("_")[2] in {"secret", "password", "pepper", "key", "previous"}:
            assert field.annotation is SecretStr, name
        is_shown_to_all = name.startswith(("public_", "privacy_", "terms_", "imprint_", "handbook_", "github_"))
        if name.endswith("_url") and not is_shown_to_all:
            assert not field.repr, f"{name} may hold a password"


@pytest.mark.parametrize("version", ["1", "0.1", "v0.1.0", "0.1.0-beta", "0.1.0.0", "0.-1.0", "0.1.0\n", "\u0966.1.0"])
def test_a_minimum_client_version_has_three_numbers(version: str):
    assert (
        refusal(MINIMUM_CLIENT_VERSION=version) == f"MINIMUM_CLIENT_VERSION must be three numbers, such as {VERSION}."
    )


_NEXT = [[part + (at == last) for at, part in enumerate(map(int, VERSION.split(".")))] for last in range(3)]


@pytest.mark.parametrize("version", [*(".".join(map(str, parts)) for parts in _NEXT), "0.10.0"])
def test_clients_are_not_held_to_a_version_that_is_not_out(version: str):
    assert refusal(MINIMUM_CLIENT_VERSION=version).startswith("MINIMUM_CLIENT_VERSION is newer than this version")
    assert settings_of(MINIMUM_CLIENT_VERSION="0.0.10").minimum_client_version == "0.0.10"


@pytest.mark.parametrize(
    ("mail_url", "mail_from", "is_complained_of"),
    [
        ("smtp://mail.example.org", "", True),
        ("smtps://mail.example.org", "Practice <us@localhost>", True),
        ("smtp+starttls://mail.example.org", "Practice <us@example.org>", False),
        ("file:/var/mail", "", False),
        ("", "", False),
    ],
)
def test_a_sender_at_localhost_is_complained_of_where_mail_leaves(
    mail_url: str, mail_from: str, is_complained_of: bool
):
    found = advice(settings_of(MAIL_URL=mail_url, MAIL_FROM=mail_from))
    assert any("MAIL_FROM" in remark for remark in found) is is_complained_of
