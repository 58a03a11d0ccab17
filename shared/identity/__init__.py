"""Identity: access tokens, logins, one-time tokens."""
