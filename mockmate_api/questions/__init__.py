"""The question bank: our own questions as Markdown, and how they get into the database."""
