"""The pinned Qt must outlive a working day of typing.

PySide6 6.12.0 drops a reference to None in every Qt call on Python 3.10 and 3.11, and a
window dies after some 4,600 keystrokes. The child process takes the fall, not the tests.
"""

import subprocess
import sys

TYPING = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
field = QLineEdit()
for each in range(20_000):
    field.setText(str(each))
print(field.text())
"""


def test_a_field_takes_twenty_thousand_texts_and_lives() -> None:
    done = subprocess.run([sys.executable, "-c", TYPING], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "19999"), done.stderr
