"""The foundation of all other packages: settings, clock, database, broker, errors, logs, metrics."""
