"""Reads and works the program like a screen reader: AT-SPI, accessible names and roles, nothing else.

Runs under the system's python3 (Debian's gi and Atspi), inside dbus-run-session and Xvfb; it imports
nothing of the program.
"""

import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402
from manager import Manager  # noqa: E402 - stands beside this file

MANAGER = Manager()
Role = Atspi.Role
State = Atspi.StateType
PATIENCE = 20.0
Atspi.set_timeout(int(PATIENCE * 1000), 60_000)  # its own 0.8 s are too few for a busy machine


class Lost(RuntimeError):
    """Nothing with that name is on the screen."""


def program(name="crs-intake"):
    """The program as the desktop knows it."""

    def look():
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            each = desktop.get_child_at_index(at)
            if each is not None and each.get_child_count() and "python" not in (each.get_name() or "x"):
                return each
            if each is not None and each.get_child_count():
                return each
        return None

    del name
    return wait(look, "the program")


def wait(look, what, patience=PATIENCE):
    """Look again until something is there."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            found = look()
        except Exception:  # what was just read may be gone
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise Lost(f"not found: {what}")


def walk(node, shown=True):
    """Everything below a node that is shown."""
    for at in range(node.get_child_count()):
        each = node.get_child_at_index(at)
        if each is None:
            continue
        states = each.get_state_set()
        if shown and not states.contains(State.SHOWING) and not states.contains(State.VISIBLE):
            continue
        yield each
        if states.contains(State.MANAGES_DESCENDANTS):
            continue
        yield from walk(each, shown)


def name_of(node):
    """The name as a screen reader says it: a box of choices is named by its label."""
    if node.get_role() == Role.COMBO_BOX:
        for each in node.get_relation_set():
            if each.get_relation_type() == Atspi.RelationType.LABELLED_BY and each.get_n_targets():
                return each.get_target(0).get_name() or ""
    return node.get_name() or ""


def names(node):
    """Roles, names and descriptions, for a look at what a screen reader hears."""
    return [(each.get_role_name(), name_of(each), each.get_description()) for each in walk(node)]


def window(app, name):
    """A window by its name."""

    def look():
        for at in range(app.get_child_count()):
            each = app.get_child_at_index(at)
            if each is not None and name in (each.get_name() or ""):
                return each
        return None

    return wait(look, f"window {name!r}")


def find(node, name, *roles, patience=PATIENCE, starts=False):
    """The first thing shown with that name (and one of the roles)."""

    def look():
        for each in walk(node):
            said = name_of(each)
            if (said == name or (starts and said.startswith(name))) and (
                not roles or each.get_role() in roles
            ):
                return each
        return None

    return wait(look, f"{name!r} in {node.get_name()!r}", patience)


def read_on(counted):
    """Ask each for the last part it had when it was counted: a reader is always a little behind."""
    for node, many in counted:
        if many:
            try:
                node.get_child_at_index(many - 1)
            except Exception:  # a part may be gone; the program may not
                continue


def press(node):
    """Do the first action that presses or toggles."""
    action = node.get_action_iface()
    doable = [action.get_action_name(at) for at in range(action.get_n_actions())]
    for wanted in ("Press", "press", "Toggle", "toggle", "click"):
        if wanted in doable:
            action.do_action(doable.index(wanted))
            return
    raise Lost(f"{node.get_name()!r} cannot be pressed: {doable}")


def choose(node, text):
    """Fold a list out, go to the answer that begins so, and take it. Qt gives such a box no other way in."""
    press(node)
    time.sleep(0.15)
    MANAGER.type(text)
    time.sleep(0.1)
    MANAGER.key("Return")
    wait(
        lambda: now(node) and node.get_name().startswith(text), f"{text!r} chosen, not {node.get_name()!r}", 8
    )


def now(node):
    """Its states as they are, not as they were when it was first read."""
    node.clear_cache()
    return node.get_state_set()


def write(node, text):
    """Put the cursor there and type, letter by letter, as a keyboard does; from a list choose."""
    if node.get_role() == Role.COMBO_BOX:
        line = next((each for each in walk(node) if each.get_role() == Role.TEXT), None)
        if line is None:
            choose(node, text)
            return
        write(line, text)
        key("Tab")  # takes the answer that the words name
        return
    MANAGER.give_keys()
    node.get_component_iface().grab_focus()
    wait(lambda: now(node).contains(State.FOCUSED), f"cursor in {node.get_name()!r}", 8)
    MANAGER.key("a", "Control_L")
    MANAGER.type(text)
    time.sleep(0.02 + 0.004 * len(text))


def named(page, *roles):
    """What is shown with one of the roles, by its name; read in one go."""
    found = {}
    for each in walk(page):
        if each.get_role() in roles:
            found.setdefault(name_of(each), each)
    return found


def write_in(page, name, text, *roles):
    """Type into the field of that name; one that was just taken away is looked for again."""
    for _ in range(3):
        try:
            write(find(page, name, *roles), text)
            return
        except Lost:
            time.sleep(0.2)
    raise Lost(f"cannot type into {name!r}")


def key(name, *held):
    """A key, wherever the cursor is."""
    MANAGER.give_keys()
    MANAGER.key(name, *held)
    time.sleep(0.1)


def items(node):
    """The lines of a list, as they are read out."""
    return [node.get_child_at_index(at).get_name() for at in range(node.get_child_count())]


def shown(node, name, *roles):
    """Whether something with that name is shown now."""
    try:
        return any(name_of(each) == name and each.get_role() in roles for each in walk(node))
    except Exception:  # what was just read may be gone
        return False


def rows(table):
    """The cells of each row of a table, as they are read out."""
    grid = table.get_table_iface()
    columns = range(grid.get_n_columns())
    return [[grid.get_accessible_at(row, column).get_name() for column in columns]
            for row in range(grid.get_n_rows())]  # fmt: skip


def row(table, *words):
    """The row with those words in its cells, or nothing."""
    return next(
        (each for each in rows(table) if all(any(word in cell for cell in each) for word in words)), []
    )


def go_to_row(table, *words):
    """Put the cursor on the row with those words, with the arrow keys."""
    wait(lambda: row(table, *words), f"row {words}")
    MANAGER.give_keys()
    table.get_component_iface().grab_focus()
    at = rows(table).index(row(table, *words))
    MANAGER.key("Home", "Control_L")
    for _ in range(at):
        MANAGER.key("Down")
    time.sleep(0.2)


def enabled(node):
    """Whether it can be pressed now."""
    return now(node).contains(State.SENSITIVE)


def text_of(node):
    """What stands in a field."""
    return Atspi.Text.get_text(node, 0, -1)


def exactly(app, name):
    """The window with exactly that name, or None."""
    for at in range(app.get_child_count()):
        each = app.get_child_at_index(at)
        if each is not None and each.get_name() == name:
            return each
    return None
