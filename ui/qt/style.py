"""How everything looks: Fusion on the system palette, one blue, and few sizes on a grid of 8.

Colours are chosen from the palette in force, so that dark and high-contrast systems stay
readable; red is only for overdue and errors, amber only for due, each beside a word.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

GAP = 8
INNER = 4
BETWEEN = 16
AROUND = 24
FORM_WIDTH = 720
STEPS_WIDTH = 220
ROW_HEIGHT = 32
TITLE = 32
"""The bar that the system puts above a window, logical pixels; it is not known before the window is shown."""
WIDE = 1100
"""Below this width, in logical pixels, pages show one column."""

Tone = Literal["accent", "error", "due", "good", "muted", "line", "soft", "edge"]

_LIGHT: dict[Tone, str] = {
    "accent": "#0b5cad", "error": "#b3261e", "due": "#8a5200", "good": "#1d6b34",
    "muted": "#5a6270", "line": "#c9ced6", "soft": "#e8f0fa",
    "edge": "#7b8491",
}  # fmt: skip
_DARK: dict[Tone, str] = {
    "accent": "#8ab8f5", "error": "#ff9a92", "due": "#f2b95c", "good": "#86d39b",
    "muted": "#a9b1bd", "line": "#4a515c", "soft": "#243248",
    "edge": "#8b94a1",
}  # fmt: skip
_CONTRAST: dict[Tone, str] = {
    "accent": "#ffd500", "error": "#ff9d94", "due": "#ffb84d", "good": "#7dff9b",
    "muted": "#ffffff", "line": "#ffffff", "soft": "#333300", "edge": "#ffffff",
}  # fmt: skip
_chosen = ""


def look() -> str:
    """The palette that the person chose: light, dark, contrast, or nothing for the system's."""
    return _chosen


