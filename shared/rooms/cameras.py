"""Whose camera may be seen: how it begins, and what the two people of an interview have agreed to."""

from __future__ import annotations

from typing import Literal, get_args

from typing_extensions import TypeAliasType

CameraStart = TypeAliasType("CameraStart", Literal["off", "blurred", "on"])


def known(code: str | None) -> CameraStart | None:
    """Return a stored choice, or None if it is none, or of a newer release that runs beside this one."""
    choices: tuple[CameraStart, ...] = get_args(CameraStart.__value__)
    return next((one for one in choices if one == code), None)
