"""What is measured, and against which floor: run with `python3 run.py bench`, apart from the tests.

Absolute times differ from machine to machine; a ratio against a floor taken in
the same run does not. Nothing in the test suite asserts a time.
"""
