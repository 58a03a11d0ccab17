"""The question bank: our own questions as Markdown, and loading them into the database."""
