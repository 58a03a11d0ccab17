"""How a route works, whatever it is about: contract, credentials, limits, transaction, problems."""
