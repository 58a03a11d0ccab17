"""GET and PATCH /users/me."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.contract import operation
from mockmate_api.extensions import db
from mockmate_api.guards import current_user
from mockmate_api.profiles import MyProfile
from mockmate_api.users import service
from mockmate_api.users.schemas import ProfileChanges
from shared.errors import UsernameTaken

blueprint = Blueprint("users", __name__, url_prefix="/users")


@operation(blueprint, "GET", "/me", returns={200: MyProfile})
def read_me() -> MyProfile:
    """Read my profile."""
    return service.profile(db.session(), current_user())


@operation(blueprint, "PATCH", "/me", returns={200: MyProfile}, errors=(UsernameTaken,))
def change_me(body: ProfileChanges) -> MyProfile:
    """Change my profile."""
    user = current_user()
    given = body.given
    blocks = given.pop("blocks", None)
    for name, value in given.items():
        setattr(user, name, value)
    if blocks is not None:
        service.set_blocks(db.session(), user, blocks)
    return service.profile(db.session(), user)
