"""Installs what Inglenook needs and opens it: python3 packaging/start.py [arguments of inglenook]."""

import sys

# Before any other import: the rest is written for Python 3.11, an older one must still read this far.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Inglenook needs Python 3.11 or newer, and this is Python %d.%d: install a newer one and run "  # noqa: UP031
        "this command with it, for instance 'python3.12 packaging/start.py'." % sys.version_info[:2]
    )

import environment

if __name__ == "__main__":
    sys.exit(environment.start(sys.argv[1:]))
