"""All tests; `databases.py` gives them a real PostgreSQL and a real Valkey."""
