"""Colours, fonts and the application's palette, for a light and a dark theme that change while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Mode = Literal["system", "light", "dark"]

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
TEXT_FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
CODE_FAMILIES = ["JetBrains Mono", "Cascadia Mono", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono"]


class Colors(NamedTuple):
    """Every colour of one theme as "#RRGGBB". Text colours reach WCAG AA on the grounds they are used on."""

    bg: str
    sidebar: str
    surface: str
    raised: str
    border: str
    hairline: str
    frame: str  # around what lies in front of the window
    veil: str  # over what lies behind it
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    link: str
    selection: str
    hit: str  # behind what was searched for
    bubble: str
    hover: str
    press: str
    code_bg: str
    code_head: str
    code_border: str
    pill: str
    pill_text: str
    quote_bar: str
    ok: str
    warn: str
    danger: str
    danger_soft: str
    danger_border: str
    scroll_thumb: str
    scroll_hover: str
    syntax_keyword: str
    syntax_string: str
    syntax_function: str
    syntax_comment: str
    syntax_number: str
    syntax_operator: str
    syntax_builtin: str
    syntax_error: str


LIGHT = Colors(
    bg="#FCFCFD",
    sidebar="#F4F4F7",
    surface="#FFFFFF",
    raised="#FFFFFF",
    border="#E1E2E7",
    hairline="#ECEDF1",
    frame="#AEB1BC",
    veil="#1C1D21",
    text="#1C1D21",
    muted="#5F626B",
    faint="#686B75",
    accent="#4459C9",
    accent_hover="#374AB3",
    on_accent="#FFFFFF",
    accent_soft="#E8EBFA",
    link="#3449B8",
    selection="#CBD6FB",
    hit="#FCE9A9",
    bubble="#EFF0F5",
    hover="#EAEBEF",
    press="#E3E4EA",
    code_bg="#F6F6F9",
    code_head="#EEEFF3",
    code_border="#E1E2E7",
    pill="#EDEEF3",
    pill_text="#33363F",
    quote_bar="#D2D4DB",
    ok="#2E7D4F",
    warn="#8F5F00",
    danger="#B3362B",
    danger_soft="#FDF3F1",
    danger_border="#EBC8C3",
    scroll_thumb="#CDCFD6",
    scroll_hover="#B2B5BE",
    syntax_keyword="#7A3E9D",
    syntax_string="#2F7A46",
    syntax_function="#2557A7",
    syntax_comment="#6B6E78",
    syntax_number="#A8480B",
    syntax_operator="#4A4D55",
    syntax_builtin="#0B6E78",
    syntax_error="#B3362B",
)

DARK = Colors(
    bg="#1A1B1E",
    sidebar="#141517",
    surface="#232428",
    raised="#26272C",
    border="#34363B",
    hairline="#2A2B30",
    frame="#5E616A",
    veil="#000000",
    text="#E4E5E8",
    muted="#A0A3AB",
    faint="#8F929B",
    accent="#8796F2",
    accent_hover="#9CA9F6",
    on_accent="#14151A",
    accent_soft="#2A2E47",
    link="#A3B0FA",
    selection="#36427A",
    hit="#4D401A",
    bubble="#292B30",
    hover="#2B2D32",
    press="#34363C",
    code_bg="#141517",
    code_head="#1F2023",
    code_border="#2D2F34",
    pill="#2B2D33",
    pill_text="#D5D7DC",
    quote_bar="#44474E",
    ok="#6FC48F",
    warn="#D9A441",
    danger="#EB8377",
    danger_soft="#2A1F20",
    danger_border="#55302E",
    scroll_thumb="#3A3C42",
    scroll_hover="#50535A",
    syntax_keyword="#C59BF0",
    syntax_string="#93C99B",
    syntax_function="#8DB4F5",
    syntax_comment="#80838C",
    syntax_number="#E5A873",
    syntax_operator="#B3B6BE",
    syntax_builtin="#7CC7CF",
    syntax_error="#EB8377",
)


_FILES = {
    "text": ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf"),
    "slanted": ("Inter-Italic.otf", "Inter-SemiBoldItalic.otf"),
    "code": ("JetBrainsMono-Regular.ttf", "JetBrainsMono-Italic.ttf"),
}


class Theme(QObject):
    """The theme in use. Sets the application's style, palette and font, and later the rest: see complete."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = "system"
        self._is_dark = _system_is_dark()
        self._is_complete = False
        self._loaded: set[str] = set()
        self._fonts: dict[tuple[str, float, int, bool], QFont] = {}
        application = _application()
        # The one style that follows a palette completely on each system.
        application.setStyle("Fusion")
        application.setFont(self.font(14))
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def complete(self) -> None:
        """Also what the window's first picture can do without: the fonts that it did not show, which take
        half a millisecond each, and the sheet for menus and tool tips, for which Qt looks at each widget that
        is made from then on: a twentieth of the start."""
        if self._is_complete:
            return
        self._is_complete = True
        for kind in _FILES:
            self._load(kind)
        _application().setStyleSheet(_sheet(self.colors))

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def is_dark(self) -> bool:
        return self._is_dark

    @property
    def colors(self) -> Colors:
        return DARK if self._is_dark else LIGHT

    def color(self, name: str) -> QColor:
        """The colour with this field name of Colors, for a painter."""
        return QColor(getattr(self.colors, name))

    def set_mode(self, mode: Mode) -> None:
        """Choose a theme; "system" follows the desktop, also when it changes later."""
        self._mode = mode
        hints = QGuiApplication.styleHints()
        # Tells the window manager too, for the title bar.
        if mode == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
        self._use(_system_is_dark() if mode == "system" else mode == "dark")

    def font(self, px: float, weight: int = 400, italic: bool = False) -> QFont:
        """The text font at this pixel size. Shared: copy it before changing it."""
        return self._font("text", px, weight, italic)

    def code_font(self, px: float, italic: bool = False) -> QFont:
        """The monospaced font at this pixel size. Shared: copy it before changing it."""
        return self._font("code", px, 400, italic)

    def _font(self, kind: str, px: float, weight: int, italic: bool) -> QFont:
        key = (kind, px, weight, italic)
        if key not in self._fonts:
            self._load("code" if kind == "code" else "slanted" if italic else "text")
            font = QFont(CODE_FAMILIES if kind == "code" else TEXT_FAMILIES)
            font.setPixelSize(round(px))
            font.setWeight(_cut(weight))
            font.setItalic(italic)
            # Even spacing at small sizes; hinted advances are visibly uneven.
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            if kind == "code":
                font.setStyleHint(QFont.StyleHint.Monospace)
                font.setFixedPitch(True)
                # "->" stays two characters, as it was written.
                font.setFeature(QFont.Tag("calt"), 0)
            self._fonts[key] = font
        return self._fonts[key]

    def _load(self, kind: str) -> None:
        """Give Qt the bundled fonts of this kind; one that is missing is replaced by the system's."""
        if kind not in self._loaded:
            self._loaded.add(kind)
            for name in _FILES[kind]:
                QFontDatabase.addApplicationFont(str(FONTS / name))

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._use(_system_is_dark())

    def _use(self, is_dark: bool) -> None:
        if is_dark == self._is_dark:
            return
        self._is_dark = is_dark
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        application = _application()
        application.setPalette(_palette(self.colors))
        if self._is_complete:
            application.setStyleSheet(_sheet(self.colors))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication), "a Theme needs the QApplication"
    return application


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _cut(weight: int) -> QFont.Weight:
    """The nearest bundled cut: others would be drawn as regular."""
    if weight >= 550:
        return QFont.Weight.DemiBold
    return QFont.Weight.Medium if weight >= 450 else QFont.Weight.Normal


def _palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in {
        role.Window: colors.bg,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.sidebar,
        role.Text: colors.text,
        role.PlaceholderText: colors.faint,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.danger,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.Highlight: colors.selection,
        role.HighlightedText: colors.text,
        role.Accent: colors.accent,
        role.Link: colors.link,
        role.LinkVisited: colors.link,
        role.Light: colors.raised,
        role.Midlight: colors.hairline,
        role.Mid: colors.border,
        role.Dark: colors.scroll_thumb,
        role.Shadow: colors.border,
    }.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colors.faint))
    return palette


def _sheet(colors: Colors) -> str:
    return f"""
    QMenu {{ background: {colors.raised}; color: {colors.text}; border: 1px solid {colors.border};
             border-radius: 8px; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::item:selected {{ background: {colors.hover}; }}
    QMenu::item:disabled {{ color: {colors.faint}; }}
    QMenu::separator {{ height: 1px; background: {colors.hairline}; margin: 4px 8px; }}
    QToolTip {{ background: {colors.raised}; color: {colors.text}; border: 1px solid {colors.border};
                padding: 4px 8px; }}
    """
