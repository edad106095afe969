"""A real store in the test's own folder."""

from __future__ import annotations

import pytest

from care_assess.store import open_store


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A store for properties, where each example has its own assessment."""
    opened = open_store(tmp_path_factory.mktemp("shared"))
    yield opened
    opened.close()
