"""Start CRS Intake from nothing but Python 3.11 or newer.

    python3 run.py                  run the program
    python3 run.py test             pass the tests (words after it go to pytest)
    python3 run.py bench            measure against floors taken in the same run
    python3 run.py soak             the safety drills for 45 minutes (--minutes N, --seed N)
    python3 run.py WORDS            anything else is the crs-intake command, e.g. assess CASE.json --on DATE

The first start makes `.venv` beside this file and installs requirements.lock into it, every file checked
against its hash; later starts only compare a stamp. Standard library only, so that nothing has to be there.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import locale
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "crs-intake.stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# Shared library that Qt loads → Debian package. Qt's own message blames xcb-cursor whichever is missing.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",  # without it Qt sees no printer
}
# Program that some tests drive → Debian package; without it those tests are skipped and say so.
TEST_PROGRAMS = {
    "tesseract": "tesseract-ocr",
    "pdftotext": "poppler-utils",
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    "/usr/lib/postgresql/*/bin/initdb": "postgresql",
}
WINDOWED = {"", "test", "bench", "soak", "desk", "demo"}  # the words that need Qt


class CannotStart(Exception):
    """Something is missing that only the person at the machine can put there."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main(words: list[str]) -> int:
    """Make ready what the word needs, start it, and give back its exit code."""
    word = words[0] if words else ""
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - said before anything fails
            raise CannotStart(f"CRS Intake needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        install_system_pieces(word)
        if not stamp_is_right():
            with one_at_a_time():
                prepare_environment()
    except CannotStart as trouble:
        say(str(trouble))
        return 2
    return start(word, words)


# What the system must bring -----------------------------------------------------------------------


def install_system_pieces(word: str) -> None:
    """Install missing Debian packages as root; as an ordinary user name the one line to run."""
    needed = missing_packages(word)
    extras = missing_test_packages() if word == "test" else []
    if not needed and not extras:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *needed, *extras]
    line = f"sudo apt-get update && sudo {' '.join(install)}"
    if not shutil.which("apt-get"):
        if needed:
            raise CannotStart(
                f"These pieces are missing, by their Debian names: {' '.join(needed)}. "
                "Install their like on this system and start again."
            )
        return
    if os.geteuid() != 0:
        if needed:
            raise CannotStart(
                f"Pieces of the system are missing. Run this once, then start again:\nsudo {line}"
            )
        say(f"Tests that need these tools will be skipped. To run them too: {line}")
        return
    say(f"Installing once through apt: {' '.join(needed + extras)}")
    apt_install(install)
    if still := missing_packages(word):
        raise CannotStart(f"apt installed its packages, yet these are still missing: {' '.join(still)}.")


def missing_packages(word: str) -> list[str]:
    """Name the Debian packages without which this word cannot run."""
    if not sys.platform.startswith("linux"):
        return []
    packages = []
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        packages.append("python3-venv")
    if not has_zones():
        packages.append("tzdata")
    if word in WINDOWED:
        wanted = dict(QT_LIBRARIES)
        # Root installs the display's libraries too, so that the machine is ready once a screen is there.
        if has_display() or os.geteuid() == 0:
            wanted |= DISPLAY_LIBRARIES
        packages += [package for library, package in wanted.items() if not loads(library)]
    return packages


def missing_test_packages() -> list[str]:
    """Name the Debian packages of the tools that some tests drive."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for program, package in TEST_PROGRAMS.items() if not is_there(program)]


def is_there(program: str) -> bool:
    if program.startswith("/"):
        return any(Path("/").glob(program[1:]))
    return shutil.which(program) is not None


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_zones() -> bool:
    import zoneinfo  # here, because an old Python without it must still reach the sentence about its age

    try:
        zoneinfo.ZoneInfo("America/Phoenix")
    except zoneinfo.ZoneInfoNotFoundError:
        return False
    return True


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def apt_install(install: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if "postgresql" in install:
        only_programs()
    for step in (["apt-get", "-qq", "update"], [install[0], "-qq", *install[1:]]):
        done = subprocess.run(step, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            say(done.stdout)
            raise CannotStart(f"apt could not finish. Mend that, or run as root:\n{' '.join(install)}")


def only_programs() -> None:
    """Tests start PostgreSQL servers of their own: Debian's package need not start one that stays."""
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n", encoding="utf-8")


