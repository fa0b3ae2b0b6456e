"""What the first picture of the window needs, and no more.

The start has three steps:

1. ui/main.py and this module, with what they import: the database, the sidebar, the chat's face. The window
   is painted from these: the real one, with the conversation of the last time.
2. ui/session.py, which ui/main.py imports once the window is painted: the engine, answers, models,
   downloads, the network, notifications; ui/desk.py puts them together. It takes about as long as the first
   step. Keys that are pressed meanwhile wait in Qt's queue, and go where they would have gone.
3. The pages beside the chat, each when it is first shown (ui/desk.py).

So what is imported here, directly or not, lengthens each start: tests/ui/test_front.py names what must not.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.errors import UserError
from app.paths import Paths
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.settings import SettingsStore
from app.store.shelves import Shelves
from app.words import later, tr, translated
from ui.background import Lane
from ui.chat.face import ChatFace
from ui.chat.formulas import FormulaPictures
from ui.chat.stores import Stores
from ui.chat.welcome import first_questions
from ui.language import speak
from ui.sidebar import Sidebar
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from app.formula import Formula
    from app.formula_process import FormulaProcess

_PAGES = (
    ("models", later("Models"), "box", "Ctrl+M"),
    ("settings", later("Settings"), "gear", "Ctrl+,"),
    ("network", later("Network"), "shield", "Ctrl+Shift+L"),
    ("insight", later("Insight"), "chart", "Ctrl+Shift+I"),
)


class Front:
    """The window on one home folder, ready to be painted. ui/desk.py makes it work."""

    def __init__(self, paths: Paths, theme: Theme) -> None:
        self.theme = theme
        self.database = Database(paths.database)
        self.settings = SettingsStore(self.database)
        settings = self.settings.get()
        speak(settings.language)  # before anything is made that says something
        self.paths = paths.with_models(settings.models_folder)
        theme.set_mode(settings.theme)
        self.conversations = Conversations(self.database)
        self.conversations.answers.mark_interrupted()
        self.stores = Stores.of(self.database, self.settings)
        self.quick_lane = Lane("quick", 2)
        self._formula_lane = Lane("formulas", 1)
        self.formulas = FormulaPictures(self._formula_lane, self._draw_formula)
        self.face = self.make_face(self.stores)
        shelves = Shelves(self.database)
        self.sidebar = Sidebar(theme, self.conversations, shelves, self.settings, self.quick_lane)
        self.window = Window(theme, self.settings, self.sidebar, self.face)
        self.window.add_page("temporary", tr("Temporary chat"), "ghost", "Ctrl+Shift+N", is_chat=True)
        for name, label, icon, keys in _PAGES:
            self.window.add_page(name, translated(label), icon, keys)
        self._show_last()

    def make_face(self, stores: Stores) -> ChatFace:
        """One for each chat: that of the database, and the temporary one."""
        questions = first_questions(self.paths.bundled_models)
        face = ChatFace(self.theme, stores, questions, self.formulas)
        face.view.set_zoom(self.settings.get().zoom)
        return face

    def _show_last(self) -> None:
        self.window.restore()
        last = self.settings.get().last_conversation
        try:
            is_there = bool(last) and self.conversations.get(last).deleted_at is None
        except UserError:
            is_there = False
        self.sidebar.set_open(last if is_there else None)
        self.face.show_stored(last if is_there else None)
        self.face.writing.composer.setFocus()

    def _draw_formula(self, tex: str, size_px: float, is_inline: bool) -> Formula:
        return self._formula_process.draw(tex, size_px, is_inline)

    @cached_property
    def _formula_process(self) -> FormulaProcess:
        from app.formula_process import FormulaProcess  # on the lane, for the first formula

        return FormulaProcess()

    def close(self) -> None:
        """The last of all: what works here has ended."""
        self._formula_lane.close(timeout_s=0.0)
        if "_formula_process" in vars(self):
            self._formula_process.close()  # its lane waits for it
        self._formula_lane.close(timeout_s=1.0)
        self.quick_lane.close(timeout_s=1.0)
        self.database.close()
