"""Who somebody is: access tokens, logins, one-time tokens."""
