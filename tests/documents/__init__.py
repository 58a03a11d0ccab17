"""What other people's linters have to say of the documents of both services."""
