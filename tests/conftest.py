"""What all tests share. Tests use the real parts: the database, the engine, the built-in model."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.engine.client import Engine
from app.paths import Paths

# The same examples each time, and as long as they take: what fails here fails everywhere.
# INGLENOOK_EXPLORE=1 looks for others.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize="INGLENOOK_EXPLORE" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

# Tests start hundreds of processes: each would compile all its modules where none is kept compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # what a test reads is English, also where the developer's system is not
os.environ.pop("LANGUAGE", None)
if hasattr(time, "tzset"):
    # Midnight never comes while the tests run: what was asked a moment ago would be of yesterday.
    os.environ["TZ"] = f"NOON{time.gmtime().tm_hour - 12:+d}"
    time.tzset()
os.environ.pop("INGLENOOK_HOME", None)  # a test never touches the developer's own conversations

_MANY_OBJECTS = 20_000  # made since the collector looked last


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    """A home folder that does not exist yet."""
    return Paths(tmp_path / "home")


@pytest.fixture(scope="session")
def guide_model() -> Path:
    """The built-in model, on which everything is tested."""
    return Paths.resolve().guide_model


@pytest.fixture(scope="session")
def endless_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that writes nonsense for a minute or more until it is stopped: very deep, so slow anywhere."""
    from tests.app.engine import random_model  # numpy and gguf: most tests do without them

    shape = random_model.Shape(layers=100, context=8192, endless=True)
    return random_model.write(tmp_path_factory.mktemp("models") / "endless.gguf", shape)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A real engine without a model in it. Its process starts with the first load."""
    with Engine() as engine:
        yield engine


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Started in a shell's background: the programs that tests start and interrupt would inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "allow_log_problems: the test is about something that is logged")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    return (yield from _without_log_problems(item))


def pytest_collection_finish() -> None:
    """What is there by now stays: the collector need not walk over it after each window.

    It works between tests only: on a worker's thread it would destroy what is Qt's beside the GUI thread
    (ui/collector.py).
    """
    gc.disable()
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    return (yield from _without_log_problems(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    result = yield from _without_log_problems(item)
    if gc.get_count()[0] > _MANY_OBJECTS:
        gc.collect()
    return result


def _without_log_problems(item: pytest.Item) -> Generator[None, None, None]:
    """A warning or an error in the log fails the test that caused it, unless it is marked."""
    kept = _Problems()
    root = logging.getLogger()
    root.addHandler(kept)
    try:
        result = yield
    finally:
        root.removeHandler(kept)
    if kept.records and item.get_closest_marker("allow_log_problems") is None:
        told = "\n".join(
            f"{record.levelname} {record.name}: {record.getMessage()}" for record in kept.records
        )
        pytest.fail(f"logged during the test:\n{told}", pytrace=False)
    return result


class _Problems(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
