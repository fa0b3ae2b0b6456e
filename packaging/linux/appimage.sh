#!/usr/bin/env bash
# One file that runs on most Linux systems, from the archive that packaging/build.py made. Not run yet: appimagetool
# (https://github.com/AppImage/appimagetool) has to be on the PATH, and it fetches its runtime when it runs.
set -euo pipefail
dist="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/dist"
archive="$(ls "$dist"/inglenook-*-linux-"$(uname -m)".tar.gz)"
name="$(basename "$archive" .tar.gz)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

mkdir "$work/AppDir"
tar -xzf "$archive" -C "$work"
mv "$work/$name" "$work/AppDir/usr"
ln -s usr/bin/inglenook "$work/AppDir/AppRun"
ln -s usr/share/applications/inglenook.desktop "$work/AppDir/inglenook.desktop"
ln -s usr/share/icons/hicolor/256x256/apps/inglenook.png "$work/AppDir/inglenook.png"
ln -s inglenook.png "$work/AppDir/.DirIcon"
appimagetool "$work/AppDir" "$dist/$name.AppImage"
