"""Django's PostgreSQL, asked by connections that do not wait for ever."""
