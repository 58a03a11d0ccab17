"""Requests and responses about second factors."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockmate_api.auth.schemas import LinkToken
from mockmate_api.http.fields import Body, Changes, Omittable
from shared.core.integers import Id
from shared.core.view import Moment, View

Code = Annotated[str, Field(min_length=1, max_length=40, description="Six digits of the app; spaces don't matter.")]
Recovery = Annotated[str, Field(min_length=1, max_length=40, description="One of my recovery codes, in any spelling.")]


Credential = Annotated[
    dict[str, Any], Field(description="What the browser answered, as `PublicKeyCredential.toJSON()` writes it.")
]
PasskeyName = Annotated[
    str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f-\x9f]*\S[^\x00-\x1f\x7f-\x9f]*$")
]


class CodeIn(Body):
    """A code of the app."""

    code: Code


class SecondStepIn(Body):
    """The ticket of `second_factor_required`, and exactly one of `code`, `recovery_code` and `passkey`."""

    ticket: LinkToken
    code: Code | None = None
    recovery_code: Recovery | None = None
    passkey: Credential | None = None

    @model_validator(mode="after")
    def _one_proof(self) -> Self:
        if sum(proof is not None for proof in (self.code, self.recovery_code, self.passkey)) != 1:
            raise PydanticCustomError("one_proof", "give exactly one of code, recovery_code, and passkey")
        return self


class TicketIn(Body):
    """The ticket of `second_factor_required`."""

    ticket: LinkToken


class PasskeyIn(Body):
    """A new passkey, and what I call it."""

    name: PasskeyName
    passkey: Credential


class PasskeyChanges(Changes):
    """What I call it."""

    name: Omittable[PasskeyName] = None


class PasskeyLoginIn(Body):
    """A passkey's answer."""

    passkey: Credential


class SecondStepChoice(Body):
    """Whether a login by password asks for one of my passkeys too."""

    passkey: bool


class PasskeyQuestion(View):
    """What the browser needs to ask for a passkey."""

    options: dict[str, Any] = Field(
        description="As `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` reads it."
    )


class PasskeyOut(View):
    """One of my passkeys."""

    id: Id
    name: str
    backed_up: bool = Field(description="Whether it is kept with an account of its maker too, and so on other devices.")
    created_at: Moment
    last_used_at: Moment | None


class TotpStart(View):
    """What an app needs to compute codes. It counts once a code of it was shown."""

    secret: str = Field(description="In base 32, to be typed.")
    uri: str = Field(description="`otpauth:`, for apps on the same device.")
    qr_size: int = Field(description="How many modules the QR code is wide, without its margin of four.")
    qr_path: str = Field(description="Its dark modules, as the path of an SVG in which a module is one unit.")


class RecoveryCodes(View):
    """New recovery codes, in place of those before. They can't be read again."""

    recovery_codes: list[str]


class KeysOut(View):
    """How I prove who I am, beside my password."""

    passkeys: list[PasskeyOut]
    passkey_is_second: bool = Field(description="Whether a login by password asks for one of them.")
    totp_since: Moment | None = Field(description="Since when codes of an app are asked for; null: they are not.")
    recovery_codes_left: int
    second_step: bool = Field(description="Whether a login by password needs a second step.")
    second_step_required: bool = Field(description="Whether this place requires one of me.")