def choose(app: QApplication, look: str) -> None:
    """Wear another palette from now on; nothing follows the system."""
    global _chosen
    _chosen = look
    _drawn.clear()
    _dress(app, dark=_system_is_dark() if not look else look != "light")


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _mark(_old: QWidget | None, new: QWidget | None) -> None:
    """Fusion marks the cursor's place on lists and tabs only after a Tab key; here it is always marked."""
    if new is not None:
        new.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def apply(app: QApplication, *, dark: bool | None = None) -> None:
    """Give the program its look; `dark` None follows the system, also when it changes later."""
    app.setStyle(QStyleFactory.create("Fusion"))
    if not QFontDatabase.families():
        _bring_fonts()
    font = QFont(app.font())
    font.setPointSizeF(10.5)
    app.setFont(font)
    app.focusChanged.connect(_mark)
    hints = QGuiApplication.styleHints()
    if dark is None:
        _dress(app, dark=_system_is_dark())
        hints.colorSchemeChanged.connect(lambda _scheme: None if _chosen else choose(app, ""))
    else:
        _dress(app, dark=dark)


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether the palette has light words on a dark ground."""
    palette = palette or QGuiApplication.palette()
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def tone(name: Tone, palette: QPalette | None = None) -> QColor:
    """A colour with a meaning, readable on the palette in force."""
    if _chosen == "contrast":
        return QColor(_CONTRAST[name])
    return QColor((_DARK if is_dark(palette) else _LIGHT)[name])


def _bring_fonts() -> None:
    folder = files("resources") / "fonts"
    if folder.is_dir():
        for each in folder.iterdir():
            if each.name.endswith((".ttf", ".otf")):
                QFontDatabase.addApplicationFontFromData(QByteArray(each.read_bytes()))


def _dress(app: QApplication, *, dark: bool) -> None:
    palette = app.style().standardPalette()
    if _chosen == "contrast":
        palette = _contrast_palette()
    elif dark != is_dark(palette):
        palette = _dark_palette() if dark else _light_palette()
    accent = tone("accent", palette)
    ground = QColor("#10151c") if dark else QColor("#ffffff")
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, QPalette.ColorRole.Highlight, accent)
        palette.setColor(group, QPalette.ColorRole.HighlightedText, ground)
        palette.setColor(group, QPalette.ColorRole.Accent, accent)
        palette.setColor(group, QPalette.ColorRole.Link, accent)
    if _chosen != "contrast":  # an answer that can no longer be changed is still read, and so is an example
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, tone("muted", palette))
        palette.setColor(QPalette.ColorRole.PlaceholderText, tone("muted", palette))
    app.setPalette(palette)
    app.setStyleSheet(_sheet(palette))


def _light_palette() -> QPalette:
    return _palette("#f5f6f8", "#ffffff", "#eef1f5", "#1b1f24", "#8b93a0", "#fbfcfd")


def _dark_palette() -> QPalette:
    return _palette("#1c2026", "#14181d", "#232830", "#e8ebef", "#7d8693", "#2a3038")


def _contrast_palette() -> QPalette:
    return _palette("#000000", "#000000", "#000000", "#ffffff", "#b8b8b8", "#000000")


def _palette(window: str, base: str, other: str, text: str, off: str, button: str) -> QPalette:
    palette = QPalette(QColor(button), QColor(window))
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for which, colour in (
        (role.Window, window), (role.WindowText, text), (role.Base, base), (role.AlternateBase, other),
        (role.Text, text), (role.Button, button), (role.ButtonText, text), (role.ToolTipBase, base),
        (role.ToolTipText, text), (role.PlaceholderText, off), (role.BrightText, text),
    ):  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(off))
    return palette


def _sheet(palette: QPalette) -> str:
    colours: dict[str, str] = {name: tone(name, palette).name() for name in _LIGHT}
    folder = Path(str(files("resources"))) / "icons"
    kind = "dark" if is_dark(palette) else "light"
    signs = {name: (folder / f"{name}-{kind}.svg").as_posix() for name in ("tick", "dot", "down", "up")}
    return (_SHEET + (_THICK if _chosen == "contrast" else "")) % (colours | signs)


# Sizes in points grow with the system's scale; colours come from `tone`. A tab's least height counts only
# where its font is named; without it Fusion cuts the feet of g and p off the tabs that are not in hand.
_SHEET = """
QLabel[role="title"] { font-size: 16pt; font-weight: 600; }
QLabel[role="section"] { font-size: 12pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="help"] { color: %(muted)s; font-size: 9.5pt; }
QLabel[role="muted"] { color: %(muted)s; }
QLabel[role="error"] { color: %(error)s; }
QLabel[role="overdue"] { color: %(error)s; font-weight: 600; }
QLabel[role="due"] { color: %(due)s; font-weight: 600; }
QLabel[role="good"] { color: %(good)s; font-weight: 600; }
QLabel[role="chip"] { border: 1px solid %(muted)s; border-radius: 9px; padding: 1px 8px; }
QPushButton { padding: 4px 12px; min-height: 22px; }
QPushButton:focus, QCheckBox:focus, QRadioButton:focus { outline: none; }
QPushButton:focus { border: 2px solid %(accent)s; border-radius: 4px; padding: 3px 11px;
    background: palette(button); }
QPushButton[role="primary"] { font-weight: 600; border: 1px solid %(accent)s; border-radius: 4px;
    background: %(accent)s; color: palette(highlighted-text); padding: 4px 16px; }
QPushButton[role="primary"]:focus { border: 2px solid palette(window-text); padding: 3px 15px;
    background: %(accent)s; }
QPushButton[role="primary"]:disabled { background: transparent; color: palette(placeholder-text);
    border: 1px solid %(line)s; }
QPushButton[role="link"] { border: none; background: transparent; color: %(accent)s; text-align: left;
    padding: 2px 0; text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid %(accent)s; }
QPushButton[role="link"]:disabled { color: palette(placeholder-text); text-decoration: none; }
QFrame[role="rule"] { background: %(line)s; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="banner"] { border: 1px solid %(due)s; border-radius: 4px; }
QFrame[role="box"] { border: 1px solid %(line)s; border-radius: 4px; background: palette(base); }
QComboBox, QDateEdit, QSpinBox { min-height: 24px; }
QLineEdit, QPlainTextEdit { min-height: 24px; border: 1px solid %(edge)s; border-radius: 3px;
    padding: 1px 4px; background: palette(base); }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid %(accent)s; padding: 0 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled { border-color: %(line)s; background: palette(window); }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: 15px; height: 15px;
    border: 1px solid %(edge)s; background: palette(base); }
