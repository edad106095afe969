"""Many sheets at once give what each gives alone."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from build import a_question, a_questionnaire, a_reference
from filled import UNKNOWN, a_sheet, not_applicable
from hypothesis import given
from hypothesis import strategies as st
from strategies import questionnaires, questionnaires_of_groups, sheets

from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.portfolio import Columns, Portfolio, score_many
from care_assess.portfolio.columns import TOLERANCE
from care_assess.scoring import Score, Scores, score

REFERENCE = a_reference()
EXACT = ("answered", "applicable", "unknown", "not_applicable")
CLOSE = (
    "score",
    "low",
    "high",
    "uncapped",
    "if_not_applicable_were_zero",
    "coverage",
    "known",
    "evidence_rate",
)


@st.composite
def campaigns(draw):
    """Several establishments that answer the same questionnaires in the same tier."""
    either = st.sampled_from([questionnaires, questionnaires_of_groups])
    asked = [draw(draw(either)(name)) for name in ("one", "two")[: draw(st.integers(1, 2))]]
    tier = draw(st.sampled_from(["core", "full"]))
    return asked, draw(st.lists(sheets(*asked, tier=tier), min_size=1, max_size=4))


def agree(columns: Columns, row: int, alone: Score, name: str) -> None:
    """Assert that one row of the columns is that score."""
    for field in EXACT:
        assert getattr(columns, field)[row] == getattr(alone, field), (name, field)
    for field in CLOSE:
        same(getattr(columns, field)[row], getattr(alone, field), (name, field))
    assert columns.level[row] == (-1 if alone.level is None else alone.level), name


def same(number: float, exact: Fraction | int | None, name: object) -> None:
    assert np.isnan(number) if exact is None else abs(number - float(exact)) <= TOLERANCE, name


def all_agree(together: Portfolio, row: int, alone: Scores) -> None:
    agree(together.overall, row, alone.overall, "overall")
    for name, domain in alone.domains.items():
        agree(together.domains[name], row, domain.total, name)
        for section, part in domain.sections.items():
            agree(together.sections[name, section], row, part, section)
        for groups in domain.groups.values():
            for group, part in groups.items():
                agree(together.sections[name, group], row, part, group)
        for ladder, climbed in domain.ladders.items():
            proven, at_most = together.ladders[name, ladder]
            same(proven[row], climbed.proven, ladder)
            same(at_most[row], climbed.at_most, ladder)
    for name, topic in alone.topics.items():
        agree(together.topics[name], row, topic, name)
    for name, axis in alone.axes.items():
        agree(together.axes[name], row, axis, name)
    names = list(alone.domains)
    weakest = None if alone.weakest is None else names.index(alone.weakest)
    assert together.weakest[row] == (-1 if weakest is None else weakest)


@given(campaigns())
def test_each_sheet_has_the_scores_it_has_alone(campaign):
    asked, several = campaign
    built = [one.built for one in asked]
    together = score_many(built, several, REFERENCE)
    for row, sheet in enumerate(several):
        all_agree(together, row, score(built, sheet, REFERENCE))


def test_the_demonstration_has_the_same_scores_together():
    catalogue = load_catalogue()
    several = [sheet for _, sheet in demo_sheets(catalogue) if sheet.tier == "full"]
    asked = catalogue.select(several[0].versions)
    together = score_many(asked, several, catalogue.reference)
    for row, sheet in enumerate(several):
        all_agree(together, row, score(asked, sheet, catalogue.reference))


def test_a_level_is_judged_on_the_exact_score():
    """Three thirds of 3 are 3, however floats add up."""
    thirds = [a_question(name).weighing(Fraction(1, 3)) for name in "ABC"]
    asked = [a_questionnaire("care", *thirds).built]
    sheet = a_sheet(dict.fromkeys("ABC", 3))
    assert score_many(asked, [sheet], REFERENCE).domains["care"].level.tolist() == [3]


def test_what_is_not_given_is_nan_and_never_0():
    asked = [a_questionnaire("care", a_question("A"), a_question("B").weighing(3)).built]
    several = [a_sheet({}), a_sheet({"A": 5}), a_sheet({"A": UNKNOWN, "B": not_applicable()})]
    care = score_many(asked, several, REFERENCE).domains["care"]
    assert np.isnan(care.score).tolist() == [True, False, False]
    assert care.level.tolist() == [-1, -1, 0]
    assert care.high.tolist() == [5, 5, 5]


@pytest.mark.parametrize("tiers", [(), ("core", "full")])
def test_sheets_of_one_tier_are_needed(tiers):
    asked = [a_questionnaire("care", a_question("A")).built]
    with pytest.raises(ValueError, match="one tier"):
        score_many(asked, [a_sheet({}, tier=tier) for tier in tiers], REFERENCE)
