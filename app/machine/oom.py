"""Whether Linux has ended processes because memory ran out."""

from __future__ import annotations

import re
from pathlib import Path

from app.machine import cgroup

_KILLS = re.compile(r"^oom_kill (\d+)$", re.MULTILINE)


def kills(root: Path = Path("/")) -> int | None:
    """A count that grows when it ends a process for that: any on this computer, as of /proc/vmstat of Linux
    4.13 and later, and where a container does not see that, one of its own. None where neither is told."""
    try:
        told = _KILLS.search((root / "proc/vmstat").read_text(encoding="ascii"))
    except (OSError, ValueError):
        told = None
    counts = [int(told[1]) if told else None, cgroup.oom_kills(root)]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
