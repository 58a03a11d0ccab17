"""Signing in with what people have: OpenID Connect with any provider, and GitHub."""
