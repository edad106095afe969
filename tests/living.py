"""Three versions of one questionnaire, in which everything happens that can happen to a question.

LIV-01 is reworded in 1.1.0; LIV-02 has other cuts in 1.1.0; LIV-08 is on another rung in 1.1.0; LIV-11 comes
in 1.1.0; LIV-10 moves to another section in 1.1.0. In 2.0.0 LIV-03 has other answers, LIV-04 is split into
LIV-20 and LIV-21, LIV-05 and LIV-06 are merged into LIV-22, LIV-07 goes, LIV-09 is asked anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from drafts import spoilt

from care_assess.content import load_catalogue, read_files
from care_assess.paths import questionnaires_dir
from care_assess.questionnaire import Catalogue, Question, Questionnaire
from care_assess.questionnaire.checking import faults_of
from care_assess.questionnaire.reading import read_questionnaire
from care_assess.questionnaire.yamltext import read_yaml

FIRST = """\
format: care-assess/questionnaire/1
id: living
version: 1.0.0
title: {fr: "Vivant", en: "Living"}
summary: {fr: "Deux phrases.", en: "Two sentences."}
prefix: LIV
axis: awareness
caps:
  - {when: {question: LIV-04, below: 2}, max: 2, reason: {fr: "Rien", en: "Nothing"}}
ladders:
  - {id: steps, title: {fr: "Marches", en: "Steps"}, start: 1, rungs: [1, 2], note: {fr: "Estimation", en: "Estimate"}}
sections:
  - id: first
    title: {fr: "Première partie", en: "First part"}
    questions:
      - id: LIV-01
        text: {fr: "Est-ce écrit ?", en: "Is it written?"}
        type: level
        levels: LEVELS
        weight: 3
        tier: core
        criticality: high
        topics: [ad]
        answered_by: dsi
        action: {text: {fr: "Écrire", en: "Write"}, effort: S, days: 5, owner: rssi, function: prevent}
      - id: LIV-02
        text: {fr: "À combien de mois remonte le test ?", en: "How many months ago was the test?"}
        type: number
        unit: months
        min: 0
        max: 120
        better: lower
        cuts: {"1": any, "2": 36, "3": 24, "4": 18, "5": 12}
        never: true
        levels: LEVELS
        tier: core
        criticality: low
        answered_by: dsi
      - id: LIV-03
        text: {fr: "Qui s'en charge ?", en: "Who is in charge?"}
        type: choice
        options:
          - {id: nobody, level: 0, text: {fr: "Personne", en: "Nobody"}}
          - {id: someone, level: 2, text: {fr: "Une personne", en: "Someone"}}
          - {id: team, level: 5, text: {fr: "Une équipe", en: "A team"}}
        tier: full
        criticality: low
        answered_by: dsi
      - id: LIV-04
        text: {fr: "Est-ce sauvegardé et testé ?", en: "Is it backed up and tested?"}
        type: level
        levels: LEVELS
        tier: full
        criticality: low
        answered_by: dsi
  - id: second
    title: {fr: "Seconde partie", en: "Second part"}
    questions:
      - id: LIV-05
        text: {fr: "Les serveurs sont-ils à jour ?", en: "Are servers up to date?"}
        type: level
        levels: LEVELS
        tier: full
        criticality: low
        topics: [exposure]
        answered_by: dsi
      - id: LIV-06
        text: {fr: "Les postes sont-ils à jour ?", en: "Are workstations up to date?"}
        type: level
        levels: LEVELS
        tier: full
        criticality: low
        topics: [exposure]
        answered_by: dsi
      - id: LIV-07
        text: {fr: "Avez-vous un télécopieur ?", en: "Do you have a fax?"}
        type: yes_partial_no
        levels: WORDS
        tier: full
        criticality: low
        answered_by: dsi
      - id: LIV-08
        text: {fr: "Est-ce fermé ?", en: "Is it closed?"}
        type: yes_partial_no
        levels: WORDS
        tier: full
        criticality: low
        answered_by: dsi
        control_points: [{id: point_a, rungs: [1]}]
        fails: {"no": 1}
      - id: LIV-09
        text: {fr: "Que faites-vous ?", en: "What do you do?"}
        type: multiple
        options:
          - {id: one, level: 2, text: {fr: "Une chose", en: "One thing"}}
          - {id: two, level: 3, text: {fr: "Une autre", en: "Another"}}
        tier: full
        criticality: low
        answered_by: dsi
      - id: LIV-10
        text: {fr: "Remarques", en: "Remarks"}
        type: information
        tier: full
        criticality: low
        answered_by: dsi
"""

_REMARKS = FIRST[FIRST.index("      - id: LIV-10\n") :]
_ADDED = """\
      - id: LIV-11
        text: {fr: "Est-ce nouveau ?", en: "Is it new?"}
        type: level
        levels: LEVELS
        tier: full
        criticality: low
        answered_by: dsi
