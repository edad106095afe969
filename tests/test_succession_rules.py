"""What an author is told about a version that follows another."""

from __future__ import annotations

import pytest
from drafts import DRAFT, faults_in, spoilt

from care_assess.questionnaire.reading import read_questionnaire
from care_assess.questionnaire.succession import MergedFrom, New, Rescaled, Same, SplitFrom
from care_assess.questionnaire.yamltext import read_yaml

NEXT = spoilt("version: 1.0.0", "version: 2.0.0\nfollows: 1.0.0")
AT = "draft.yaml:"


def following(*changes, text=NEXT):
    """The faults of the next version with each ``before`` of ``changes`` replaced by ``after``."""
    for before, after in changes:
        text = spoilt(before, after, text)
    return [told.removeprefix(AT) for told in faults_in(DRAFT, text)]


def with_replaces(question, replaces):
    """A change that says where the answer to a question comes from."""
    return f"      - id: {question}\n", f"      - id: {question}\n        replaces: {replaces}\n"


def without(question, text=NEXT):
    """The draft without one question."""
    beginning = text.index(f"      - id: {question}\n")
    marks = ("\n      - id: ", "\n  - id: ")
    ends = [end + 1 for end in (text.find(mark, beginning) for mark in marks) if end > 0]
    return text[:beginning] + text[min(ends, default=len(text)) :]


REMOVED = 'removed: [{id: DRA-06, reason: {fr: "Sans usage", en: "Of no use"}}]\n'


def test_a_version_may_follow_another_without_a_word():
    assert following() == []


def test_a_question_that_goes_is_removed_with_its_reason():
    assert following(text=without("DRA-06")) == [
        (
            "4: follows: La question DRA-06 de la version 1.0.0 n'est plus posée : dites pourquoi sous removed, "
            "ou quelle question la reprend par split_from ou merged_from."
        )
    ]
    assert following(("prefix:", f"{REMOVED}prefix:"), text=without("DRA-06")) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "follows: 1.0.0\n",
            "",
            (
                "3: version: La version 1.0.0 est là avant celle-ci : écrivez follows: 1.0.0, et ce que deviennent "
                "ses questions si elles changent."
            ),
        ),
        (
            "follows: 1.0.0\n",
            "follows: 1.5.0\n",
            "4: follows: La version 1.5.0 n'est pas celle juste avant : écrivez follows: 1.0.0.",
        ),
        (
            "prefix:",
            f"{REMOVED}prefix:",
            "7: removed[0].id: La question DRA-06 est toujours posée, ou reprise par une autre : retirez-la de removed.",
        ),
        (
            "prefix:",
            f"{REMOVED}prefix:".replace("06", "66"),
            (
                "7: removed[0].id: « DRA-66 » n'est pas connu parmi les questions de la version d'avant : choisissez un "
                "identifiant qui existe, ou ajoutez-le."
            ),
        ),
    ],
)
def test_what_is_said_of_the_version_before_is_true(before, after, told):
    assert told in following((before, after))


def test_without_a_version_before_nothing_is_said_of_it():
    (told,) = faults_in(NEXT)
    assert told.startswith(
        "draft.yaml:4: follows: La version 1.0.0 du questionnaire « draft » n'est pas là"
    )
    (told,) = faults_in(spoilt(*with_replaces("DRA-01", "same")))
    assert told == (
        "draft.yaml:21: sections[0].questions[0].replaces: « replaces » parle de la version d'avant : "
        "dites laquelle par follows, en tête du fichier."
    )


def test_answers_that_change_are_told_what_they_become():
    added = (
        "- {id: someone,",
        '- {id: team, level: 5, text: {fr: "Une équipe", en: "A team"}}\n          - {id: someone,',
    )
    renamed = ("{id: someone,", "{id: person,")
    (told,) = following(added)
    assert "Les réponses possibles ne sont plus celles de DRA-03 dans la version 1.0.0" in told
    assert following(added, with_replaces("DRA-03", "same")) == []
    assert len(following(renamed, with_replaces("DRA-03", "same"))) == 1
    assert (
        following(renamed, with_replaces("DRA-03", "{rescaled: {nobody: nobody, someone: person}}"))
        == []
    )
    assert following(renamed, with_replaces("DRA-03", "new")) == []


