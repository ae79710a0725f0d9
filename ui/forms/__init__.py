"""The pages of the wizards, without any window: what is asked, how typed text becomes facts.

`form.py` is deep and knows nothing of the manual; every other file is one
page. A page's `show` and `keep` are each other's inverse.
"""
