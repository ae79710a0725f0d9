"""The windows of the desk: the only room that knows Qt.

It shows what `ui.forms` and `casework` hand it and writes nothing by itself.
"""
