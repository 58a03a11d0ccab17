"""GET and PATCH /users/me."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.contract import operation
from mockmate_api.guards import current_user
from mockmate_api.profiles import Profile
from mockmate_api.users.schemas import ProfileChanges
from shared.errors import UsernameTaken

blueprint = Blueprint("users", __name__, url_prefix="/users")


@operation(blueprint, "GET", "/me", returns={200: Profile})
def read_me() -> Profile:
    """Read my profile."""
    return Profile.model_validate(current_user())


@operation(blueprint, "PATCH", "/me", returns={200: Profile}, errors=(UsernameTaken,))
def change_me(body: ProfileChanges) -> Profile:
    """Change my profile."""
    user = current_user()
    for name, value in body.given.items():
        setattr(user, name, value)
    return Profile.model_validate(user)
