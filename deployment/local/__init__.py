"""The embedded deployment (`make run`): a PostgreSQL, a Valkey and both services on one machine, nothing installed."""
