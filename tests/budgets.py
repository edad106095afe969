"""Budgets that tests are about: the worked example, and any budget."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from care_assess.budget import FUNDS, KINDS, Entry, Line, Ratio, Subsidy, ratios
from care_assess.budget.book import EXCLUSIONS, Book
from care_assess.budget.comparing import SHIPPED, Reference

MILLION = 100_000_000
"""Cents."""


def an_entry(**facts) -> Entry:
    """100 M€ of charges, 1.7 M€ of them digital, 0.5 M€ of digital investment, 0.11 M€ of cybersecurity."""
    given = {
        "entity": "CH de Valmont",
        "year": 2025,
        "operating": 100 * MILLION,
        "investment": 10 * MILLION,
        "amortisation": 6 * MILLION,
        "lines": (
            Line(kind="staff", cents=170 * MILLION // 100),
            Line(kind="investment", cents=MILLION // 2, cyber=Fraction(22, 100)),
        ),
    }
    return Entry(**{**given, **facts})


def ratio(entry: Entry, name: str, *, net: bool = False, annexes: bool = False) -> Ratio:
    """One ratio of an entry."""
    found = ratios(entry, annexes=annexes)
    return next(one for one in found if one.id == name and one.net == net)


def share(entry: Entry, name: str, **how: bool) -> Fraction | None:
    """Its value."""
    return ratio(entry, name, **how).value


amounts = st.integers(0, 10**13)
shares = st.fractions(0, 1, max_denominator=1000)
words = st.text(max_size=12)
lines = st.builds(
    Line,
    kind=st.sampled_from(KINDS),
    cents=amounts,
    cyber=st.none() | shares,
    label=words,
    note=words,
    by=words,
    annex=st.booleans(),
    internal=st.booleans(),
    left_out=st.sampled_from(("", "", "", "dispositif médical")),
)
subsidies = st.lists(
    st.builds(
        Subsidy,
        fund=st.sampled_from(FUNDS),
        total=st.sampled_from(("operating", "investment")),
        cents=st.integers(1, 10**12),
    ),
    max_size=3,
    unique_by=lambda one: (one.fund, one.total),
).map(tuple)
maybe = st.none() | amounts
staff = st.none() | st.fractions(0, 10_000, max_denominator=100)
entries = st.builds(
    Entry,
    entity=st.sampled_from(("CH de Valmont", "CH du Lac", "CHU de Grandval")),
    year=st.integers(2020, 2026),
    basis=st.sampled_from(("closed", "forecast")),
    operating=maybe,
    investment=maybe,
    amortisation=maybe,
    annex_operating=maybe,
    annex_investment=maybe,
    annex_amortisation=maybe,
    lines=st.lists(lines, max_size=6).map(tuple),
    subsidies=subsidies,
    staff=staff,
    staff_it=staff,
    staff_cyber=staff,
    imported=st.booleans(),
    reported=st.booleans(),
)


def _book(years, members, some, facts, own) -> Book:
    book = Book(years=tuple(sorted(years, reverse=True)), members=tuple(members), **facts)
    low, high = sorted(own)
    references = (*SHIPPED, Reference(ratio="r5", low=low, high=high, source="ARS", date="2026"))
    names = book.entities
    placed = [
        replace(one, entity=names[place % len(names)], year=book.years[place % len(book.years)])
        for place, one in enumerate(some)
    ]
    return replace(book, references=references).with_entries(placed)


books = st.builds(
    _book,
    st.lists(st.integers(2020, 2026), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(("CH du Lac", "CHU de Grandval")), max_size=2, unique=True),
    st.lists(entries, max_size=4),
    st.fixed_dictionaries(
        {name: st.booleans() for name in ("annexes", "thousands", "written", "presented")}
        | {"confirmed": st.frozensets(words, max_size=2)}
        | {"counted": st.sampled_from(((), ("paper",), EXCLUSIONS))}
    ),
    st.tuples(shares, shares),
)
