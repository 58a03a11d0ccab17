"""What all routes share: contract, credentials, limits, transaction, problems."""
