"""The settings of PostgreSQL: one URL, or its parts."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, PositiveInt, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from shared.core import setting_urls
from shared.core.setting_urls import Port


class DatabaseSettings(BaseSettings):
    """A part of `Settings`."""

    database_url: str = Field("", repr=False, description="PostgreSQL, as a URL; or set the DB_* parts instead.")
    db_host: str = Field("", description="PostgreSQL host, or its socket's folder, when DATABASE_URL is not given.")
    db_port: Port = Field(5432, description="PostgreSQL port.")
    db_name: str = Field("mockmate", description="PostgreSQL database.")
    db_user: str = Field("mockmate", description="PostgreSQL user.")
    db_password: SecretStr = Field(SecretStr(""), description="PostgreSQL password; any characters.")
    db_password_file: str = Field(
        "",
        description="A file with the PostgreSQL password, instead of DB_PASSWORD. It is read for each new connection, "
        "so a rotated password needs no restart.",
    )
    db_pool_size: PositiveInt = Field(8, description="PostgreSQL connections of one process.")
    prepared_statements: Literal["on", "off"] = Field(
        "on",
        description="Lets PostgreSQL keep the plans of frequent queries. Behind a pooler such as PgBouncer a process "
        "turns this off by itself; off does so from the start.",
    )

    @field_validator("database_url")
    @classmethod
    def _name_the_driver(cls, value: str) -> str:
        return setting_urls.database(value) if value else value

    @model_validator(mode="after")
    def _need_a_database(self) -> Self:
        if not self.database_url and not self.db_host:
            raise ValueError("DATABASE_URL (or DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD) must be set")
        if self.db_password_file:
            if self.database_url or self.db_password.get_secret_value():
                raise ValueError("DB_PASSWORD_FILE can't be set together with DATABASE_URL or DB_PASSWORD")
            setting_urls.password_in(self.db_password_file)
        return self

    @property
    def sqlalchemy_url(self) -> str:
        """The database URL for SQLAlchemy, however it was configured; its parts are quoted."""
        if self.database_url:
            return self.database_url
        return setting_urls.database_of_parts(
            self.db_user, self.database_password, self.db_host, self.db_port, self.db_name
        )

    @property
    def database_password(self) -> str:
        """The password of DB_USER: what DB_PASSWORD_FILE has at this moment, or DB_PASSWORD."""
        if self.db_password_file:
            return setting_urls.password_in(self.db_password_file)
        return self.db_password.get_secret_value()
