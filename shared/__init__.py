"""Everything both services must agree on: the schema, the matching rules, the events. No Flask, no Starlette."""
