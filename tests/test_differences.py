"""What changed between two versions, the step it asks for, and how it is told."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction

import pytest
from living import VERSIONS, changed, living

from care_assess.content import lock_of
from care_assess.paths import questionnaires_dir
from care_assess.questionnaire import (
    Action,
    CapRule,
    Cut,
    NumberScale,
    Question,
    Questionnaire,
    Section,
    precedence,
)
from care_assess.questionnaire.succession import Rescaled
from care_assess.text import Text, catalogue
from care_assess.versions.differences import STEPS, Change, differences, step_asked, step_taken

FIRST, SECOND, THIRD = (living().select({"living": version})[0] for version in VERSIONS)


def kinds(before, now):
    return {
        (one.question or one.section or "", one.kind, one.field) for one in differences(before, now)
    }


def test_a_version_is_the_same_as_itself():
    assert differences(FIRST, FIRST) == ()
    assert step_asked(()) is None


def test_small_changes_are_all_found():
    assert kinds(FIRST, SECOND) == {
        ("LIV-01", "reworded", "text"),
        ("LIV-02", "cuts", "cuts"),
        ("LIV-08", "facts", "control_points"),
        ("LIV-08", "facts", "fails"),
        ("LIV-10", "moved", "section"),
        ("LIV-11", "added", ""),
    }
    assert step_asked(differences(FIRST, SECOND)) == "minor"


def test_large_changes_are_all_found():
    assert kinds(SECOND, THIRD) == {
        ("LIV-03", "rescaled", "replaces"),
        ("LIV-20", "split", "text"),
        ("LIV-21", "split", "text"),
        ("LIV-22", "merged", "text"),
        ("LIV-07", "removed", "text"),
        ("LIV-09", "renewed", "text"),
        ("LIV-04", "caps", "caps"),
        ("LIV-20", "caps", "caps"),
    }
    assert step_asked(differences(SECOND, THIRD)) == "major"


def question(name, of=FIRST):
    (found,) = (one for one in of.questions if one.id == name)
    return found


def test_the_largest_steps_come_first_then_what_changes_answers_before_what_changes_words():
    days = replace(question("LIV-02", SECOND).scale, unit="days")
    sections = tuple(
        replace(
            one,
            questions=tuple(
                replace(q, scale=days) if q.id == "LIV-02" else q for q in one.questions
            ),
        )
        for one in SECOND.sections
    )
    changes = differences(FIRST, replace(SECOND, sections=sections))
    assert [(one.step, one.kind) for one in changes] == [
        ("major", "rescaled"),
        ("minor", "added"),
        ("minor", "cuts"),
        ("minor", "moved"),
        ("minor", "facts"),
        ("minor", "facts"),
        ("patch", "reworded"),
    ]


def test_each_small_change_is_told_old_and_new():
    old, new = (lambda name: question(name, FIRST)), (lambda name: question(name, SECOND))
    assert differences(FIRST, SECOND) == (
        Change(kind="added", step="minor", question="LIV-11", after=new("LIV-11").text),
        Change(
            kind="cuts",
            step="minor",
            question="LIV-02",
            field="cuts",
            before={"1": "any", "2": 36, "3": 24, "4": 18, "5": 12},
            after={"1": "any", "2": 36, "3": 24, "4": 12, "5": 6},
        ),
        Change(
            kind="moved",
            step="minor",
            question="LIV-10",
            field="section",
            before=FIRST.sections[1].title,
            after=FIRST.sections[0].title,
        ),
        *(
            Change(
                kind="facts",
                step="minor",
                question="LIV-08",
                field=field,
                before=getattr(old("LIV-08"), field),
                after=getattr(new("LIV-08"), field),
            )
            for field in ("control_points", "fails")
        ),
        Change(
            kind="reworded",
            step="patch",
            question="LIV-01",
            field="text",
            before=old("LIV-01").text,
            after=new("LIV-01").text,
        ),
    )


def test_each_answer_that_changed_came_or_went_is_told_old_and_new():
    nobody, someone, team = question("LIV-03").options
    other = Text("Nul", "Nobody at all")
    options = (
        replace(nobody, text=other),
        replace(someone, text=other, level=3),
        replace(nobody, id="two"),
    )
    about = {"question": "LIV-03"}
    assert differences(FIRST, changed("LIV-03", options=options)) == (
        Change(kind="rescaled", step="major", field="options.team", before=team, **about),
        Change(
            kind="cuts", step="minor", field="options.someone.level", before=2, after=3, **about
        ),
        Change(kind="cuts", step="minor", field="options.two", after=options[2], **about),
        Change(
            kind="reworded",
            step="patch",
            field="options.nobody",
            before=nobody.text,
            after=other,
            **about,
        ),
        Change(
            kind="reworded",
            step="patch",
            field="options.someone",
            before=someone.text,
            after=other,
            **about,
        ),
    )


def test_the_words_of_a_level_of_a_number_are_told_as_those_of_an_answer():
    scale = question("LIV-02").scale
    other = Text("Autre", "Other")
    bands = (*scale.bands[:2], replace(scale.bands[2], text=other), *scale.bands[3:])
    (change,) = differences(FIRST, changed("LIV-02", scale=replace(scale, bands=bands)))
    assert change == Change(
        kind="reworded",
        step="patch",
        question="LIV-02",
        field="options.2",
        before=scale.bands[2].text,
        after=other,
    )


@pytest.mark.parametrize(
    ("better", "cut", "told"),
    [
        ("lower", Cut(level=4, bound=Fraction(3, 2), strict=True), "below 1.5"),
        ("higher", Cut(level=4, bound=Fraction(18), strict=True), "above 18"),
        ("lower", Cut(level=4, bound=Fraction(18)), 18),
        ("lower", Cut(level=4, bound=None), "any"),
    ],
)
def test_cuts_are_told_as_files_write_them(better, cut, told):
    scale = replace(question("LIV-02").scale, better=better)
    before = changed("LIV-02", scale=scale)
    (change,) = differences(before, changed("LIV-02", scale=replace(scale, cuts=(cut,))))
    assert (change.kind, change.field, change.after) == ("cuts", "cuts", {"4": told})


def test_a_number_that_becomes_something_else_has_no_cuts_to_compare():
    words = changed("LIV-02", kind="level", scale=None)
    for before, now in ((FIRST, words), (words, FIRST)):
        (change,) = differences(before, now)
        assert (change.kind, change.step, change.field) == ("rescaled", "major", "kind")


def test_a_field_of_an_action_and_an_action_that_came_or_went_are_told():
    action = question("LIV-01").action
    parts = {"kind": "action", "step": "minor", "question": "LIV-01"}
    (change,) = differences(FIRST, changed("LIV-01", action=replace(action, days=6)))
    assert change == Change(field="action.days", before=action.days, after=6, **parts)
    (change,) = differences(FIRST, changed("LIV-01", action=None))
    assert change == Change(field="action", before=action, **parts)
    (change,) = differences(changed("LIV-01", action=None), FIRST)
    assert change == Change(field="action", after=action, **parts)


def test_a_cap_is_known_by_its_question_and_by_what_it_bears_on():
    (cap,) = FIRST.caps
    parts = {"kind": "caps", "step": "minor", "question": "LIV-04"}
    topic, lower = replace(cap, topic="ad"), replace(cap, max=1)
    (change,) = differences(FIRST, replace(FIRST, caps=(lower,)))
    assert change == Change(field="caps.max", before=cap.max, after=1, **parts)
    (change,) = differences(FIRST, replace(FIRST, caps=(topic, cap)))
    assert change == Change(field="caps", after=topic, **parts)
    (change,) = differences(replace(FIRST, caps=(topic, cap)), FIRST)
    assert change == Change(field="caps", before=topic, **parts)
    assert differences(replace(FIRST, caps=(cap, topic)), replace(FIRST, caps=(topic, lower))) == (
        Change(field="caps.max", before=cap.max, after=1, **parts),
    )
    first, second = replace(cap, max=3), replace(cap, max=4)
    both = replace(FIRST, caps=(cap, first))
    assert differences(both, replace(FIRST, caps=(second,))) == (
        Change(field="caps.max", before=cap.max, after=4, **parts),
        Change(field="caps", before=first, **parts),
    )


def test_sections_that_came_went_moved_or_changed_are_told():
    one, two = FIRST.sections
    three = replace(one, id="third", title=Text("Tierce partie", "Third part"), questions=())
    four = replace(three, id="fourth")
    before = replace(FIRST, sections=(one, two, three))
    (change,) = differences(FIRST, before)
    assert change == Change(
        kind="added", step="minor", section="third", field="title", after=three.title
    )
    (change,) = differences(before, FIRST)
    assert change == Change(
        kind="removed", step="minor", section="third", field="title", before=three.title
    )
    heavier = replace(one, weight=Fraction(2))
    assert differences(before, replace(FIRST, sections=(four, three, heavier, two))) == (
        Change(kind="added", step="minor", section="fourth", field="title", after=four.title),
        Change(
            kind="reweighted",
            step="minor",
            section="first",
            field="weight",
            before=one.weight,
            after=heavier.weight,
        ),
        Change(kind="moved", step="patch", section="third", field="order", before=3, after=2),
    )


def test_a_question_asked_in_another_group_is_told_by_the_groups():
    one, two = FIRST.sections
    parts = [
        replace(one, id=name, title=Text(name, name), questions=some)
        for name, some in (("a", one.questions[:2]), ("b", one.questions[2:]))
    ]
    before = replace(FIRST, sections=(replace(one, groups=tuple(parts)), two))
    moved = one.questions[1]
    parts = [
        replace(parts[0], questions=one.questions[:1]),
        replace(parts[1], questions=(*one.questions[2:], moved)),
    ]
    now = replace(one, questions=(*parts[0].questions, *parts[1].questions), groups=tuple(parts))
    (change,) = differences(before, replace(FIRST, sections=(now, two)))
    assert change == Change(
        kind="moved",
        step="minor",
        question=moved.id,
        field="section",
        before=parts[0].title,
        after=parts[1].title,
    )


def test_what_is_taken_up_is_told_with_the_former_questions_and_their_words():
    found = {one.question: one for one in differences(SECOND, THIRD) if one.former}
    fourth, fifth, sixth = (question(name, SECOND).text for name in ("LIV-04", "LIV-05", "LIV-06"))
    parts = {"step": "major", "field": "text"}
    assert found == {
        name: Change(
            kind=kind,
            question=name,
            former=former,
            before=before,
            after=question(name, THIRD).text,
            **parts,
        )
        for name, kind, former, before in (
            ("LIV-20", "split", ("LIV-04",), (fourth,)),
            ("LIV-21", "split", ("LIV-04",), (fourth,)),
            ("LIV-22", "merged", ("LIV-05", "LIV-06"), (fifth, sixth)),
        )
    }


def test_what_is_taken_up_from_a_question_that_was_never_there_has_only_the_words_of_the_others():
    """A version compared with another than the one that it follows."""
    sections = tuple(
        replace(one, questions=tuple(q for q in one.questions if q.id != "LIV-05"))
        for one in SECOND.sections
    )
    changes = differences(replace(SECOND, sections=sections), THIRD)
    (merged,) = (one for one in changes if one.kind == "merged")
    assert merged.former == ("LIV-05", "LIV-06")
    assert merged.before == (question("LIV-06", SECOND).text,)


def test_a_question_asked_anew_added_or_gone_is_told_with_its_words():
    found = {one.kind: one for one in differences(SECOND, THIRD)}
    assert found["renewed"] == Change(
        kind="renewed",
        step="major",
        question="LIV-09",
        field="text",
        before=question("LIV-09", SECOND).text,
        after=question("LIV-09", THIRD).text,
    )
    assert found["removed"] == Change(
        kind="removed",
        step="major",
        question="LIV-07",
        field="text",
        before=question("LIV-07", SECOND).text,
        after=THIRD.removed[0].reason,
    )
    (added,) = (one for one in differences(FIRST, SECOND) if one.kind == "added")
    assert added == Change(
        kind="added", step="minor", question="LIV-11", after=question("LIV-11", SECOND).text
    )


def test_other_answers_are_told_as_they_were_and_as_they_are():
    (rescaled,) = (one for one in differences(SECOND, THIRD) if one.kind == "rescaled")
    assert rescaled == Change(
        kind="rescaled",
        step="major",
        question="LIV-03",
        field="replaces",
        before=question("LIV-03", SECOND).options,
        after=question("LIV-03", THIRD).options,
    )
    number = question("LIV-02")
    (rescaled,) = differences(FIRST, changed("LIV-02", replaces=Rescaled({})))
    assert (rescaled.before, rescaled.after) == (number.scale.bands, number.scale.bands)
    (rescaled,) = differences(FIRST, changed("LIV-10", replaces=Rescaled({})))
    assert (rescaled.before, rescaled.after) == ((), ())


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (changed("LIV-01", text=Text("Est-ce dit ?", "Is it said?")), "patch"),
        (changed("LIV-01", help=Text("Aide", "Help")), "patch"),
        (changed("LIV-01", weight=2), "minor"),
        (changed("LIV-01", topics=()), "minor"),
        (changed("LIV-01", tier="full"), "minor"),
        (changed("LIV-01", action=None), "minor"),
        (changed("LIV-01", action=replace(FIRST.questions[0].action, days=6)), "minor"),
        (replace(FIRST, caps=()), "minor"),
        (replace(FIRST, weight=2), "minor"),
        (replace(FIRST, title=Text("Autre", "Other")), "patch"),
        (replace(FIRST, sections=FIRST.sections[::-1]), "patch"),
        (replace(FIRST, sections=FIRST.sections[:1]), "major"),
        (changed("LIV-03", options=FIRST.questions[2].options[:2]), "major"),
        (changed("LIV-02", scale=replace(FIRST.questions[1].scale, unit="days")), "major"),
        (changed("LIV-02", scale=replace(FIRST.questions[1].scale, maximum=240)), "minor"),
        (
            changed("LIV-03", options=(replace(FIRST.questions[2].options[0], level=1), *FIRST.questions[2].options[1:])),
            "minor",
        ),
    ],
)  # fmt: skip
def test_each_change_asks_for_its_step(now, step):
    assert step_asked(differences(FIRST, now)) == step


def test_a_question_asked_earlier_is_the_only_one_that_moved():
    first = FIRST.sections[0]
    a, b, c, d = first.questions
    now = replace(FIRST, sections=(replace(first, questions=(d, a, b, c)), *FIRST.sections[1:]))
    (change,) = differences(FIRST, now)
    assert change == Change(
        kind="moved", step="patch", question="LIV-04", field="order", before=4, after=1
    )


@pytest.mark.parametrize(
    ("before", "now", "step"),
    [
        ("1.0.0", "1.0.1", "patch"),
        ("1.0.1", "1.0.2", "patch"),
        ("1.0.9", "1.1.0", "minor"),
        ("1.9.9", "2.0.0", "major"),
        ("1.0.0", "3.4.5", "major"),
        ("1.9.0", "1.10.0", "minor"),
    ],
)
def test_the_step_between_two_versions(before, now, step):
    assert step_taken(before, now) == step


def test_every_published_version_took_the_step_its_changes_asked_for():
    from care_assess.content import load_catalogue

    published = lock_of(questionnaires_dir()).digests
    for one in load_catalogue():
        if one.follows is not None and (one.id, one.version) in published:
            before = load_catalogue().questionnaires[one.id][one.follows]
            asked = step_asked(differences(before, one))
            assert asked is not None
            assert STEPS.index(step_taken(one.follows, one.version)) >= STEPS.index(asked)
            assert precedence(one.follows) < precedence(one.version)


def test_every_field_that_can_change_has_its_words():
    values = (Question, Questionnaire, Section, NumberScale, Action, CapRule)
    names = {field.name for value in values for field in fields(value)}
    unsaid = {
        "id",
        "questionnaire",
        "version",
        "digest",
        "follows",
        "removed",
        "sections",
        "level_scale",
    }
    unsaid |= {"questions", "groups", "bands", "lowest", "highest", "question"}
    assert {name for name in names - unsaid if f"versions.field.{name}" not in catalogue()} == set()
