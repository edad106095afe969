"""A real store in the test's own folder."""

from __future__ import annotations

import pytest

from care_assess.store import open_store


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()