"""
_CHANGES = (
    ("version: 1.0.0\n", "version: 1.1.0\nfollows: 1.0.0\n"),
    (_REMARKS, _ADDED),
    ("  - id: second\n", f"{_REMARKS}  - id: second\n"),
    ("Est-ce écrit ?", "Est-ce écrit et daté ?"),
    ("Is it written?", "Is it written and dated?"),
    ('"4": 18, "5": 12', '"4": 12, "5": 6'),
    ("rungs: [1]}]", "rungs: [2]}]"),
    ('fails: {"no": 1}', 'fails: {"no": 2}'),
)


def _part(text: str, question: str) -> str:
    """The lines of one question."""
    begin = text.index(f"      - id: {question}\n")
    marks = [text.find(mark, begin + 1) for mark in ("\n      - id: ", "\n  - id: ")]
    return text[begin : min((end + 1 for end in marks if end > 0), default=len(text))]


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for before, after in changes:
        text = spoilt(before, after, text)
    return text


SECOND = _changed(FIRST, _CHANGES)

_FOURTH = _part(SECOND, "LIV-04")
_MAP = 'answers: {"0": 0, "1": 1, "3": 3}'
_BACKED_UP = _FOURTH.replace(
    "LIV-04\n", f"LIV-20\n        replaces: {{split_from: LIV-04, {_MAP}}}\n"
)
_TESTED = _FOURTH.replace("LIV-04\n", "LIV-21\n        replaces: {split_from: LIV-04}\n")
_FIFTH = _part(SECOND, "LIV-05")
_UP_TO_DATE = _FIFTH.replace(
    "LIV-05\n", "LIV-22\n        replaces: {merged_from: [LIV-05, LIV-06], rule: lowest}\n"
)
_REMOVED = """\
removed:
  - {id: LIV-07, reason: {fr: "Plus personne n'en a", en: "Nobody has one any more"}}
"""
_THIRD_ANSWERS = """\
      - id: LIV-03
        replaces: {rescaled: {nobody: none, team: several}}
"""

THIRD = _changed(
    SECOND,
    (
        ("version: 1.1.0\nfollows: 1.0.0\n", f"version: 2.0.0\nfollows: 1.1.0\n{_REMOVED}"),
        (_FOURTH, _BACKED_UP + _TESTED),
        (_FIFTH, _UP_TO_DATE),
        (_part(SECOND, "LIV-06"), ""),
        (_part(SECOND, "LIV-07"), ""),
        ("      - id: LIV-03\n", _THIRD_ANSWERS),
        ("{id: nobody,", "{id: none,"),
        ("{id: someone,", "{id: one_person,"),
        ("{id: team,", "{id: several,"),
        ("      - id: LIV-09\n", "      - id: LIV-09\n        replaces: new\n"),
        ("question: LIV-04, below", "question: LIV-20, below"),
    ),
)

_LEVELS = ", ".join(f'"{n}": {{fr: "Niveau {n}", en: "Level {n}"}}' for n in range(6))
_WORDS = '"yes": {fr: "Oui", en: "Yes"}, "partial": {fr: "En partie", en: "Partly"}, "no": {fr: "Non", en: "No"}'
VERSIONS = {
    version: text.replace("LEVELS", f"{{{_LEVELS}}}").replace("WORDS", f"{{{_WORDS}}}")
    for version, text in (("1.0.0", FIRST), ("1.1.0", SECOND), ("2.0.0", THIRD))
}
"""Version → the text of its file."""


@cache
def living() -> Catalogue:
    """The three versions, checked."""
    documents = [read_yaml(f"{name}.yaml", text.encode()) for name, text in VERSIONS.items()]
    around, _ = read_files((questionnaires_dir(),))
    assert faults_of(documents, around) == ()
    questionnaires = [read_questionnaire(document.value) for document in documents]
    return Catalogue(
        {"living": {one.version: one for one in questionnaires}}, load_catalogue().reference
    )


def write_living(folder: Path, *versions: str) -> Path:
    """The files of those versions (default: all three) in a folder of questionnaires."""
    (folder / "living").mkdir(parents=True, exist_ok=True)
    for version in versions or VERSIONS:
        (folder / "living" / f"{version}.yaml").write_text(VERSIONS[version], "utf-8")
    return folder


def living_with(change: Callable[[Question], Question]) -> Questionnaire:
    """The first version with other questions."""
    (first,) = living().select({"living": "1.0.0"})
    sections = tuple(
        replace(section, questions=tuple(map(change, section.questions)))
        for section in first.sections
    )
    return replace(first, sections=sections)


def changed(question: str, **parts: object) -> Questionnaire:
    """The first version with other fields of one question."""
    return living_with(lambda one: replace(one, **parts) if one.id == question else one)
