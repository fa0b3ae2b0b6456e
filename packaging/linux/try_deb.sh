#!/usr/bin/env bash
# On a bare Debian or Ubuntu, as root: installs the package with apt, starts it from its menu entry under Xvfb, asks
# the guide a question with the keyboard, closes the window, removes the package, and looks what is left.
#   bash try_deb.sh inglenook_..._amd64.deb
# Meant for a container or a chroot that is thrown away: it installs xvfb, xdotool, sqlite3 and gio, too.
set -euo pipefail
package="$(realpath "$1")"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 DISPLAY=:98 QT_QPA_PLATFORM=xcb
HOME="$(mktemp -d)"
export HOME
database="$HOME/.local/share/inglenook/inglenook.sqlite"

say() { echo "== $*"; }
fail() { echo "Failed: $*" >&2; exit 1; }
# wait_for SECONDS COMMAND...
wait_for() {
    local until=$((SECONDS + $1)); shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < until)) || return 1
        sleep 0.3
    done
}
pythons() {
    { dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 'python3*' 2>/dev/null || true; } | sed -n 's/^ii *//p'
}
has_ended() { ! kill -0 "$program"; }
is_answered() { [ -n "$(answer)" ]; }
answer() {
    sqlite3 -readonly "$database" "SELECT content FROM message WHERE role = 'assistant' AND state = 'complete'"
}

say "Install"
python="$(pythons)"
echo "(Python here before: ${python:-none})"
apt-get -qq update
apt-get -qq install -y --no-install-recommends "$package" >/dev/null
[ "$(pythons)" = "$python" ] || fail "It brought a Python of the system: $(pythons)"
inglenook --version
inglenook ask "Who are you?" | grep -i inglenook || fail "No answer on the command line."
apt-get -qq install -y --no-install-recommends xvfb xdotool sqlite3 libglib2.0-bin >/dev/null

say "Start from the menu entry"
Xvfb "$DISPLAY" -screen 0 1280x800x24 -nolisten tcp 2>/dev/null &
server=$!
trap 'kill $server' EXIT
wait_for 20 xdotool getdisplaygeometry || fail "Xvfb does not start."
gio launch /usr/share/applications/inglenook.desktop
wait_for 120 xdotool search --onlyvisible --class '^inglenook$' || fail "No window came."
window="$(xdotool search --onlyvisible --class '^inglenook$' | head -1)"
program="$(xdotool getwindowpid "$window")"
sleep 3
xdotool windowfocus "$window"
sleep 1
xdotool type --delay 40 "Who are you?"
xdotool key Return
wait_for 180 is_answered || fail "No answer came in the window."
answer | grep -i inglenook || fail "The answer was: $(answer)"
xdotool key ctrl+q
wait_for 60 has_ended || fail "The window did not close."

say "Remove"
apt-get -qq purge -y inglenook >/dev/null
left="$(find /usr /etc /var/lib/dpkg/info -iname '*inglenook*' | head)"
[ -z "$left" ] || fail "These are left: $left"
[ -s "$database" ] || fail "The conversations are gone."
say "All is well; the conversations are still in $database"