QCheckBox::indicator, QListView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { width: 13px; height: 13px;
    border: 2px solid %(accent)s; }
QCheckBox::indicator:checked, QListView::indicator:checked { image: url("%(tick)s"); }
QRadioButton::indicator:checked { image: url("%(dot)s"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: %(line)s; }
QHeaderView::section { padding: 4px 11px; border: none; border-bottom: 1px solid %(line)s;
    background: palette(window); font-weight: 600; }
QTabBar::tab { font-size: 10.5pt; min-height: 30px; }
QTableView, QTreeView, QListView { border: 1px solid %(line)s; border-radius: 4px; gridline-color: %(line)s; }
QTableView::item, QTreeView::item { padding: 2px 8px; border-bottom: 1px solid %(line)s; }
QTableView, QListView { outline: 0; }
QTableView::item:selected, QListView::item:selected { background: %(soft)s; color: palette(window-text); }
QTableView::item:selected { border-bottom: 2px solid %(accent)s; }
QListView::item:selected { border-left: 4px solid %(accent)s; padding-left: 4px; }
QTableView:focus, QListView:focus { border: 2px solid %(accent)s; }
QListView::item { padding: 5px 8px; }
QWidget#heaplus { border-right: 1px solid %(line)s; }
QWidget#heaplus[across="true"] { border-right: none; }
QListView#rail { border: none; border-right: 1px solid %(line)s; border-radius: 0;
    background: palette(window); outline: 0; }
QListView#rail::item { padding: 10px 16px; border: none; }
QListView#rail::item:selected { background: %(soft)s; color: palette(window-text);
    border-left: 4px solid %(accent)s; padding-left: 12px; }
QListView#steps { border: none; border-right: 1px solid %(line)s; border-radius: 0;
    background: palette(window); outline: 0; }
QListView#steps::item { padding: 9px 4px 9px 10px; border: none; }
QListView#steps::item:selected { background: %(soft)s; color: palette(window-text);
    border-left: 4px solid %(accent)s; padding-left: 6px; }
