"""Accounts and logins: /auth/…."""