@pytest.mark.parametrize(
    ("question", "replaces", "told"),
    [
        ("DRA-01", '{rescaled: {"6": 1}}', "« 6 » n'est pas connu parmi les réponses de la version d'avant"),
        ("DRA-01", '{rescaled: {"3": 6}}', "« 6 » n'est pas connu parmi les réponses possibles"),
        ("DRA-01", '{rescaled: {"3": {"3": 2}}}', "« Ce bloc »"),
        ("DRA-01", "{split_from: DRA-99}", "« DRA-99 » n'est pas connu parmi les questions de la version d'avant"),
        ("DRA-01", "{rule: lowest}", "« merged_from »"),
        ("DRA-01", "{merged_from: [DRA-01, DRB-01]}", "« rule »"),
        ("DRA-01", "{merged_from: [DRA-01], rule: lowest}", "Il n'y en a pas assez"),
        ("DRA-01", "{merged_from: [DRA-01, DRB-01], rule: lowest}", "ne sont plus celles de DRB-01"),
        ("DRA-01", '{split_from: DRA-01, answers: {DRA-01: {"3": 3}}}', "« DRA-01 » n'est pas connu parmi les réponses"),
        ("DRA-01", '{split_from: DRA-01, answers: {"3": {"3": 3}}}', "pas un bloc"),
        ("DRA-01", '{rescaled: {"3": 3}, split_from: DRA-02}', "une seule origine"),
        ("DRA-01", '{rescaled: {"3": 3}, answers: {"3": 3}}', "écrivez les réponses dans rescaled même"),
        ("DRA-01", "other", "« other » ne convient pas"),
        ("DRA-05", '{rescaled: {"3": 3}}', "« 3 » n'est pas connu parmi les réponses de la version d'avant"),
    ],
)  # fmt: skip
def test_a_wrong_origin_is_told(question, replaces, told):
    faults = following(with_replaces(question, replaces))
    plain = told.replace("« Ce bloc »", "Ce bloc")
    assert any(plain in fault for fault in faults), faults


@pytest.mark.parametrize(
    "replaces",
    [
        '{rescaled: {"0": 0, "3": 2}}',
        '{split_from: DRB-01, answers: {"no": 0, "yes": 5}}',
        '{merged_from: [DRA-01, DRB-01], rule: highest, answers: {DRB-01: {"no": 0, "yes": 5}}}',
        '{merged_from: [DRA-01, DRA-02], rule: lowest, answers: {DRA-02: {never: 0, "3": 2}}}',
        "{merged_from: [DRA-01, DRA-02], rule: ask}",
    ],
)
def test_an_origin_may_be_any_question_whose_answers_are_mapped(replaces):
    assert following(with_replaces("DRA-01", replaces)) == []


def test_a_question_that_did_not_exist_replaces_nothing_of_its_own():
    renamed = ("- id: DRA-06", "- id: DRA-07\n        replaces: same")
    faults = following(renamed, ("prefix:", f"{REMOVED}prefix:"))
    assert len(faults) == 1
    assert "La version d'avant ne pose pas la question DRA-07" in faults[0]


def test_the_id_of_a_question_that_has_gone_is_not_given_to_another():
    second = spoilt("prefix:", f"{REMOVED}prefix:", without("DRA-06"))
    third = spoilt("version: 1.0.0", "version: 3.0.0\nfollows: 2.0.0")
    (told,) = faults_in(DRAFT, second, third)
    assert "DRA-06 était une autre question dans la version 1.0.0" in told


def test_origins_are_read_as_they_are_said():
    text = NEXT
    said = {
        "DRA-01": '{rescaled: {"3": 2}}',
        "DRA-02": "same",
        "DRB-01": "new",
        "DRA-03": "{split_from: DRA-03, answers: {nobody: nobody}}",
        "DRA-04": "{merged_from: [DRA-03, DRA-04], rule: highest, answers: {DRA-03: {someone: two}}}",
    }
    for question, replaces in said.items():
        text = spoilt(*with_replaces(question, replaces), text)
    read = read_questionnaire(read_yaml("draft.yaml", text.encode()).value)
    assert read.follows == "1.0.0"
    assert [question.replaces for question in read.questions] == [
        Rescaled({"3": "2"}),
        Same(),
        New(),
        SplitFrom("DRA-03", {"nobody": "nobody"}),
        MergedFrom(("DRA-03", "DRA-04"), "highest", {"DRA-03": {"someone": "two"}}),
        None,
        None,
    ]
