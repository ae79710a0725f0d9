"""The windows of CRS Intake.

`flow.py` is the table of contents of the wizards, `forms/` holds their pages without
Qt, `qt/` is the only room that imports PySide6, and `__main__.py` wires everything.
"""
