"""The same as the pages, as JSON: /api/v1. Takes a user's token, or the browser's own cookie with its form token."""
