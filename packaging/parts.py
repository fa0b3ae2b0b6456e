"""What goes into a package and what stays out, for packaging/inglenook.spec and the tests.

PyInstaller follows imports. What it cannot see from them is named here: Qt's plugins, which it takes all of,
modules that are imported by a name made at run time, and modules that are imported but never used.
"""

from __future__ import annotations

QT_MODULES = ("QtCore", "QtDBus", "QtGui", "QtNetwork", "QtSvg", "QtWidgets")
"""Of PySide6. QtDBus is Qt's own need (file dialogs of the desktop), the others are imported."""

LEFT_OUT_QT_MODULES = (
    *("QtConcurrent", "QtDesigner", "QtHelp", "QtOpenGL", "QtOpenGLWidgets", "QtPrintSupport", "QtQml"),
    *("QtQuick", "QtQuickControls2", "QtQuickTest", "QtQuickWidgets", "QtSql", "QtSvgWidgets", "QtTest"),
    *("QtUiTools", "QtXml"),
)

LEFT_OUT_MODULES = (
    # llama_cpp's __init__ imports these; app/engine/llama.py goes past it, to the C functions.
    *("numpy", "diskcache"),
    # Downloads are the program's own (app/downloads/download.py).
    *("hf_xet", "requests", "urllib3"),
    # Imported "if it is there" by one library or another.
    *("IPython", "PIL", "click", "fastapi", "gradio", "lxml", "matplotlib", "pandas", "pytest", "rich"),
    *("torch", "trio", "typer"),
    *("ensurepip", "idlelib", "lib2to3", "pip", "pydoc_data", "setuptools", "tkinter", "turtle"),
)

QT_PLUGINS = (
    *("platforms/libqxcb", "platforms/libqwayland", "platforms/libqoffscreen"),
    *("platforms/qwindows", "platforms/qoffscreen", "platforms/libqcocoa"),
    *("platformthemes/libqxdgdesktopportal", "xcbglintegrations/libqxcb-"),
    *("platforminputcontexts/libcompose", "platforminputcontexts/libibus"),
    *("wayland-shell-integration/libxdg-shell", "wayland-decoration-client/"),
    *("wayland-graphics-integration-client/libqt-plugin-wayland-egl",),
    *("wayland-graphics-integration-client/libdmabuf-server",),
    *("iconengines/", "imageformats/libqsvg", "imageformats/qsvg"),
    "styles/",
)
"""Beginnings of the paths below Qt's plugins folder that are kept, for each system. No tls: the program's
HTTPS is Python's, and Qt only speaks with a second start of the program (ui/single.py)."""

HOST_LIBRARIES = (
    # What the system's drivers for the screen are linked to must be the system's: an older copy of ours would
    # be loaded first, and newer drivers would not start with it.
    *("libstdc++.so", "libgcc_s.so", "libdrm.so", "libvulkan.so", "libwayland-", "libX11.so"),
    *("libX11-xcb.so", "libxcb.so", "libexpat.so", "libEGL.so", "libGL.so", "libGLX.so", "libGLdispatch.so"),
    # These read the system's own configuration, in the version of the system.
    *("libfontconfig.so", "libfreetype.so", "libglib-2.0.so", "libgio-2.0.so", "libgobject-2.0.so"),
    *("libgmodule-2.0.so", "libgthread-2.0.so", "libdbus-1.so", "libsystemd.so", "libmount.so"),
    *("libblkid.so", "libselinux.so", "libpcre2-8.so", "libxkbcommon"),
    # Only those need these.
    *("libXau.so", "libXdmcp.so", "libbrotli", "libbsd.so", "libcap.so", "libgcrypt.so", "libgpg-error.so"),
    *("liblz4.so", "libmd.so", "libpng16.so", "libz.so"),
)

LANGUAGES = ("de", "en")
"""Of Qt's translations: those of assets/translations, and English."""


def is_kept_distribution(name: str) -> bool:
    """Whether what is known of this Python distribution goes along: its version and its licence, which About
    and the doctor tell. name: as pip compares them, with hyphens."""
    return name.replace("-", "_") not in LEFT_OUT_MODULES


def is_kept_qt_file(path: str) -> bool:
    """Whether a file of the PySide6 folder goes into the package. path: from that folder on, with slashes."""
    _, is_plugin, plugin = path.partition("plugins/")
    if is_plugin:
        return plugin.startswith(QT_PLUGINS)
    _, is_translation, translation = path.partition("translations/")
    if is_translation:
        return any(translation == f"qtbase_{language}.qm" for language in LANGUAGES)
    if path.startswith("Qt/lib/"):
        return True  # what no kept part is linked to goes out later (packaging/inglenook.spec)
    left_out = {name.removeprefix("Qt").lower() for name in LEFT_OUT_QT_MODULES}
    name = path.rpartition("/")[2].lower()
    module = name.removeprefix("lib").removeprefix("qt6").removeprefix("qt").partition(".")[0]
    return not (name.removeprefix("lib").startswith("qt") and module in left_out)


def is_host_library(name: str) -> bool:
    """Whether this library is to be the system's. name: of the file."""
    return name.startswith(HOST_LIBRARIES)
