"""The minutes in Markdown: decisions, late, blocked, who does what, letter for letter."""

from __future__ import annotations

from datetime import date

import pytest
from taken import a_case

from care_assess.plan.following import Follow
from care_assess.takeout.minutes import minutes

TODAY = date(2027, 2, 1)
LATE = Follow(owner="Mme Roy", status="in_progress", due=date(2027, 1, 15))
STOPPED = Follow(owner="M. Ba", status="blocked", reason="pas de budget", due=date(2027, 6, 1))


def section(case, title: str, today: date = TODAY) -> list[str]:
    """The lines under a heading."""
    _, _, rest = minutes(case.taken, today).partition(f"## {title}\n")
    return [line for line in rest.partition("\n## ")[0].splitlines() if line]


def test_the_minutes_begin_with_the_meeting_and_how_far_the_plan_is():
    lines = minutes(a_case(A_1=LATE, B_1=STOPPED).taken, TODAY).splitlines()
    assert lines[:7] == [
        "# Compte rendu\u00a0: plan d'action cyber",
        "",
        "Réunion du 01/02/2027. CH de Valmont, d'après l'évaluation du 23/11/2026.",
        "",
        "- À faire\u00a0: 1",
        "- En cours\u00a0: 1",
        "- Bloquées\u00a0: 1",
    ]


def test_decisions_are_those_that_nobody_has_begun_each_with_room_to_write():
    told = section(a_case(A_1=LATE), "Décisions à prendre")
    assert told[0].startswith("1. **")
    assert [line for line in told if "Back up" in line] == []
    assert told[1].startswith("   sans nom (")
    assert told[1].endswith("(ordre de grandeur). Décision\u00a0:")


def test_late_actions_are_told_with_who_and_since_when():
    assert section(a_case(A_1=LATE, B_1=STOPPED), "En retard") == [
        "| Action | Qui | Échéance | État |",
        "| --- | --- | --- | --- |",
        "| Back up (fr) | Mme Roy | 15/01/2027 | en cours |",
    ]


def test_blocked_actions_are_told_with_what_blocks_them():
    assert section(a_case(B_1=STOPPED), "Bloqué")[2:] == [
        "| Train (fr) | M. Ba | 01/06/2027 | pas de budget |"
    ]


def test_what_is_left_is_listed_person_after_person_then_by_role():
    case = a_case(A_1=LATE, B_1=STOPPED)
    told = section(case, "Ce qui reste à faire, et par qui")
    assert [line.split(" | ")[0] for line in told[2:]] == [
        "| M. Ba",
        "| Mme Roy",
        "| sans nom (CISO (fr))",
    ]
    assert told[-1].split(" | ")[2].endswith("(proposée)")


def test_nothing_is_said_to_be_nothing():
    done = Follow(status="done", due=date(2027, 1, 1))
    case = a_case(A_1=done, B_1=done, C_1=done)
    for title in ("Décisions à prendre", "En retard", "Bloqué", "Ce qui reste à faire, et par qui"):
        assert section(case, title) == ["Rien."]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a | b", r"a \| b"),
        ("*gras* _x_ `c`", r"\*gras\* \_x\_ \`c\`"),
        ("<b>x</b> & [y](http://z)", r"\<b\>x\</b\> \& \[y\](http\://z)"),
        ("deux\n\nlignes", "deux lignes"),
        ("www.exemple.fr, a@b.fr", r"www\.exemple.fr, a\@b.fr"),
        ("C:\\temp ~~x~~ $1$", r"C:\\temp \~\~x\~\~ \$1\$"),
    ],
)
def test_what_people_write_shows_as_they_wrote_it(typed, written):
    case = a_case(A_1=Follow(status="blocked", reason=typed))
    assert section(case, "Bloqué")[2].endswith(f" | {written} |")


def test_the_minutes_are_in_english_too():
    text = minutes(a_case("en", A_1=LATE).taken, TODAY)
    assert text.startswith("# Minutes: cyber action plan\n")
    assert "| Back up (en) | Mme Roy | 15 Jan 2027 | in progress |" in text
