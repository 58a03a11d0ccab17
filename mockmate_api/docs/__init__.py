"""The API's documentation: /openapi.json and /docs."""
