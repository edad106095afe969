"""A group of establishments to steer, said briefly: its tree, its summaries, the files they come in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from stored import counting, ticking

from care_assess.assessments import Assessments
from care_assess.campaigns import Campaigns
from care_assess.steering import LISTS, Figure, Member, Summary, Tree
from care_assess.steering.checking import as_tree, faults_of
from care_assess.steering.document import read_sealed, write_sealed
from care_assess.store import Store
from care_assess.text import translator

DAY = date(2026, 11, 23)
VERSIONS = {"governance": "1.1.0"}
OURS, THEIRS = b"\x01" * 32, b"\x02" * 32


def a_member(name: str, kind: str = "establishment", **facts) -> Member:
    """An organisation; its id is its name."""
    given = {"id": name, "parent": "" if kind == "ght" else "GHT", **facts}
    return Member(kind=kind, name=name, **{**given, "share": Fraction(given.get("share", 1))})


def a_tree(*shares: int) -> Tree:
    """A GHT of establishments A, B, C… with those percentages of its activity."""
    members = [a_member("GHT", "ght")]
    for name, share in zip("ABCDEFGHIJKLMN", shares, strict=False):
        members.append(a_member(name, share=Fraction(share, 100)))
    assert faults_of(members) == ()
    return as_tree(members)


def a_figure(score: int | Fraction | None, level: int | None = None) -> Figure:
    exact = None if score is None else Fraction(score)
    given = level if level is not None or exact is None else int(exact)
    return Figure(score=exact, low=exact, high=exact, level=given, coverage=Fraction(1))


def a_summary(name: str = "A", score: int | Fraction | None = 2, **facts) -> Summary:
    """A summary with that score everywhere; a topic as argument has its own."""
    topics = {topic: a_figure(facts.pop(topic, score)) for topic in LISTS}
    given = {
        "name": name,
        "finess": "",
        "kind": "public",
        "ght": "GHT",
        "size": "medium",
        "campaign": "2026",
        "day": DAY,
        "tier": "full",
        "versions": VERSIONS,
        "digest": "0" * 64,
        "overall": a_figure(score),
        "domains": {"governance": a_figure(score)},
        "topics": topics,
        "weakest": "governance",
    }
    return Summary(**{**given, **facts})


def sealed(summary: Summary, secret: bytes = OURS, file: str = ""):
    """The summary as it comes out of its file."""
    return read_sealed(file or f"{summary.name}.json", write_sealed(summary, secret))


def campaigns(store: Store, catalogue) -> Campaigns:
    """What people do with the group of a store, with our key."""
    clock = ticking()
    seam = Assessments(store, catalogue, clock=clock, new_id=counting())
    return Campaigns(store, seam, clock=clock, secret=lambda: OURS)


def told(faults) -> list[str]:
    """Each fault as a French reader gets it, with its file and its row."""
    tr = translator("fr")
    lines = (f"{one.file}:{one.line}: {tr.message(one.message)}" for one in faults)
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


scores = st.fractions(0, 5, max_denominator=20)
"""Any score, in points."""
