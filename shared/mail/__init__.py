"""Mail and calendars: the outbox, rendering, transport and notification preferences."""
