"""An index of what the index of words cannot find: signs, and the letters of scripts without spaces.

SQLite's full-text index takes a run of Chinese for one word and leaves signs out. So each such character of a
text is a word of a second index, in which any part of a text is looked for by its characters; what holds all
of them is then read. Triggers keep that index, and call the function that is added here.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache

# Fixed for ever: an entry is taken away by making it again. (So nothing here asks unicodedata, which changes
# with Python.) After ASCII's signs and Latin-1's: all that follows Latin, Greek and Cyrillic, from Hebrew on.
_SIGN = "[$+<=>^`|~\u00a2-\u00a9\u00ac\u00ae-\u00b1\u00b4\u00b8\u00d7\u00f7\u0590-\U0010ffff]"


def signs(text: str) -> str:
    """Each of them once, as a word that the index can hold: "C++ 光" -> "x2b x5149"."""
    return " ".join(sorted({f"x{ord(sign):x}" for sign in _pattern().findall(text)}))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_SIGN)  # not before it is needed: so large a set takes a while


def add_signs(connection: sqlite3.Connection) -> None:
    """Every connection that may write messages needs it."""
    connection.create_function("signs", 1, signs, deterministic=True)
