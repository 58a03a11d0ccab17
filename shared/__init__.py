"""What both services must agree on: the schema, the rules of matching, the events. No Flask, no Starlette."""
