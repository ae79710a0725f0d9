"""CRS Intake: the front-desk eligibility work of Children's Rehabilitative Services.

Rooms are named by the words of the paper process: domain (nouns), policy (verbs),
casework (what the desk does), documents (paper), storage (memory), exchange (files).
"""

__version__ = "0.1.0"
