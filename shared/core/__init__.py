"""What every other part stands on: settings, clock, database, broker, errors, logs, metrics."""
