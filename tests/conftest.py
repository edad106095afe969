"""What every test gets: its own data folder, French, and no hurry from Hypothesis on a busy machine.

The profile ``mutants`` is for ``./run mutants``: few examples, always the same, so that its survivors are too;
``./run test --hypothesis-profile thorough`` tries ten times as many as every day.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from care_assess.commands import READER
from care_assess.store import database
from care_assess.store.database import Database

settings.register_profile("care", deadline=None, max_examples=30, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=300, print_blob=True)
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("care")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than cores: the tests in a browser wait for pages a third of their time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def blank_database(tmp_path_factory):
    """A new data folder begins with a copy of an empty database; one goes through all that ever changed its tables."""
    create, blank = database._create, []

    def copied(path: Path) -> None:
        create(path)
        if not blank:
            blank.append(b"")  # for the one that is made now
            made = Database(tmp_path_factory.mktemp("blank"))
            made.open()
            made.close()
            blank[0] = made.path.read_bytes()
        if path.stat().st_size == 0:
            path.write_bytes(blank[0])

    database._create = copied
    yield
    database._create = create


@pytest.fixture(autouse=True)
def own_environment(tmp_path, monkeypatch):
    """Nobody's answers, language or Streamlit settings but the test's."""
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    for name in ("CARE_LANG", "CARE_DEBUG", "CARE_QUESTIONNAIRES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    token = READER.set("fr")
    yield
    READER.reset(token)
