"""A fictitious GHT of twelve establishments: its tree from a file, its answers bent from the demonstration sheets.

Nothing is drawn by lot: the same names always give the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.resources import files

from care_assess.answers import Answer, Organisation, Sheet
from care_assess.demo import demo_sheets
from care_assess.offers.reading import guess_columns
from care_assess.offers.table import read_table
from care_assess.questionnaire import Catalogue, QuestionId
from care_assess.steering.model import Member, Tree
from care_assess.steering.objectives import Indicator, Objective
from care_assess.steering.reading import FIELDS, known_as, read_tree

__all__ = ["CAMPAIGNS", "FILE_NAME", "group_objectives", "group_sheets", "group_tree"]

FILE_NAME = "ght-fictif.csv"
CAMPAIGNS = ("2025", "2026")

_BASES = ("chu-de-grandval",) * 2 + ("ch-de-valmont",) * 5 + ("clinique-des-tilleuls",) * 5
_ABSENT: Mapping[str, tuple[int, ...]] = {"2025": (5, 9, 11), "2026": (5,)}
_BENDS = (1, 0, -1, 0, 1, -1, 0, -2, -1, 0, -2, 1)
"""How far each establishment is from the sheet it is bent from: one a name, in the order of the file."""
_LOWEST, _HIGHEST = 0, 5


def group_tree() -> Tree:
    """The tree of the group."""
    data = (files("care_assess.demo") / FILE_NAME).read_bytes()
    table = read_table(FILE_NAME, data)
    columns = guess_columns(table.columns, {name: known_as(name) for name in FIELDS})
    return read_tree(FILE_NAME, table, columns)


def group_sheets(catalogue: Catalogue) -> Iterator[tuple[str, Sheet]]:
    """(campaign, sheet) of every establishment that answers: not all do, as in life."""
    tree, sheets = group_tree(), dict(demo_sheets(catalogue))
    for campaign in CAMPAIGNS:
        for at, member in enumerate(tree.establishments(tree.top.id)):
            if at not in _ABSENT[campaign]:
                base = sheets[f"{_BASES[at]}-{campaign}"]
                yield campaign, _bent(base, member, tree.top.name, at)


def group_objectives() -> tuple[Objective, ...]:
    """Six objectives: scores and hard facts, of the group and of establishments, reached, late and to come."""
    tree = group_tree()
    ids = [one.id for one in tree.establishments(tree.top.id)]
    return (
        _objective("crisis_exercises", 3, date(2026, 12, 31), "rssi", tree.top.id),
        _objective("ad", 3, date(2026, 6, 30), "rssi", ids[1]),
        _objective("exposure", 3, date(2026, 9, 30), "dsi", ids[7]),
        _objective("self_assessment", 2, date(2027, 6, 30), "rssi", ids[0]),
        _objective(
            "crisis_exercises",
            12,
            date(2026, 12, 31),
            "direction",
            tree.top.id,
            indicator="exercise",
        ),
        _objective("ad", 3, date(2026, 10, 31), "rssi", tree.top.id, indicator="ads_level"),
    )


def _objective(
    topic: str, target: int, due: date, owner: str, scope: str, *, indicator: Indicator = "score"
) -> Objective:
    return Objective(
        topic=topic,
        indicator=indicator,
        target=Fraction(target),
        due=due,
        owner=owner.upper(),
        scope=scope,
    )


def _bent(sheet: Sheet, member: Member, group: str, at: int) -> Sheet:
    profile = {**sheet.organisation.profile, "beds": 1400 // (at + 1), "ght_member": True}
    who = Organisation(
        name=member.name, kind="public", ght=group, finess=member.finess, profile=profile
    )
    answers = {
        name: _moved(name, answer, member.name, _BENDS[at])
        for name, answer in sheet.answers.items()
    }
    return replace(sheet, organisation=who, answers=answers)


def _moved(question: QuestionId, answer: Answer, name: str, bend: int) -> Answer:
    """A level a little higher or lower, by a number drawn from the names; any other answer as it is."""
    if not isinstance(answer.value, str) or not answer.value.isdecimal():
        return answer
    drawn = hashlib.sha256(f"{name}/{question}".encode()).digest()[0] % 4
    step = {0: bend, 1: bend, 2: 1}.get(drawn, -1)
    level = min(_HIGHEST, max(_LOWEST, int(answer.value) + step))
    return Answer(kind="value", value=str(level), grade=answer.grade, evidence=answer.evidence)
