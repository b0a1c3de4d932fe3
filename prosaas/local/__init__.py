"""The local machine: its own PostgreSQL, Valkey, front door and processes. Never used in production."""
