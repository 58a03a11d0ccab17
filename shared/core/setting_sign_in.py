"""The settings of signing in elsewhere, and of who may make an account."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

from shared.core import setting_providers


class SignInSettings(BaseSettings):
    """A part of `Settings`."""

    registration: Annotated[str, AfterValidator(setting_providers.registration)] = Field(
        "open",
        description="Who can make an account: `open` for everybody, `domains:example.edu,example.org` for people who"
        " confirm an address there, or `closed`. The link of the first administrator works in any case.",
    )
    oidc_providers: Annotated[SecretStr, AfterValidator(setting_providers.providers)] = Field(
        SecretStr(""),
        description="Where people can sign in with OpenID Connect, as JSON: a list of objects with `name`, `issuer`,"
        " `client_id`, and perhaps `client_secret`, `label` and `scopes`. See docs/signing-in.md.",
    )
    github_client_id: str = Field("", description="Client ID of your OAuth app at GitHub; lets people sign in there.")
    github_client_secret: SecretStr = Field(SecretStr(""), description="Client secret of that app.")
    github_url: Annotated[str, AfterValidator(setting_providers.github_url)] = Field(
        "https://github.com", description="Where GitHub is: another address for a GitHub Enterprise Server."
    )

    @model_validator(mode="after")
    def _need_both_of_github(self) -> Self:
        if bool(self.github_client_id) != bool(self.github_client_secret.get_secret_value()):
            raise ValueError("GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET must be set together")
        return self

    @property
    def providers(self) -> dict[str, setting_providers.Provider]:
        """The providers that people can sign in with, by name."""
        return setting_providers.all_providers(
            self.oidc_providers, self.github_client_id, self.github_client_secret, self.github_url
        )
