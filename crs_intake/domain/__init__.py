"""The nouns of the front desk: frozen values of a case, standard library only.

Everything else in the program passes these values around. Nothing in here
reads a clock, a file or a database.
"""
