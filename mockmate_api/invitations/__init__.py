"""/invitations: asking one person to practice together, by a link, now or at one of a few times."""
