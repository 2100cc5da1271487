"""Reads that join: each answers one question in a constant number of queries."""
