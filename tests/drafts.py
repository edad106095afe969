"""A questionnaire file of every type of question, to be spoilt one line at a time."""

from __future__ import annotations

from functools import cache

from care_assess.content import read_files
from care_assess.errors import Fault
from care_assess.paths import questionnaires_dir
from care_assess.questionnaire.checking import faults_of
from care_assess.questionnaire.yamltext import Document, read_yaml
from care_assess.text import NBSP, Lang, translator

DRAFT = """\
format: care-assess/questionnaire/1
id: draft
version: 1.0.0
title: {fr: "Brouillon", en: "Draft"}
summary: {fr: "Deux phrases.", en: "Two sentences."}
prefix: [DRA, DRB]
axis: awareness
scoring: {method: weighted_mean}
caps:
  - when: {question: DRA-01, below: 3}
    max: 2
    topic: ad
    reason: {fr: "Rien d'écrit", en: "Nothing in writing"}
ladders:
  - {id: steps, title: {fr: "Marches", en: "Steps"}, start: 1, rungs: [1, 2], note: {fr: "Estimation", en: "Estimate"}}
sections:
  - id: first
    title: {fr: "Première partie", en: "First part"}
    questions:
      - id: DRA-01
        text: {fr: "Est-ce écrit ?", en: "Is it written?"}
        type: level
        levels:
          "0": {fr: "Non", en: "No"}
          "1": {fr: "Un peu", en: "A little"}
          "2": {fr: "En partie", en: "Partly"}
          "3": {fr: "Oui", en: "Yes"}
          "4": {fr: "Oui, suivi", en: "Yes, tracked"}
          "5": {fr: "Oui, testé", en: "Yes, tested"}
        weight: 3
        tier: core
        criticality: high
        topics: [ad]
        scenarios: [ransomware]
        answered_by: directeur
        references: [HYG-1]
        applies_if: {profile: ght_member}
        action:
          text: {fr: "Écrire", en: "Write"}
          effort: S
          days: 5
          owner: rssi
          function: prevent
          resources: [pgssi_s]
          requires: [DRA-02]
        sources: ["Guide d'hygiène [S]", "Seuil à confirmer [U]"]
      - id: DRA-02
        text: {fr: "À combien de mois remonte le test ?", en: "How many months ago was the test?"}
        type: number
        unit: months
        min: 0
        max: 120
        decimals: 0
        better: lower
        cuts: {"1": any, "2": 36, "3": 24, "4": 18, "5": 12}
        never: true
        levels: {"0": {fr: "a", en: "a"}, "1": {fr: "b", en: "b"}, "2": {fr: "c", en: "c"}, "3": {fr: "d", en: "d"}, "4": {fr: "e", en: "e"}, "5": {fr: "f", en: "f"}}
        tier: full
        criticality: low
        answered_by: dsi
        applies_if: {question: DRA-01, at_least: 1}
        action: {text: {fr: "Tester", en: "Test"}, effort: M, days: 10, owner: dsi, function: control}
      - id: DRB-01
        text: {fr: "Est-ce fermé ?", en: "Is it closed?"}
        type: yes_partial_no
        levels: {"yes": {fr: "Oui", en: "Yes"}, "partial": {fr: "En partie", en: "Partly"}, "no": {fr: "Non", en: "No"}}
        tier: full
        criticality: low
        answered_by: dsi
        control_points: [{id: point_a, rungs: [1, 2]}]
        fails: {"no": 1, "partial": 2}
  - id: second
    title: {fr: "Seconde partie", en: "Second part"}
    questions:
      - id: DRA-03
        text: {fr: "Qui s'en charge ?", en: "Who is in charge?"}
        type: choice
        options:
          - {id: nobody, level: 0, text: {fr: "Personne", en: "Nobody"}}
          - {id: someone, level: 4, text: {fr: "Une personne", en: "Someone"}}
        tier: full
        criticality: low
        answered_by: dsi
        applies_if: {any: [{profile: has_ad}, {not: {question: DRB-01, equals: "no"}}]}
      - id: DRA-04
        text: {fr: "Que faites-vous ?", en: "What do you do?"}
        type: multiple
        ceiling: 5
        options:
          - {id: one, level: 2, text: {fr: "Une chose", en: "One thing"}}
          - {id: two, level: 3, text: {fr: "Une autre", en: "Another"}}
        tier: full
        criticality: low
        answered_by: dsi
      - id: DRA-05
        text: {fr: "Date du dernier test", en: "Date of the last test"}
        type: date
        tier: full
        criticality: low
        answered_by: dsi
      - id: DRA-06
        text: {fr: "Remarques", en: "Remarks"}
        type: information
        tier: full
        criticality: low
        answered_by: dsi
"""


def spoilt(before: str, after: str, text: str = DRAFT) -> str:
    """The text with its first ``before`` replaced; it must be there."""
    assert before in text
    return text.replace(before, after, 1)


@cache
def shipped() -> tuple[Document, ...]:
    """The files that ship, read once."""
    return read_files((questionnaires_dir(),))[0]


def faults_in(*texts: str | bytes, lang: Lang = "fr", name: str = "draft.yaml") -> list[str]:
    """What an author is told of files read together, ordinary spaces for no-break ones."""
    documents = [
        read_yaml(name, text.encode() if isinstance(text, str) else text) for text in texts
    ]
    return [written(fault, lang) for fault in faults_of(documents, shipped())]


def written(fault: Fault, lang: Lang = "fr") -> str:
    """One fault as the command line writes it."""
    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    sentence = translator(lang).message(fault.message).replace(NBSP, " ")
    return ": ".join(filter(None, (place, fault.path, sentence)))
