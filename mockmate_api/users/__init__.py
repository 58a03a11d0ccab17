"""My profile: /users/me."""
