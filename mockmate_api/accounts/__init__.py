"""What several features need of accounts: profiles, passwords, status, reports."""
