"""Clients under the test's own folder, sealed at a cost that a test can afford."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import ticking

from care_assess.clients import Clients
from care_assess.store import close_store

KEYS = itertools.count()


def clients_under(root: Path) -> Clients:
    noise = itertools.count(1)
    return Clients(
        root,
        clock=ticking(),
        new_id=lambda: f"client{next(KEYS)}",
        random_bytes=lambda n: next(noise).to_bytes(n, "big"),
        cost=12,
    )


@pytest.fixture
def clients(tmp_path) -> Iterator[Clients]:
    made = clients_under(tmp_path / "data")
    yield made
    for folder in (tmp_path / "data" / "clients").glob("*/"):
        close_store(folder)
    close_store(tmp_path / "data")
