"""The language of the window: which it is, and where its texts come from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app import words
from app.paths import TRANSLATIONS

_CONTEXT = "Inglenook"  # all texts are in this one; packaging/translations.py writes it
_SOURCE = "en"
_LOADED = "hasTexts"  # a property of the application


def speak(choice: str) -> None:
    """Say everything in this language from now on, and write numbers and dates as it does.

    choice: "system" or one of those that the setting offers. English, the language of the source, loads
    nothing. What is on the screen stays as it is.
    """
    application = QCoreApplication.instance()
    assert application is not None
    if application.property(_LOADED):  # asked first: the first findChildren() of a process takes 8 ms
        for old in application.findChildren(_Texts):
            application.removeTranslator(old)
            old.deleteLater()
    code = _of_system() if choice == "system" else choice
    locale = _locale(code)
    QLocale.setDefault(locale)
    is_found = code != _SOURCE and _load(application, code)
    words.speak(
        words.Tongue(
            _find if is_found else words.Tongue().find, locale.decimalPoint(), locale.groupSeparator()
        )
    )


class _Texts(QTranslator):
    """A file of translations that is in use."""


def _load(application: QCoreApplication, code: str) -> bool:
    """Our own texts, and those of Qt's menus and dialogs."""
    own = _Texts(application)
    if not own.load(str(_file(code))):
        import logging  # not for the first picture of the window

        logging.getLogger(__name__).error("The texts in the language %r cannot be read.", code)
        own.deleteLater()
        return False
    of_qt = _Texts(application)
    of_qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for texts in (of_qt, own):
        application.installTranslator(texts)
    application.setProperty(_LOADED, True)
    return True


def _find(text: str, meaning: str, count: int) -> str:
    return QCoreApplication.translate(_CONTEXT, text, meaning or None, count)


def _of_system() -> str:
    """The first of the languages the person reads that there is."""
    for name in QLocale.system().uiLanguages():
        code = name.partition("-")[0]
        if code == _SOURCE or _file(code).is_file():
            return code
    return _SOURCE


def _file(code: str) -> Path:
    return TRANSLATIONS / f"inglenook_{code}.qm"


def _locale(code: str) -> QLocale:
    """The system's own where it has this language: Swiss German and British English write dates their way."""
    system = QLocale.system()
    wanted = QLocale(code)
    return system if system.language() == wanted.language() else wanted
