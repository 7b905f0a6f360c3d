"""The numbered steps of the schema, oldest first; each is read by Alembic and never changed once published."""
