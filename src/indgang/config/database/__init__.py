"""The database: the embedded PostgreSQL, its roles, and the way to another PostgreSQL.

Imports nothing from Django. The door is `public`; this file stays light because the
supervisor process of each database folder lives as long as its database does.
"""
