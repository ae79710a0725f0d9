"""What the desk does to a case: one function per act, one transaction each.

Decide outside, write inside. Every act takes the desk (store, book, site,
clock, actor), asks the one table of rights, and gives back plain values.
"""
