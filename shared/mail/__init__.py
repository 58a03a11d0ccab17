"""Mail and calendars: the outbox, templates, transport and notification preferences."""
