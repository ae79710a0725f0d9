"""Runs the benchmarks that are named, or all of them."""

from __future__ import annotations

import importlib
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ALL = ("determinations", "paper", "saving", "today", "windows", "wizards")

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        importlib.import_module(f"tests.benchmarks.{name}").run()
