"""Case files, site files and scans on their way in and out of the program.

Everything that comes from outside is checked here and turned into the frozen
values of the domain, or refused with a sentence; nothing half-read goes on.
"""
