"""All settings, read from the environment once. No other module reads the environment."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from shared.core import email_addresses, setting_providers, setting_urls, setting_words
from shared.core.setting_database import DatabaseSettings
from shared.core.setting_push import PushSettings
from shared.core.setting_retention import RetentionSettings
from shared.core.setting_sign_in import SignInSettings
from shared.core.setting_urls import Port
from shared.core.version import require_served


class SettingsError(Exception):
    """The environment can't be used; the message says what to set, one problem per line."""


class Settings(RetentionSettings, PushSettings, SignInSettings, DatabaseSettings, BaseSettings):
    """Everything a deployer can set. Field names are the variables' names in lower case."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        case_sensitive=False,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )

    redis_url: Annotated[str, AfterValidator(setting_urls.redis)] = Field(
        "redis://127.0.0.1:6379/0",
        repr=False,
        description="Redis or Valkey; carries notifications only. `rediss://` speaks TLS; `?ssl_ca_certs=` is your CA. "
        "`redis+sentinel://:password@one:26379,two:26379/service/0` asks Sentinels for the master;"
        " `redis+cluster://:password@one:6379,two:6379` names nodes of a cluster.",
    )
    redis_prefix: str = Field("mockmate", description="Prefix of all channels, so that deployments can share a Redis.")

    jwt_secret: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        description="Signs access and refresh tokens; at least 32 bytes. Required.",
    )
    jwt_secret_previous: SecretStr = Field(
        SecretStr(""),
        description="The secret before JWT_SECRET, while tokens signed with it are still in use.",
    )
    password_pepper: SecretStr = Field(
        SecretStr("mockmate"), description="Key of the digest bcrypt hashes. Changing it invalidates all passwords."
    )
    bcrypt_rounds: Annotated[int, Field(ge=4, le=16)] = Field(
        12, description="Cost of a password hash, as a power of two. Once raised, it grows as people log in."
    )
    password_hashes_at_once: PositiveInt = Field(
        1, description="Password hashes that an API process computes at once, at low priority: one a core."
    )
    password_hashes_waiting: NonNegativeInt = Field(
        100, description="Requests of an API process that may wait for that, by address in turn; further ones get 503."
    )
    require_verified_email: bool = Field(
        False, description="Whether booking and practicing require a verified email address."
    )
    admin_second_factor: Literal["off", "required"] = Field(
        "off",
        description="Whether administrators need a second factor: without one, they can only set one up.",
    )
    require_birth_year: bool = Field(
        False,
        description="Whether people have to say in which year they were born. Minors are then paired only with minors, "
        "with cameras off; who has not said can't book or practice.",
    )
    adult_age: PositiveInt = Field(
        18,
        description="Where a year of birth is required: people are minors until the year in which they turn this ends.",
    )
    minimum_age: NonNegativeInt = Field(
        13,
        description="People below this age, by the year of birth that they say, are refused; 0 refuses no one.",
    )
    access_token_minutes: PositiveFloat = Field(10, description="Lifetime of an access token.")
    refresh_token_days: PositiveFloat = Field(30, description="Lifetime of a login that is not refreshed.")

    port: Port = Field(8000, description="Port of the API where BIND isn't set, as in the embedded deployment.")
    bind: str = Field(
        "",
        description="Where the API listens, such as 0.0.0.0:8000 or unix:/run/api.sock; by default 127.0.0.1 and PORT.",
    )
    web_workers: PositiveInt = Field(2, description="Processes of the API.")
    web_threads: PositiveInt = Field(8, description="Requests that each of them works on at once.")
    ws_host: str = Field("127.0.0.1", description="Address that the socket service listens on.")
    ws_port: Port = Field(8001, description="Port of the socket service.")
    mockmate_home: str = Field(".local", description="Where the embedded deployment keeps its data.")
    public_url: str = Field("http://127.0.0.1:8000", description="Where clients reach the API.")
    public_ws_url: str = Field("ws://127.0.0.1:8001", description="Where clients reach the sockets.")
    minimum_client_version: Annotated[str, AfterValidator(require_served)] = Field(
        "0.1.0", description="The oldest version of the API that clients may be written for; older ones ask to update."
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        ("http://127.0.0.1:8000", "http://localhost:8000"),
        description="Origins of browsers that may call the API and open sockets, comma-separated.",
    )
    trusted_proxies: NonNegativeInt = Field(
        0,
        description="Number of your own proxies in front of the API and the sockets. X-Forwarded-For is trusted "
        "from these only; with 0 it is ignored.",
    )
    rate_limits: Literal["on", "off"] = Field(
        "on", description="Slows down anyone who guesses passwords or floods the API; off is for tests and benchmarks."
    )

    mail_url: str = Field(
        "",
        repr=False,
        description="Where mail goes: file:/a/folder, smtp://, smtp+starttls:// or smtps://user:password@host:port. "
        "Without it, mail stays in the outbox.",
    )
    mail_from: str = Field("Mock Mate <mockmate@localhost>", description="Sender of every mail.")

    match_interval_seconds: PositiveFloat = Field(2, description="How often the matcher runs.")
    room_opens_minutes: PositiveFloat = Field(10, description="How long before its slot starts a waiting room opens.")
    room_closes_minutes: PositiveFloat = Field(15, description="How long after the start it closes.")
    presence_seconds: PositiveFloat = Field(60, description="How long a REST call keeps a waiting person present.")
    socket_grace_seconds: PositiveFloat = Field(15, description="How long a cut socket keeps a person present.")
    start_grace_seconds: PositiveFloat = Field(180, description="Time for both to start a matched interview.")
    feedback_reveal_hours: PositiveFloat = Field(
        72, description="Feedback is shown after this time even if the reader has given none."
    )
    behavioral_minutes: PositiveInt = Field(45, description="Length of a behavioral interview.")
    technical_minutes: PositiveInt = Field(60, description="Length of a technical interview.")
    max_bookings: PositiveInt = Field(10, description="Most booked slots a person may hold at a time.")
    max_bookings_unverified: PositiveInt = Field(3, description="The same, until the email address is confirmed.")
    schedule_days: PositiveInt = Field(14, description="How many days ahead slots are created.")
    slot_capacity: PositiveInt = Field(100, description="Seats of a generated slot.")
    ice_servers: Annotated[str, AfterValidator(setting_urls.ice)] = Field(
        "",
        max_length=2000,
        description="Up to ten STUN and TURN URLs for the built-in video, comma-separated: turn:turn.example.org:3478.",
    )
    turn_secret: SecretStr = Field(
        SecretStr(""), description="The `static-auth-secret` of your coturn; makes credentials for one interview each."
    )
    zego_app_id: Annotated[int, Field(ge=0)] = Field(
        0, description="AppID at ZEGOCLOUD; with ZEGO_SERVER_SECRET its video is used instead of the built-in one."
    )
    zego_server_secret: SecretStr = Field(SecretStr(""), description="ServerSecret at ZEGOCLOUD, 32 characters.")
    runner_url: Annotated[str, AfterValidator(setting_urls.runner)] = Field(
        "",
        repr=False,
        description="A server that runs people's code in more languages than browsers do, such as http://judge0:2358.",
    )
    runner_kind: Literal["judge0", "piston"] = Field("judge0", description="What RUNNER_URL is.")
    runner_token: SecretStr = Field(SecretStr(""), description="The token or key that RUNNER_URL asks for.")
    runner_header: str = Field(
        "",
        pattern=r"^[A-Za-z0-9-]*$",
        description="The header it is sent in; by default X-Auth-Token to Judge0, Authorization to Piston, and "
        "X-RapidAPI-Key to RapidAPI.",
    )
    judge0_url: Annotated[str, AfterValidator(setting_urls.runner)] = Field(
        "", repr=False, description="The old name of RUNNER_URL, for a Judge0."
    )

    camera_start: Literal["off", "blurred", "on"] = Field(
        "off",
        description="How cameras begin, unless a person chooses otherwise: off or blurred until both people of an "
        "interview agree, or on.",
    )
    require_consent: Literal["on", "off"] = Field(
        "off",
        description="Lets the API refuse people who have not agreed to what is stored of an interview. The browser "
        "client always asks before the first room; other clients may not know how to.",
    )
    groups: Literal["open", "approval", "off"] = Field(
        "open",
        description="Who can make a group: everybody, everybody with an administrator's approval, or nobody. Groups "
        "that are there go on.",
    )
    privacy_url: Annotated[str, AfterValidator(setting_urls.page)] = Field(
        "",
        description="Your privacy policy, linked in the footer and where people sign up.",
    )
    terms_url: Annotated[str, AfterValidator(setting_urls.page)] = Field(
        "", description="Your terms of use, linked in the same places."
    )
    imprint_url: Annotated[str, AfterValidator(setting_urls.page)] = Field(
        "", description="Your imprint: who runs this site. Linked in the same places."
    )
    handbook_url: Annotated[str, AfterValidator(setting_urls.page)] = Field(
        "", description="Where you publish what `make site` makes, for links of the administrators' checklist."
    )

    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="Bearer token that gives access to /metrics of both services; at least 16 bytes. Without it, "
        "/metrics answers only requests from the same machine that come through no proxy.",
    )
    otel_exporter_otlp_endpoint: str = Field(
        "",
        description="Where OpenTelemetry's traces go, by OTLP over HTTP, such as http://collector:4318. Without it, "
        "nothing is traced; with it, the packages of the group `tracing` must be installed.",
    )
    build: str = Field("", description="What /health/ready calls this build, such as a commit; set by the image.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Lowest level that is logged.")
    log_format: Literal["json", "console"] = Field("json", description="One JSON object a line, or text for people.")

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        return (
            tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("log_level", "log_format", "rate_limits", "prepared_statements", "runner_kind", mode="before")
    @classmethod
    def _fold_case(cls, value: Any, info: Any) -> Any:
        fold = str.upper if info.field_name == "log_level" else str.lower
        return fold(value) if isinstance(value, str) else value

    @field_validator("mail_url")
    @classmethod
    def _know_the_transport(cls, value: str) -> str:
        return setting_urls.mail(value)

    @field_validator("public_url")
    @classmethod
    def _need_a_site(cls, value: str) -> str:
        return setting_urls.public(value, "http", "https")

    @field_validator("public_ws_url")
    @classmethod
    def _need_a_place_for_sockets(cls, value: str) -> str:
        return setting_urls.public(value, "ws", "wss")

    @field_validator("mail_from")
    @classmethod
    def _need_a_sender(cls, value: str) -> str:
        # A wrong address would otherwise show only when the first mail can't be built.
        if not value.isprintable() or parseaddr(value)[1].count("@") != 1:
            raise ValueError("must be an address, such as mockmate@example.org or Mock Mate <mockmate@example.org>")
        domain = parseaddr(value)[1].rpartition("@")[2]
        return value.replace(f"@{domain}", f"@{email_addresses.ascii_domain(domain)}")

    @field_validator("bind")
    @classmethod
    def _need_a_port(cls, value: str) -> str:
        for place in value.split(",") if value else ():
            port = place.rpartition(":")[2]
            is_port = port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535
            if not is_port and not place.startswith(("unix:", "fd://")):
                raise ValueError("must be like 0.0.0.0:8000, [::]:8000 or unix:/a/path")
        return value

    @field_validator("zego_server_secret")
    @classmethod
    def _require_a_zego_secret(cls, value: SecretStr) -> SecretStr:
        length = len(value.get_secret_value().encode())
        if length not in (0, 32):
            raise ValueError(f"must have 32 characters (it has {length})")
        return value

    @field_validator("jwt_secret", "jwt_secret_previous")
    @classmethod
    def _refuse_short_secrets(cls, value: SecretStr, info: Any) -> SecretStr:
        length = len(value.get_secret_value().encode())
        if length < 32 and (length or info.field_name == "jwt_secret"):
            raise ValueError(f"must have at least 32 bytes (it has {length}); `openssl rand -hex 32` makes one")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _refuse_guessable_tokens(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value().encode()) < 16:
            raise ValueError("must have at least 16 bytes; `openssl rand -hex 32` makes one")
        return value

    @model_validator(mode="after")
    def _need_a_piston(self) -> Self:
        if self.runner_kind == "piston" and not self.runner_url:
            raise ValueError("RUNNER_URL must be set where RUNNER_KIND is piston")
        return self

    @property
    def needs_verified_email(self) -> bool:
        """Whether people can do little before their address is confirmed: where its domain lets them in, too."""
        return self.require_verified_email or bool(setting_providers.domains(self.registration))

    @property
    def uses_zego(self) -> bool:
        """Whether video goes through ZEGO."""
        return bool(self.zego_app_id and self.zego_server_secret.get_secret_value())

    @classmethod
    def from_environment(cls, given: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; `given` variables replace those in it. Raises SettingsError, in sentences."""
        replacing: dict[str, Any] = {name.lower(): value for name, value in (given or {}).items()}
        try:
            return cls(**replacing)
        except ValidationError as error:
            raise SettingsError("\n".join(map(setting_words.sentence, error.errors()))) from None

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of all variables that are read."""
        return [name.upper() for name in cls.model_fields]
