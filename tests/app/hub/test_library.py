"""The Hub's own library is imported late, and told to keep to itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.hub.library import is_repository, seconds_to_reset

ROOT = Path(__file__).parents[3]


def test_it_is_imported_when_a_name_is_judged_and_then_tells_nothing(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "import app.commands.hub\nfrom app.hub import client\n"
        "print('huggingface_hub' in sys.modules)\n"
        "client.parse_repository('maker/model')\n"
        "from huggingface_hub import constants as c\n"
        "print(c.HF_HUB_DISABLE_TELEMETRY, c.HF_HUB_DISABLE_XET, c.HF_HUB_DISABLE_IMPLICIT_TOKEN,"
        " c.HF_HUB_DISABLE_PROGRESS_BARS)\n"
        "print(c.HF_HOME, os.environ['HF_HOME'])"
    )
    environment = {**os.environ, "INGLENOOK_HOME": str(tmp_path), "HF_HOME": "theirs"}
    environment["HF_HUB_DISABLE_TELEMETRY"] = "0"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["False", "True True True True", f"{tmp_path / 'hub'} theirs"]
    assert list(tmp_path.iterdir()) == []


def test_names_follow_the_rules_of_the_hub() -> None:
    names = ["a/b", "Maker_1/model.v2-GGUF", "a" * 96 + "/b"]
    others = [
        "",
        "a",
        "a/b/c",
        "a/b.git",
        "a/b--c",
        "a/b..c",
        ".a/b",
        "a/-b",
        "ä/b",
        "a/b\n",
        "a" * 97 + "/b",
    ]
    assert [name for name in names + others if is_repository(name)] == names


def test_the_time_to_wait_is_read_from_the_header() -> None:
    assert seconds_to_reset({"ratelimit": '"api";r=0;t=55'}) == 55
    for nothing in ({}, {"ratelimit": "soon"}, {"ratelimit": f'"api";r=0;t={"9" * 5000}'}):
        assert seconds_to_reset(nothing) is None
