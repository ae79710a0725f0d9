"""The least of a window manager: the newest window gets the keys, as on any desktop."""

import ctypes
import ctypes.util

_x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
_Window = ctypes.c_ulong
_x.XOpenDisplay.restype = ctypes.c_void_p
_x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
_x.XDefaultRootWindow.restype = _Window
_x.XQueryTree.argtypes = [ctypes.c_void_p, _Window] + [ctypes.c_void_p] * 4
_x.XFree.argtypes = [ctypes.c_void_p]
_x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
_x.XSetInputFocus.argtypes = [ctypes.c_void_p, _Window, ctypes.c_int, ctypes.c_ulong]
_x.XGetWindowAttributes.argtypes = [ctypes.c_void_p, _Window, ctypes.c_void_p]
_x.XSetErrorHandler.restype = ctypes.c_void_p
_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_quiet = _HANDLER(lambda _display, _event: 0)  # a window may go while it is looked at
_x.XSetErrorHandler(_quiet)
_VIEWABLE = 2
_test = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
_test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
_x.XStringToKeysym.argtypes = [ctypes.c_char_p]
_x.XStringToKeysym.restype = ctypes.c_ulong
_x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
_x.XKeysymToKeycode.restype = ctypes.c_ubyte
_x.XkbKeycodeToKeysym.argtypes = [ctypes.c_void_p, ctypes.c_ubyte, ctypes.c_int, ctypes.c_int]
_x.XkbKeycodeToKeysym.restype = ctypes.c_ulong


class _Attributes(ctypes.Structure):
    _fields_ = [
        ("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
        ("border_width", ctypes.c_int), ("depth", ctypes.c_int), ("visual", ctypes.c_void_p),
        ("root", _Window), ("kind", ctypes.c_int), ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int), ("backing_store", ctypes.c_int), ("planes", ctypes.c_ulong),
        ("pixel", ctypes.c_ulong), ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
        ("installed", ctypes.c_int), ("map_state", ctypes.c_int), ("rest", ctypes.c_char * 64),
    ]  # fmt: skip


class Manager:
    """Hands the keys to the window on top."""

    def __init__(self):
        self._display = _x.XOpenDisplay(None)
        self._root = _x.XDefaultRootWindow(self._display)

    def give_keys(self):
        """The topmost window that is shown gets the keys."""
        root, parent, many = _Window(), _Window(), ctypes.c_uint()
        children = ctypes.POINTER(_Window)()
        _x.XQueryTree(self._display, self._root, ctypes.byref(root), ctypes.byref(parent),
                      ctypes.byref(children), ctypes.byref(many))  # fmt: skip
        for at in reversed(range(many.value)):
            found = _Attributes()
            _x.XGetWindowAttributes(self._display, children[at], ctypes.byref(found))
            if found.map_state == _VIEWABLE and found.width > 50 and found.height > 50:
                _x.XSetInputFocus(self._display, children[at], 1, 0)
                break
        if many.value:
            _x.XFree(children)
        _x.XSync(self._display, 0)

    def type(self, text):
        """Each letter as a key of the keyboard, with Shift where it needs it."""
        for letter in text:
            self._key(ord(letter))
        _x.XSync(self._display, 0)

    def key(self, name, *held):
        """A key by its name (Return, Tab, F9), with others held down (Control_L)."""
        codes = [self._code(_x.XStringToKeysym(each.encode())) for each in (*held, name)]
        for code in codes:
            _test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            _test.XTestFakeKeyEvent(self._display, code, 0, 0)
        _x.XSync(self._display, 0)

    def _code(self, keysym):
        return _x.XKeysymToKeycode(self._display, keysym)

    def _key(self, keysym):
        code = self._code(keysym)
        shifted = _x.XkbKeycodeToKeysym(self._display, code, 0, 0) != keysym
        shift = self._code(_x.XStringToKeysym(b"Shift_L"))
        if shifted:
            _test.XTestFakeKeyEvent(self._display, shift, 1, 0)
        _test.XTestFakeKeyEvent(self._display, code, 1, 0)
        _test.XTestFakeKeyEvent(self._display, code, 0, 0)
        if shifted:
            _test.XTestFakeKeyEvent(self._display, shift, 0, 0)