# The Python environment ---------------------------------------------------------------------------


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait while the first one installs."""
    try:
        handle = open(ROOT / ".run.lock", "a+b")  # noqa: SIM115 - closed below, after the lock
    except OSError:
        raise CannotStart(f"{ROOT} cannot be written. Copy the folder to a place of your own.") from None
    with handle:
        if WINDOWS:
            import msvcrt

            with contextlib.suppress(OSError):  # gives up after ten seconds; pip then fails by itself
                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare_environment() -> None:
    """Bring `.venv` to exactly what the lock says, or leave it alone when it already is."""
    if stamp_is_right():
        return
    say("Setting up, only this once: fetching the pinned packages (about 150 MB, a minute or so) …")
    if not kept_stamp().startswith(f"{this_python()} "):
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        run_or_explain(make, "The folder .venv could not be made.")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    run_or_explain(
        [*pip, "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(LOCK)],
        "The packages could not be installed. Connect this computer to the network once and start again.",
    )
    STAMP.write_text(stamp(), encoding="utf-8")


def this_python() -> str:
    # Not sys.version: a security update of the same Python must not fetch everything anew.
    return f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}"


def stamp() -> str:
    return f"{this_python()} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"


def kept_stamp() -> str:
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() and PYTHON.exists() else ""


def stamp_is_right() -> bool:
    return kept_stamp() == stamp()


def run_or_explain(command: list[str], trouble: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        say(done.stdout)
        raise CannotStart(trouble)


# Starting -----------------------------------------------------------------------------------------


def start(word: str, words: list[str]) -> int:
    """Run what the word asks for and give back its exit code."""
    if word == "test":
        return test(words[1:])
    if word == "bench":
        return hand_over("-m", "tests.benchmarks", *words[1:])
    if word == "soak":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.chdir(ROOT)
        return hand_over("-m", "tests.soak", *words[1:])
    if not words:
        return hand_over("-m", "ui")
    if word in {"-h", "--help"}:
        print(__doc__, flush=True)
    return hand_over("-c", "import sys; from crs_intake.cli import main; sys.exit(main())", *words)


def test(words: list[str]) -> int:
    """Run style, types and tests; the tests come last, so their line is the last one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(ROOT)
    if words:
        return run_python("-m", "pytest", *words)
    os.environ["CRS_HOUSE_REPORT"] = "1"
    codes = [
        run_python("-m", "ruff", "check", "--quiet", "."),
        run_python("-m", "mypy", "--no-error-summary"),
        run_python("-m", "pytest", "-q", "-n", "2", "tests"),
    ]
    return next((code for code in codes if code), 0)


def run_python(*words: str) -> int:
    """Run the environment's Python on this folder from wherever the person stands."""
    try:
        return subprocess.run(command(words), env=surroundings()).returncode
    except KeyboardInterrupt:
        return 130


def hand_over(*words: str) -> int:
    """As `run_python`, but become the program where the system can, so that a signal reaches it."""
    if WINDOWS:
        return run_python(*words)
    return os.execve(PYTHON, command(words), surroundings())  # noqa: S606 - our own interpreter


def command(words: tuple[str, ...]) -> list[str]:
    # -P: the rooms come from this folder, never from a folder of the same name where the person stands.
    return [str(PYTHON), "-P", *words]


def surroundings() -> dict[str, str]:
    """The environment of the program: this folder's rooms, UTF-8, and no screen where there is none."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    env.pop("PYTHONHOME", None)
    if sys.platform.startswith("linux"):
        if not has_display():
            env.setdefault("QT_QPA_PLATFORM", "offscreen")
        if not speaks_utf8():
            env["LC_ALL"] = "C.UTF-8"  # Qt wants UTF-8 and warns otherwise
    return env


def speaks_utf8() -> bool:
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return False
    return locale.nl_langinfo(locale.CODESET) == "UTF-8"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