QListView#steps:focus { border: 1px solid %(accent)s; }
QListView#rail:focus { border: 1px solid %(accent)s; }
QScrollArea { border: none; background: transparent; }
QSpinBox { border: 1px solid %(edge)s; border-radius: 3px; background: palette(base); padding: 1px 4px; }
QSpinBox:focus { border: 2px solid %(accent)s; padding: 0 3px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 20px; }
QSpinBox::up-arrow { image: url("%(up)s"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("%(down)s"); width: 10px; height: 10px; }
QComboBox[searched="true"] { border: 1px solid %(edge)s; border-radius: 3px; background: palette(base);
    padding: 1px 4px; }
QComboBox[searched="true"]::drop-down { border: none; width: 24px; }
QComboBox[searched="true"]::down-arrow { image: url("%(down)s"); width: 12px; height: 12px; }
QComboBox[searched="true"]:focus { border: 2px solid %(accent)s; }
QComboBox[searched="true"] QLineEdit { border: none; background: transparent; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid %(error)s; border-radius: 3px; }
QToolButton[why="true"] { border: 1px solid %(line)s; border-radius: 10px; color: %(accent)s;
    font-weight: 600; font-size: 9.5pt; padding: 0; }
QToolButton[why="true"]:hover { border-color: %(accent)s; }
QToolButton[why="true"]:focus { border: 2px solid %(accent)s; background: %(soft)s; }
QTabBar::tab { border: none; border-bottom: 2px solid transparent; padding: 6px 12px; }
QTabBar::tab:hover { border-bottom-color: %(line)s; }
QTabBar::tab:selected { border-bottom-color: %(accent)s; background: %(soft)s; }
QTabBar::tab:selected:focus { border: 2px solid %(accent)s; padding: 4px 10px 6px 10px; }
QScrollArea#preview:focus { border: 2px solid %(accent)s; }
QScrollArea > QWidget > QWidget#page { background: transparent; }
"""
_THICK = """
QPushButton, QToolButton, QComboBox { border: 2px solid %(edge)s; border-radius: 3px;
    background: palette(base); }
QPushButton:focus, QToolButton:focus, QComboBox:focus { border: 3px solid %(accent)s; }
QPushButton:disabled { color: palette(placeholder-text); border-style: dashed; }
QLineEdit, QPlainTextEdit { border-width: 2px; }
QLineEdit:focus, QPlainTextEdit:focus { border-width: 3px; }
QTabBar::tab { border: 2px solid %(edge)s; padding: 5px 12px; min-height: 18px; }
QTabBar::tab:selected { border: 3px solid %(accent)s; }
QTabBar::tab:selected:focus { background: %(accent)s; color: palette(highlighted-text); }
"""


# Signs on a field of 16 by 16; the colour of their meaning comes in for {c}.
_ICONS = {
    "error": """<circle cx="8" cy="8" r="7" fill="none" stroke="{c}" stroke-width="1.6"/>
        <path d="M8 4v5" stroke="{c}" stroke-width="1.8"/><circle cx="8" cy="11.6" r="1.1" fill="{c}"/>""",
    "overdue": """<path d="M8 1.5 15 14.5H1z" fill="none" stroke="{c}" stroke-width="1.5"/>
        <path d="M8 6v4" stroke="{c}" stroke-width="1.6"/><circle cx="8" cy="12.1" r="0.9" fill="{c}"/>""",
    "due": """<circle cx="8" cy="8" r="6.8" fill="none" stroke="{c}" stroke-width="1.5"/>
        <path d="M8 4v4.2l2.8 1.8" fill="none" stroke="{c}" stroke-width="1.5"/>""",
    "good": """<path d="M2.5 8.5 6.5 12.5 13.5 4" fill="none" stroke="{c}" stroke-width="2"/>""",
    "open": """<circle cx="8" cy="8" r="5.5" fill="none" stroke="{c}" stroke-width="1.4"/>""",
    "waiting": """<path d="M4 2h8M4 14h8M5 2c0 4 6 4 6 6s-6 2-6 6M11 2c0 4-6 4-6 6s6 2 6 6"
        fill="none" stroke="{c}" stroke-width="1.2"/>""",
    "changed": """<path d="M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3" fill="none" stroke="{c}"
        stroke-width="1.5"/>""",
}
_ICON_TONE: dict[str, Tone] = {
    "error": "error", "overdue": "error", "due": "due", "good": "good", "open": "muted", "waiting": "muted",
    "changed": "accent",
}  # fmt: skip


_drawn: dict[tuple[str, bool, float], QIcon] = {}


def icon(name: str) -> QIcon:
    """A small drawn sign (error, overdue, due, good, open, waiting, changed), in its meaning's colour."""
    screen = QGuiApplication.primaryScreen()
    key = f"{name} {_chosen}", is_dark(), screen.devicePixelRatio() if screen is not None else 2.0
    if key not in _drawn:
        _drawn[key] = _icon(name)
    return _drawn[key]


def _icon(name: str) -> QIcon:
    drawn, made = picture(name), QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a chosen row keeps the sign's own colour
        made.addPixmap(drawn, mode)
    return made


def picture(name: str, size: int = 16) -> QPixmap:
    """The sign as a picture of `size` logical pixels, sharp at every scale."""
    from PySide6.QtSvg import QSvgRenderer  # late: the sign-in window shows none

    body = _ICONS[name].format(c=tone(_ICON_TONE[name]).name())
    source = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{body}</svg>'
    screen = QGuiApplication.primaryScreen()
    ratio = max(1.0, screen.devicePixelRatio()) if screen is not None else 2.0
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def grow(widget: QWidget, width: int, height: int) -> None:
    """Open a window at a size that fits the screen it stands on, under the title that the system gives it."""
    screen = widget.screen() or QGuiApplication.primaryScreen()
    if screen is not None:
        room = screen.availableGeometry()
        width, height = min(width, room.width()), min(height, room.height() - TITLE)
    widget.resize(width, height)
