"""Many desks on one PostgreSQL server: the same store, a role per person, row-level security by site.

`address` says where the server is and is loaded with the sign-in page; the
rest (psycopg) is loaded when somebody opens it. docs/sites.md tells how to set one up.
"""
