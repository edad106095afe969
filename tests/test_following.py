"""What is said of the actions of a plan: what can be kept, what counts last, what is late or in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from build import a_question, a_questionnaire, a_reference
from filled import DAY, MOMENT, a_sheet
from hypothesis import given
from hypothesis import strategies as st

from care_assess.answers import LONGEST_COMMENT, LONGEST_NAME, LONGEST_REASON, MOST_EVIDENCE
from care_assess.errors import FollowRejected
from care_assess.plan import build_plan
from care_assess.plan.following import (
    CLOSED,
    FIRST_DAY,
    HIGHEST_COST,
    LAST_DAY,
    STATUSES,
    UNFOLLOWED,
    WITH_REASON,
    Follow,
    FollowEvent,
    actions_of,
    check_follow,
    fold_follows,
    follow_faults,
    is_overdue,
    questioned,
)
from care_assess.scoring import score
from care_assess.text import translator

KNOWN = {"A"}


def refused(action: str = "A", **said) -> list[tuple[str, str]]:
    """Each field that cannot be kept, and why, in French with ordinary spaces."""
    say = translator("fr")
    return [
        (fault.field, say.error(fault).replace("\u00a0", " "))
        for fault in follow_faults(action, Follow(**said), KNOWN)
    ]


def kept(**said) -> Follow:
    return check_follow("A", Follow(**said), KNOWN)


# What can be kept


def test_nothing_said_can_be_kept():
    assert kept() == UNFOLLOWED


def test_everything_said_is_kept_with_its_texts_trimmed_and_its_costs_in_cents():
    said = kept(
        owner="  Mme\tRoy ",
        status="blocked",
        reason="  En attente du marché.\r\nRelancé. ",
        start=DAY,
        due=DAY,
        build=Decimal(12000),
        run=Decimal("1.5E3"),
        funding=" CaRE  domaine 2 ",
        comment=" Voir le RSSI\x00 ",
        evidence=("PV.pdf", " PV.pdf ", "", "Photo  1.jpg"),
    )
    assert said == Follow(
        owner="Mme Roy",
        status="blocked",
        reason="En attente du marché.\nRelancé.",
        start=DAY,
        due=DAY,
        build=Decimal(12000),
        run=Decimal(1500),
        funding="CaRE domaine 2",
        comment="Voir le RSSI",
        evidence=("PV.pdf", "Photo 1.jpg"),
    )
    assert (str(said.build), str(said.run)) == ("12000.00", "1500.00")


@pytest.mark.parametrize("status", WITH_REASON)
def test_blocked_and_dropped_say_why(status):
    why = {
        "blocked": "Une action bloquée demande une raison : écrivez en une phrase ce qui la bloque.",
        "dropped": "Une action abandonnée demande une raison : écrivez en une phrase pourquoi.",
    }
    assert refused(status=status, reason=" \n ") == [("reason", why[status])]
    assert kept(status=status, reason="Trop cher").reason == "Trop cher"


@pytest.mark.parametrize("status", [one for one in STATUSES if one not in WITH_REASON])
def test_the_reason_goes_when_the_status_needs_none(status):
    assert kept(status=status, reason="Plus vraie").reason == ""


def test_a_status_is_one_of_five():
    choice = "to_do, in_progress, blocked, done, dropped"
    assert refused(status="finished") == [
        ("status", f"Cet état n'existe pas : écrivez l'un de ceux-ci : {choice}.")
    ]


def test_an_action_that_is_not_asked_about_cannot_be_followed():
    ((field, why),) = refused("Z")
    assert field == "action"
    assert why.startswith(
        "L'action Z n'est pas dans les questionnaires de cette évaluation : gardez"
    )


def test_an_action_is_not_due_before_it_starts():
    assert refused(start=DAY, due=DAY - timedelta(days=1)) == [
        ("due", "L'échéance précède le début : corrigez l'une des deux dates.")
    ]


@pytest.mark.parametrize("name", ["start", "due"])
@pytest.mark.parametrize("day", [date.min, FIRST_DAY - timedelta(1), LAST_DAY + timedelta(1)])
def test_a_date_is_one_that_a_plan_may_have(name, day):
    assert refused(**{name: day}) == [
        (
            name,
            "Cette date est hors du calendrier du plan : écrivez une date entre 2000 et 2099.",
        )
    ]


@pytest.mark.parametrize("name", ["build", "run"])
@pytest.mark.parametrize(
    ("cost", "why"),
    [
        ("-0.01", "Un coût ne peut pas être négatif : écrivez 0 ou un montant en euros."),
        ("0.005", "Ce coût a trop de décimales : gardez-en deux au plus."),
        ("1E-400", "Ce coût a trop de décimales : gardez-en deux au plus."),
        *(
            (
                cost,
                "Ce coût n'est pas un montant possible : écrivez un nombre d'euros, un milliard au plus.",
            )
            for cost in ("1000000000.01", "1E+400", "-1E+400", "NaN", "-Infinity")
        ),
    ],
)
def test_a_cost_is_an_amount_in_euros(name, cost, why):
    assert refused(**{name: Decimal(cost)}) == [(name, why)]


@given(st.decimals(0, HIGHEST_COST, places=2))
def test_any_amount_in_cents_is_kept_as_it_is(cost):
    assert kept(build=cost, run=-Decimal(0)) == Follow(build=cost, run=Decimal(0))
    assert str(kept(run=-Decimal(0)).run) == "0.00"


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("owner", LONGEST_NAME),
        ("funding", LONGEST_NAME),
        ("comment", LONGEST_COMMENT),
        ("reason", LONGEST_REASON),
    ],
)
def test_a_text_has_a_longest_form(name, limit):
    status = "dropped" if name == "reason" else "to_do"
    assert getattr(kept(status=status, **{name: "x" * limit}), name) == "x" * limit
    assert refused(status=status, **{name: "x" * (limit + 1)}) == [
        (name, f"Ce texte compte {limit + 1} caractères ; il en faut {limit} au plus.")
    ]


def test_evidence_is_some_names_of_documents():
    names = [f"{n}.pdf" for n in range(MOST_EVIDENCE + 1)]
    assert [field for field, _ in refused(evidence=tuple(names))] == ["evidence"]
    assert len(kept(evidence=tuple(names[1:])).evidence) == MOST_EVIDENCE
    assert [field for field, _ in refused(evidence=("x" * (LONGEST_NAME + 1),))] == ["evidence"]


def test_every_fault_is_told_at_once_and_the_first_is_raised():
    wrong = {"status": "blocked", "build": Decimal(-1), "run": Decimal(-1), "owner": "x" * 999}
    assert [field for field, _ in refused(**wrong)] == ["owner", "reason", "build", "run"]
    with pytest.raises(FollowRejected) as first:
        kept(**wrong)
    assert (first.value.action, first.value.field) == ("A", "owner")


@given(
    st.builds(
        Follow,
        owner=st.text(max_size=20),
        status=st.sampled_from(STATUSES),
        reason=st.text(max_size=20),
        comment=st.text(max_size=20),
        evidence=st.lists(st.text(max_size=20), max_size=3).map(tuple),
        build=st.none() | st.decimals(-1, 5, places=3),
    )
)
def test_what_is_kept_could_be_kept_again(said):
    if not list(follow_faults("A", said, KNOWN)):
        once = check_follow("A", said, KNOWN)
        assert check_follow("A", once, KNOWN) == once


# What counts last


def event(seq: int, action: str = "A", **said) -> FollowEvent:
    return FollowEvent(seq=seq, action=action, follow=Follow(**said), author="", at=MOMENT)


@given(st.permutations([event(1), event(2, "B"), event(3), event(5, "B"), event(4, "C")]))
def test_the_last_thing_said_of_an_action_counts(events):
    assert {name: one.seq for name, one in fold_follows(events).items()} == {"A": 3, "B": 5, "C": 4}


# What is late


@pytest.mark.parametrize("status", STATUSES)
def test_an_action_is_late_from_the_day_after_its_due_date_unless_it_is_closed(status):
    said = Follow(status=status, due=DAY)
    assert not is_overdue(said, DAY)
    assert is_overdue(said, DAY + timedelta(days=1)) is (status not in CLOSED)
    assert not is_overdue(replace(said, due=None), DAY)


# What is in doubt


def test_an_action_that_is_done_and_still_proposed_is_questioned():
    asked = [a_questionnaire("care", *(a_question(name) for name in "ABC")).built]
    sheet, reference = a_sheet({"A": 0, "B": 1, "C": 5}), a_reference()
    plan = build_plan(asked, sheet, score(asked, sheet, reference), reference)
    done, begun = Follow(status="done"), Follow(status="in_progress")
    assert [one.id for one in questioned({"A": done, "B": begun, "C": done}, plan)] == ["A"]


# Which actions there are


def test_every_action_has_the_id_that_the_plan_gives_it_and_its_longest_form():
    questionnaire = a_questionnaire(
        "care",
        a_question("B").solved_by("Train", days=9),
        a_question("A").solved_by("Train", days=3),
        a_question("C").without_action(),
        a_question("D"),
    )
    found = actions_of([questionnaire.built])
    assert {name: action.days for name, action in found.items()} == {"A": 9, "D": 5}
