"""Answers move from version to version: nothing is invented, nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from build import (
    QuestionBuilder,
    a_choice,
    a_linear,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
)
from filled import a_sheet, an_answer, not_applicable
from hypothesis import given, settings
from hypothesis import strategies as st
from living import living
from strategies import answers_to

from care_assess.answers import CLEARED, NEVER, Answer, Note, check_answer
from care_assess.questionnaire import Catalogue
from care_assess.questionnaire.succession import MergedFrom, Rescaled, SplitFrom
from care_assess.sheet import read_sheet, write_sheet
from care_assess.versions.migration import Fate, migrate

LAST = {"living": "2.0.0"}
UNKNOWN = Answer(kind="unknown")


def sheet_of(answers, version="1.0.0", **parts):
    return a_sheet(answers, versions={"living": version}, **parts)


def moved(answers, to="2.0.0", version="1.0.0", **parts):
    return migrate(living(), sheet_of(answers, version, **parts), {"living": to})


def fate(migration, question):
    (found,) = (one for one in migration.fates if one.question == question)
    return found


def note(question, answer, reason, *beside, version="1.1.0"):
    return Note(
        questionnaire="living",
        version=version,
        question=question,
        answer=an_answer(answer),
        reason=reason,
        beside=beside,
    )


# --- question by question


def test_a_reworded_question_keeps_its_answer_with_all_that_goes_with_it():
    proven = Answer(kind="value", value="3", comment="Daté", evidence=("note.pdf",), grade="shown")
    migration = moved({"LIV-01": proven})
    assert migration.sheet.answers == {"LIV-01": proven}
    assert migration.sheet.versions == LAST
    assert migration.sheet.notes == ()
    assert fate(migration, "LIV-01").outcome == "carried"


def test_other_cuts_leave_the_number_as_it_was():
    migration = moved({"LIV-02": Fraction(14)}, "1.1.0")
    assert migration.sheet.answers == {"LIV-02": an_answer(Fraction(14))}
    levels = [
        living().select({"living": version})[0].questions[1].scale.level(Fraction(14))
        for version in ("1.0.0", "1.1.0")
    ]
    assert levels == [4, 3]


def test_a_rescaled_answer_is_translated_and_stays_to_be_read():
    migration = moved({"LIV-03": "team"})
    assert migration.sheet.answers == {"LIV-03": an_answer("several")}
    assert migration.sheet.notes == (note("LIV-03", "team", "rescaled", "LIV-03"),)
    assert fate(migration, "LIV-03").outcome == "changed"


def test_an_answer_without_a_translation_is_asked_again_and_stays_to_be_read():
    migration = moved({"LIV-03": "someone"})
    assert migration.sheet.answers == {}
    assert migration.sheet.notes == (note("LIV-03", "someone", "rescaled", "LIV-03"),)
    assert fate(migration, "LIV-03").outcome == "asked"


def test_not_known_and_not_applicable_need_no_translation():
    answers = {"LIV-03": UNKNOWN, "LIV-04": not_applicable()}
    migration = moved(answers)
    assert migration.sheet.answers == {
        "LIV-03": UNKNOWN,
        "LIV-20": not_applicable(),
    }
    assert migration.sheet.notes == ()


def test_a_split_question_gives_its_answer_where_a_map_says_so_and_is_asked_elsewhere():
    migration = moved({"LIV-04": "3"})
    assert migration.sheet.answers == {"LIV-20": an_answer("3")}
    assert fate(migration, "LIV-20").outcome == "carried"
    assert fate(migration, "LIV-21").outcome == "asked"
    assert fate(migration, "LIV-21").former == ("LIV-04",)
    migration = moved({"LIV-04": "4"})
    assert migration.sheet.answers == {}
    assert migration.sheet.notes == (note("LIV-04", "4", "split", "LIV-20", "LIV-21"),)


@pytest.mark.parametrize(
    ("servers", "workstations", "both"),
    [
        ("3", "2", "2"),
        ("2", "3", "2"),
        ("3", UNKNOWN, UNKNOWN),
        ("3", None, None),
        ("3", not_applicable(), "3"),
        (not_applicable(), not_applicable(), not_applicable()),
    ],
)
def test_merged_questions_give_the_lowest_of_their_answers(servers, workstations, both):
    answers = {"LIV-05": servers, "LIV-06": workstations}
    given = {name: an_answer(one) for name, one in answers.items() if one is not None}
    migration = moved(given)
    expected = {} if both is None else {"LIV-22": an_answer(both)}
    assert migration.sheet.answers == expected
    kept = [one.answer for one in migration.sheet.notes]
    assert kept == [one for one in given.values() if one != expected.get("LIV-22")]


def test_merged_answers_bring_all_comments_and_documents_and_the_weakest_proof():
    servers = Answer(
        kind="value", value="3", comment="Un", evidence=("a.pdf", "b.pdf"), grade="verified"
    )
    workstations = Answer(
        kind="value", value="2", comment="Deux", evidence=("b.pdf",), grade="shown"
    )
    migration = moved({"LIV-05": servers, "LIV-06": workstations})
    assert migration.sheet.answers == {
        "LIV-22": Answer(
            kind="value",
            value="2",
            comment="Un\nDeux",
            evidence=("a.pdf", "b.pdf"),
            grade="shown",
        )
    }
    assert [one.answer for one in migration.sheet.notes] == [servers, workstations]


def turned(before, now, answers, given):
    """The value of an answer once a version has turned the answers to its question into others."""
    first = a_questionnaire("care", before).built
    question = QuestionBuilder(replace(now.built, replaces=Rescaled(answers)))
    second = replace(a_questionnaire("care", question).built, version="2.0.0", follows="1.0.0")
    catalogue = Catalogue({"care": {"1.0.0": first, "2.0.0": second}}, living().reference)
    sheet = migrate(catalogue, a_sheet({"A": given}), {"care": "2.0.0"}).sheet
    assert [one.reason for one in sheet.notes] == ["rescaled"]
    return sheet.answers.get("A", CLEARED).value


def merged(rule, first, second, answers=None, *, now=None, asked=None):
    """What becomes of C, merged from A and B by that rule, once these are answered."""
    before = a_questionnaire("care", asked or a_question("A"), a_question("B")).built
    origin = MergedFrom(("A", "B"), rule, answers or {})
    question = QuestionBuilder(replace((now or a_question("C")).built, replaces=origin))
    after = replace(a_questionnaire("care", question).built, version="2.0.0", follows="1.0.0")
    catalogue = Catalogue({"care": {"1.0.0": before, "2.0.0": after}}, living().reference)
    given = {name: one for name, one in {"A": first, "B": second}.items() if one is not None}
    return migrate(catalogue, a_sheet(given), {"care": "2.0.0"})


@pytest.mark.parametrize(
    ("rule", "given", "value", "reason", "outcome"),
    [
        ("lowest", ("3", "1"), "1", "merged", "changed"),
        ("highest", ("3", "1"), "3", "merged", "changed"),
        ("highest", ("1", "3"), "3", "merged", "changed"),
        ("ask", ("3", "3"), None, "merged", "asked"),
        ("lowest", ("3", None), None, "merged", "asked"),
        ("highest", (None, "3"), None, "merged", "asked"),
        ("lowest", (None, None), None, None, "carried"),
        ("ask", (None, None), None, None, "carried"),
    ],
)
def test_a_merged_question_has_the_answer_of_its_rule_and_says_what_became_of_it(
    rule, given, value, reason, outcome
):
    migration = merged(rule, *given)
    (one,) = migration.fates
    assert (one.question, one.former) == ("C", ("A", "B"))
    assert (one.after.value, one.reason, one.outcome) == (value, reason, outcome)
    assert migration.sheet.answers == ({"C": one.after} if value else {})


def test_merged_answers_are_first_turned_into_those_of_the_new_version():
    now = a_choice("C", no=0, partly=2, yes=5)
    answers = {"A": {"1": "partly", "5": "yes"}, "B": {"0": "no", "5": "yes"}}
    assert merged("lowest", "1", "5", answers, now=now).sheet.answers["C"].value == "partly"
    assert merged("highest", "1", "5", answers, now=now).sheet.answers["C"].value == "yes"
    assert merged("lowest", "4", "5", answers, now=now).sheet.answers == {}
    months = merged("highest", Fraction(14), "0", {"A": {"4": "4"}}, asked=MONTHS)
    assert months.sheet.answers["C"].value == "4"
    only = {"A": {"3": "3", "2": "0"}}
    assert merged("lowest", "2", "1", only).sheet.answers["C"].value == "0"
    assert merged("lowest", "3", "5", only).sheet.answers["C"].value == "3"


def test_a_number_is_split_by_the_level_that_it_had():
    part = replace(a_choice("C", bad=1, good=4).built, replaces=SplitFrom("A", {"4": "good"}))
    first = a_questionnaire("care", MONTHS).built
    second = a_questionnaire("care", QuestionBuilder(part)).built
    second = replace(second, version="2.0.0", follows="1.0.0")
    catalogue = Catalogue({"care": {"1.0.0": first, "2.0.0": second}}, living().reference)
    migration = migrate(catalogue, a_sheet({"A": Fraction(14)}), {"care": "2.0.0"})
    assert migration.sheet.answers == {"C": an_answer("good")}
    assert fate(migration, "C").reason == "split"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("No laboratory", "No pharmacy", "No laboratory\nNo pharmacy"),
        ("No laboratory", "No laboratory", "No laboratory"),
        ("a" * 300, "b" * 300, f"{'a' * 300}\n{'b' * 199}"),
        ("a" * 499, "b", "a" * 499),
    ],
)
def test_what_concerns_nobody_before_concerns_nobody_after_for_all_the_reasons(
    first, second, reason
):
    migration = merged("lowest", not_applicable(first), not_applicable(second))
    assert migration.sheet.answers["C"] == not_applicable(reason)


DRILLS = a_multiple("A", plan=Fraction(1, 2), drill=3)
PAPERS = a_multiple("A", paper=2, exercise=3)
CHOICE = a_choice("A", bad=1, good=4)
MONTHS = a_number("A")


@pytest.mark.parametrize(
    ("before", "now", "answers", "given", "value"),
    [
        (DRILLS, PAPERS, {"plan": "paper", "drill": "exercise"}, ("plan",), ("paper",)),
        (
            DRILLS,
            PAPERS,
            {"plan": "paper", "drill": "exercise"},
            ("plan", "drill"),
            ("paper", "exercise"),
        ),
        (DRILLS, PAPERS, {"plan": "paper", "drill": "paper"}, ("plan", "drill"), ("paper",)),
        (DRILLS, PAPERS, {"plan": "paper"}, ("plan", "drill"), None),
        (CHOICE, PAPERS, {"good": "paper"}, "good", ("paper",)),
        (CHOICE, PAPERS, {"good": "paper"}, "bad", None),
        (DRILLS, CHOICE, {"3.5": "good", "0": "bad"}, ("plan", "drill"), "good"),
        (DRILLS, CHOICE, {"3": "good"}, ("drill",), "good"),
        (DRILLS, CHOICE, {"3.5": "good", "0": "bad"}, (), "bad"),
        (DRILLS, CHOICE, {"3.5": "good"}, ("plan",), None),
        (MONTHS, CHOICE, {"4": "good", "never": "bad"}, Fraction(14), "good"),
        (MONTHS, CHOICE, {"4": "good", "never": "bad"}, Fraction(30), None),
        (MONTHS, CHOICE, {"4": "good", "never": "bad"}, NEVER, "bad"),
        (a_linear("A"), CHOICE, {"good": "good"}, Fraction(40), None),
        (CHOICE, a_multiple("A", paper=2), {"good": "gone"}, "good", None),
    ],
)
def test_an_answer_is_turned_into_the_one_that_the_new_version_names(
    before, now, answers, given, value
):
    assert turned(before, now, answers, given) == value


@pytest.mark.parametrize(("length", "kept"), [(1999, True), (2000, False)])
def test_merged_comments_that_are_too_long_together_stay_apart_to_be_read(length, kept):
    servers = Answer(kind="value", value="3", comment="a" * 2000)
    workstations = Answer(kind="value", value="2", comment="b" * length)
    migration = moved({"LIV-05": servers, "LIV-06": workstations})
    both = f"{servers.comment}\n{workstations.comment}"
    assert migration.sheet.answers["LIV-22"].comment == (both if kept else "")
    assert [one.answer for one in migration.sheet.notes] == [servers, workstations]


def test_the_answer_of_a_question_that_has_gone_is_a_note_beside_no_question():
    migration = moved({"LIV-07": "yes"})
    assert migration.sheet.answers == {}
    assert migration.sheet.notes == (note("LIV-07", "yes", "removed"),)
    assert fate(migration, "LIV-07") == Fate(
        questionnaire="living",
        question="LIV-07",
        outcome="gone",
        former=("LIV-07",),
        before=(an_answer("yes"),),
        reason="removed",
    )


def test_what_becomes_of_each_answer_is_told_with_the_answer_of_before():
    migration = moved({"LIV-01": "3", "LIV-03": "team", "LIV-04": "4", "LIV-09": ("one",)})
    told = [
        (one.question, one.outcome, one.former, one.before, one.after, one.reason)
        for one in migration.fates
        if one.before and one.before != (CLEARED,) * len(one.before)
    ]
    assert told == [
        ("LIV-01", "carried", ("LIV-01",), (an_answer("3"),), an_answer("3"), None),
        ("LIV-03", "changed", ("LIV-03",), (an_answer("team"),), an_answer("several"), "rescaled"),
        ("LIV-20", "asked", ("LIV-04",), (an_answer("4"),), CLEARED, "split"),
        ("LIV-21", "asked", ("LIV-04",), (an_answer("4"),), CLEARED, "split"),
        ("LIV-09", "asked", ("LIV-09",), (an_answer(("one",)),), CLEARED, "renewed"),
    ]
    assert {one.questionnaire for one in migration.fates} == {"living"}
    assert migration.before == sheet_of(
        {"LIV-01": "3", "LIV-03": "team", "LIV-04": "4", "LIV-09": ("one",)}
    )


def test_an_answer_that_the_question_no_longer_accepts_is_asked_again_and_stays_to_be_read():
    first = a_questionnaire("care", a_number("A"), a_question("B")).built
    second = a_questionnaire("care", a_number("A", maximum=120), a_question("B")).built
    second = replace(second, version="2.0.0", follows="1.0.0")
    catalogue = Catalogue({"care": {"1.0.0": first, "2.0.0": second}}, living().reference)
    for months, kept in ((120, True), (121, False)):
        answer = an_answer(Fraction(months))
        migration = migrate(catalogue, a_sheet({"A": answer, "B": 3}), {"care": "2.0.0"})
        assert migration.sheet.answers == ({"A": answer} if kept else {}) | {"B": an_answer(3)}
        one = fate(migration, "A")
        assert (one.outcome, one.reason) == (
            ("carried", None) if kept else ("asked", "out_of_bounds")
        )
        assert [(one.question, one.reason, one.beside) for one in migration.sheet.notes] == (
            [] if kept else [("A", "out_of_bounds", ("A",))]
        )


def test_a_question_asked_anew_shows_what_was_said_before():
    migration = moved({"LIV-09": ("one",)})
    assert migration.sheet.answers == {}
    assert migration.sheet.notes == (note("LIV-09", ("one",), "renewed", "LIV-09"),)


def test_a_comment_alone_is_no_more_lost_than_an_answer():
    comment = Answer(comment="À voir avec le directeur")
    migration = moved({"LIV-03": comment, "LIV-07": comment})
    assert migration.sheet.answers == {"LIV-03": comment}
    assert [one.question for one in migration.sheet.notes] == ["LIV-07"]


def test_new_questions_have_no_answer_and_no_former_one():
    assert fate(moved({}), "LIV-11").outcome == "new"
    assert fate(moved({}), "LIV-11").former == ()


def test_a_note_goes_on_beside_the_questions_that_take_up_those_it_stood_beside():
    beside = ("LIV-05", "LIV-01", "LIV-04", "LIV-06", "LIV-07", "LIV-99")
    kept = note("LIV-90", "3", "split", *beside, version="0.9.0")
    assert moved({}, notes=(kept,)).sheet.notes == (
        replace(kept, beside=("LIV-22", "LIV-01", "LIV-20", "LIV-21")),
    )


def test_a_note_of_another_questionnaire_stays_as_it_is():
    kept = replace(note("GOV-01", "3", "rescaled", "LIV-05"), questionnaire="governance")
    migration = moved({"LIV-07": "yes"}, notes=(kept,))
    assert migration.sheet.notes == (kept, note("LIV-07", "yes", "removed"))


# --- laws


@st.composite
def answered(draw, version="1.0.0"):
    (one,) = living().select({"living": version})
    answers = {
        question.id: check_answer(question, draw(answers_to(question)))
        for question in one.questions
        if draw(st.booleans())
    }
    return sheet_of(
        {name: answer for name, answer in answers.items() if answer != CLEARED}, version
    )


@given(answered())
@settings(max_examples=2 * settings.default.max_examples)
def test_two_steps_give_what_one_gives(sheet):
    between = migrate(living(), sheet, {"living": "1.1.0"}).sheet
    assert migrate(living(), between, LAST).sheet == migrate(living(), sheet, LAST).sheet


@given(answered())
def test_moving_to_the_same_version_changes_nothing(sheet):
    migration = migrate(living(), sheet, {"living": "1.0.0"})
    assert migration.sheet == sheet
    assert all(one.outcome == "carried" for one in migration.fates)


@given(answered())
def test_no_answer_is_dropped(sheet):
    migration = migrate(living(), sheet, LAST)
    for name, answer in sheet.answers.items():
        heirs = [one for one in migration.fates if name in one.former]
        carried = any(one.after == answer for one in heirs)
        noted = any((one.question, one.answer) == (name, answer) for one in migration.sheet.notes)
        assert carried or noted
        assert heirs


@given(answered())
def test_no_answer_is_invented(sheet):
    migration = migrate(living(), sheet, LAST)
    for name, answer in migration.sheet.answers.items():
        origins = [sheet.answers.get(one, CLEARED) for one in fate(migration, name).former]
        assert any(one.kind == answer.kind for one in origins)
        assert answer.comment in {
            "\n".join(dict.fromkeys(o.comment for o in origins if o.comment)),
            "",
        }
        assert {name for one in origins for name in one.evidence} >= set(answer.evidence)


@given(answered())
def test_a_moved_sheet_can_be_written_and_read_back(sheet):
    migrated = migrate(living(), sheet, LAST).sheet
    read = read_sheet("sheet.yaml", write_sheet(migrated).encode(), living())
    assert read == replace(migrated, answers=read.answers)
    assert dict(read.answers) == dict(migrated.answers)
