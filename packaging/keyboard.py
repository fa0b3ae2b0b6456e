"""Types into the program's window, from outside it, with what each system has for that."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any, Protocol

_POLL_S = 0.02
_CLASS = "inglenook"


class Window(Protocol):
    """The program's window, as a person has it."""

    def type(self, text: str) -> None: ...

    def close(self) -> None:
        """With its key."""

    def save_picture(self, path: Path) -> None: ...


def find_window(process: subprocess.Popen[bytes], display: str, limit_s: float) -> Window | None:
    """Waits until it is painted; None when it does not come or its process ends. display: X11's, on Linux."""
    if sys.platform == "linux":
        return _find_x11(process, display, limit_s)
    time.sleep(15.0)  # there is nobody to ask; what is typed too early is missed, and the check fails
    return _WindowsWindow() if sys.platform == "win32" else _MacWindow()


class _WindowsWindow:
    def type(self, text: str) -> None:
        self._send(text.replace("\n", "{ENTER}"))

    def close(self) -> None:
        self._send("^q")

    def save_picture(self, path: Path) -> None:
        return None

    def _send(self, keys: str) -> None:
        script = (
            "$shell = New-Object -ComObject WScript.Shell; "
            "if (-not $shell.AppActivate('Inglenook')) { exit 1 }; Start-Sleep 1; "
            f"$shell.SendKeys('{keys}')"
        )
        subprocess.run(["powershell", "-NoProfile", "-Command", script], check=True)


class _MacWindow:
    def type(self, text: str) -> None:
        self._tell(f'keystroke "{text.rstrip()}"')
        if text.endswith("\n"):
            self._tell("key code 36")

    def close(self) -> None:
        self._tell('keystroke "q" using command down')

    def save_picture(self, path: Path) -> None:
        subprocess.run(["screencapture", "-x", str(path)], check=True)

    def _tell(self, what: str) -> None:
        script = f'tell application "System Events" to {what}'
        subprocess.run(["osascript", "-e", script], check=True)


def _find_x11(process: subprocess.Popen[bytes], display: str, limit_s: float) -> Window | None:
    from Xlib.display import Display

    screen = Display(display)
    until = time.monotonic() + limit_s
    while time.monotonic() < until and process.poll() is None:
        for window in screen.screen().root.query_tree().children:
            if _is_shown(window):
                return _X11Window(screen, window)
        time.sleep(_POLL_S)
    return None


def _is_shown(window: Any) -> bool:
    """Whether this is the program's window, with something painted in it."""
    from Xlib.error import BadWindow, XError

    try:
        if _CLASS not in (window.get_wm_class() or ()) or window.get_attributes().map_state != 2:
            return False
        pixels = _pixels(window)
    except (BadWindow, XError):  # it came and went, or is not quite there
        return False
    return len({pixels[place : place + 4] for place in range(0, len(pixels), 404)}) > 3


def _pixels(window: Any) -> bytes:
    """Blue, green, red and nothing, a byte each, row after row."""
    from Xlib import X

    size = window.get_geometry()
    data: bytes = window.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data
    return data


class _X11Window:
    def __init__(self, screen: Any, window: Any) -> None:
        from Xlib import X

        self._screen, self._window = screen, window
        window.set_input_focus(X.RevertToParent, X.CurrentTime)  # there is no window manager that would
        screen.sync()
        time.sleep(1.0)

    def type(self, text: str) -> None:
        from Xlib import XK

        names = {"\n": "Return", " ": "space", "?": "question"}
        for letter in text:
            code = self._screen.keysym_to_keycode(XK.string_to_keysym(names.get(letter, letter)))
            self._press(code, "Shift_L" if letter.isupper() or letter == "?" else "")

    def close(self) -> None:
        from Xlib import XK

        self._press(self._screen.keysym_to_keycode(XK.XK_q), "Control_L")

    def save_picture(self, path: Path) -> None:
        size = self._window.get_geometry()
        pixels = _pixels(self._window)
        row = size.width * 4
        lines = bytearray()
        for start in range(0, row * size.height, row):
            line = bytearray(size.width * 3)
            line[0::3], line[1::3], line[2::3] = (
                pixels[start + colour : start + row : 4] for colour in (2, 1, 0)
            )
            lines += b"\0" + line  # no filter
        header = struct.pack(">IIBBBBB", size.width, size.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines))), (b"IEND", b""))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))

    def _press(self, code: int, modifier: str) -> None:
        from Xlib import XK, X
        from Xlib.ext import xtest

        held = [self._screen.keysym_to_keycode(XK.string_to_keysym(modifier))] if modifier else []
        for key in (*held, code):
            xtest.fake_input(self._screen, X.KeyPress, key)
        for key in (code, *held):
            xtest.fake_input(self._screen, X.KeyRelease, key)
        self._screen.sync()
        time.sleep(0.03)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Of a PNG file (https://www.w3.org/TR/png/)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
