"""Directories and perimeters that tests are about: some of known levels, and any."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from care_assess.perimeters import SOURCES, Audit, Book, Place, Reading

TODAY = date(2026, 11, 26)


def a_directory(level: int | None = 2, **facts) -> Place:
    """A directory read once by the ADS service."""
    name, number = facts.pop("name", "valmont.local"), facts.pop("id", 1)
    given = {"id": 1, "day": date(2026, 6, 1), "level": level, "source": "ads"}
    return Place(id=number, name=name, checks=(Reading(**{**given, **facts}),))


def a_perimeter(**facts) -> Place:
    """A perimeter audited once: two critical findings of five still open."""
    name, number = facts.pop("name", "Site principal"), facts.pop("id", 1)
    given = {
        "id": 1,
        "day": date(2026, 5, 4),
        "found_critical": 5,
        "open_critical": 2,
        "found_major": 5,
        "open_major": 1,
        "days": 21,
        "retest": date(2026, 7, 1),
    }
    return Place(id=number, name=name, checks=(Audit(**{**given, **facts}),))


words = st.text(max_size=12).map(lambda text: " ".join(text.split()))
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))
counts = st.none() | st.integers(0, 60)
readings = st.builds(
    Reading,
    id=st.integers(1, 99),
    day=days,
    level=st.none() | st.integers(1, 5),
    source=st.none() | st.sampled_from(SOURCES),
    open1=counts,
    open2=counts,
    open3=counts,
    open4=counts,
    report=words,
)
audits = st.builds(
    Audit,
    id=st.integers(1, 99),
    day=days,
    found_critical=counts,
    open_critical=counts,
    found_major=counts,
    open_major=counts,
    found_minor=counts,
    open_minor=counts,
    days=counts,
    retest=days,
    report=words,
)


def _places(checks, backup):
    return st.lists(
        st.builds(
            Place,
            id=st.integers(1, 99),
            name=words,
            backup=backup,
            checks=st.lists(checks, max_size=3, unique_by=lambda one: one.id).map(tuple),
        ),
        max_size=3,
        unique_by=lambda one: one.id,
    ).map(tuple)


books = st.builds(
    Book,
    directories=_places(readings, st.booleans()),
    exposed=_places(audits, st.just(value=False)),
    floor=st.integers(1, 5),
    all_directories=st.booleans(),
    all_exposed=st.booleans(),
)
