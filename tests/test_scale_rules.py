"""A questionnaire on its own scale and in groups: what its author is told."""

from __future__ import annotations

import pytest
from drafts import DRAFT, faults_in, spoilt

SCALED = """\
format: care-assess/questionnaire/1
id: scaled
version: 1.0.0
title: {fr: "Une autre échelle", en: "Another scale"}
summary: {fr: "Deux phrases.", en: "Two sentences."}
prefix: SCA
axis: awareness
scale: {min: 0, max: 3}
target: 2
policies: {unknown: exclude, na: target}
scoring: {method: mean_of_groups}
caps:
  - when: {question: SCA-01, below: 0.5}
    max: 1.5
    reason: {fr: "Rien d'écrit", en: "Nothing in writing"}
  - when: {question: SCA-02, answer: nobody}
    max: 2
    topic: ad
    reason: {fr: "Personne", en: "Nobody"}
sections:
  - id: first
    title: {fr: "Première partie", en: "First part"}
    scoring: {method: sum_of_groups}
    groups:
      - id: basics
        title: {fr: "Les bases", en: "Basics"}
        questions:
          - id: SCA-01
            text: {fr: "Est-ce écrit ?", en: "Is it written?"}
            type: level
            levels: {"0": {fr: "Non", en: "No"}, "0.25": {fr: "Un peu", en: "A little"}, "3": {fr: "Oui", en: "Yes"}}
            tier: core
            criticality: high
            answered_by: dsi
          - id: SCA-02
            text: {fr: "Qui s'en charge ?", en: "Who is in charge?"}
            type: choice
            options:
              - {id: nobody, level: 0, text: {fr: "Personne", en: "Nobody"}}
              - {id: someone, level: 1.5, text: {fr: "Une personne", en: "Someone"}}
            tier: full
            criticality: low
            answered_by: dsi
            applies_if: {question: SCA-01, at_least: 0.25}
      - id: more
        title: {fr: "La suite", en: "More"}
        groups:
          - id: inner
            title: {fr: "Au fond", en: "Inside"}
            questions:
              - id: SCA-03
                text: {fr: "Quelle part ?", en: "What share?"}
                type: number
                unit: percent
                min: 0
                max: 100
                better: higher
                cuts: {"1": 20, "2.5": 50, "3": 90}
                levels: {"0": {fr: "a", en: "a"}, "1": {fr: "b", en: "b"}, "2.5": {fr: "c", en: "c"}, "3": {fr: "d", en: "d"}}
                tier: full
                criticality: low
                answered_by: dsi
              - id: SCA-04
                text: {fr: "Quelle autre part ?", en: "What other share?"}
                type: number
                unit: percent
                min: 0
                max: 100
                better: higher
                cuts: linear
                tier: full
                criticality: low
                answered_by: dsi
"""

# fmt: off
SPOILT = {
    "a scale upside down": (
        "{min: 0, max: 3}", "{min: 3, max: 3}",
        ["draft.yaml:8: scale.max: Le maximum 3 de l'échelle n'est pas au-dessus de son minimum 3 : corrigez l'un des deux."],
    ),
    "half a scale": (
        "{min: 0, max: 3}", "{max: 3}",
        ["draft.yaml:8: scale.min: Il manque « min » : écrivez un nombre, d'un million au plus."],
    ),
    "a scale in words": (
        "{min: 0, max: 3}", "0 to 3",
        ["draft.yaml:8: scale: « 0 to 3 » ne convient pas : écrivez les deux bouts de l'échelle : {min: 0, max: 3}."],
    ),
    "an unknown policy": (
        "unknown: exclude", "unknown: ignore",
        ["draft.yaml:10: policies.unknown: « ignore » ne convient pas : écrivez zero (« Je ne sais pas » compte le plus bas niveau) ou exclude (ne compte pas)."],
    ),
    "an unknown policy of what does not apply": (
        "na: target", "na: zero",
        ["draft.yaml:10: policies.na: « zero » ne convient pas : écrivez exclude (« Non applicable » ne compte pas) ou target (compte la cible)."],
    ),
    "a target off the scale": (
        "target: 2", "target: 3.5",
        ["draft.yaml:9: target: 3.5 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux."],
    ),
    "a cap off the scale": (
        "max: 1.5", "max: 4",
        ["draft.yaml:14: caps[0].max: 4 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux."],
    ),
    "a cap that holds nothing": (
        "max: 1.5", "max: 3",
        ["draft.yaml:14: caps[0].max: Un plafond à 3 ne retient rien sur une échelle de 0 à 3 : écrivez un nombre plus petit que 3."],
    ),
    "a test off the scale": (
        "below: 0.5", "below: 5",
        ["draft.yaml:13: caps[0].when.below: 5 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux."],
    ),
    "a cap in words": (
        "max: 1.5", "max: high",
        ["draft.yaml:14: caps[0].max: « high » ne convient pas : écrivez un nombre."],
    ),
    "a cap of a topic that is no level of topics": (
        "    max: 2\n", "    max: 5\n",
        ["draft.yaml:17: caps[1].max: Un plafond de sujet est un niveau de 0 à 4, et non 5 : les sujets se comptent toujours de 0 à 5."],
    ),
    "an option off the scale": (
        "level: 1.5", "level: 5",
        ["draft.yaml:40: sections[0].groups[0].questions[1].options[1].level: 5 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux."],
    ),
    "an option without a level": (
        "{id: someone, level: 1.5,", "{id: someone,",
        ["draft.yaml:40: sections[0].groups[0].questions[1].options[1].level: Il manque « level » : écrivez un niveau, un nombre de l'échelle du questionnaire."],
    ),
    "an anchor off the scale": (
        '"3": {fr: "Oui"', '"4": {fr: "Oui"',
        ["draft.yaml:31: sections[0].groups[0].questions[0].levels.4: 4 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux."],
    ),
    "an anchor in words": (
        '"3": {fr: "Oui"', '"yes": {fr: "Oui"',
        ['draft.yaml:31: sections[0].groups[0].questions[0].levels: « yes » ne convient pas : écrivez un niveau de l\'échelle entre guillemets, comme "0.25" ou "100".'],
    ),
    "a single anchor": (
        '{"0": {fr: "Non", en: "No"}, "0.25": {fr: "Un peu", en: "A little"}, "3": {fr: "Oui", en: "Yes"}}', '{"0": {fr: "Non", en: "No"}}',
        ["draft.yaml:31: sections[0].groups[0].questions[0].levels: Ce bloc ne convient pas : écrivez au moins deux niveaux en mots, chacun sous son nombre entre guillemets."],
    ),
    "a cut off the scale": (
        '"3": 90', '"5": 90',
        [
            "draft.yaml:58: sections[0].groups[1].groups[0].questions[0].cuts.5: 5 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux.",
            "draft.yaml:59: sections[0].groups[1].groups[0].questions[0].levels: Le niveau 5 n'a pas de mots : écrivez-les sous levels.",
        ],
    ),
    "cuts in disorder": (
        '"2.5": 50', '"2.5": 10',
        ["draft.yaml:58: sections[0].groups[1].groups[0].questions[0].cuts.2.5: Le seuil du niveau 2.5 n'est pas plus grand que celui du niveau 1 : avec « better: higher », les seuils montent du niveau 1 au niveau 3."],
    ),
    "any above the first cut": (
        '"2.5": 50', '"2.5": any',
        ["draft.yaml:58: sections[0].groups[1].groups[0].questions[0].cuts.2.5: « any » au niveau 2.5 donnerait ce niveau à tout nombre : gardez-le pour le niveau 1, et écrivez ici un nombre."],
    ),
    "a level without words": (
        '"2.5": {fr: "c", en: "c"}, ', "",
        ["draft.yaml:59: sections[0].groups[1].groups[0].questions[0].levels: Le niveau 2.5 n'a pas de mots : écrivez-les sous levels."],
    ),
    "cuts without words": (
        '                levels: {"0": {fr: "a", en: "a"}, "1": {fr: "b", en: "b"}, "2.5": {fr: "c", en: "c"}, "3": {fr: "d", en: "d"}}\n', "",
        ["draft.yaml:51: sections[0].groups[1].groups[0].questions[0].levels: Il manque « levels » : écrivez au moins deux niveaux en mots, chacun sous son nombre entre guillemets."],
    ),
    "linear and cuts": (
        "cuts: linear", 'cuts: {"linear": true, "1": 20}',
        [
            "draft.yaml:63: sections[0].groups[1].groups[0].questions[1].levels: Il manque « levels » : écrivez au moins deux niveaux en mots, chacun sous son nombre entre guillemets.",
            'draft.yaml:70: sections[0].groups[1].groups[0].questions[1].cuts: « linear » ne convient pas : écrivez un niveau de l\'échelle entre guillemets, comme "0.25" ou "100".',
            "draft.yaml:70: sections[0].groups[1].groups[0].questions[1].cuts.linear: « true » ne convient pas : écrivez un nombre, any, « above 0 » ou « below 10 ».",
        ],
    ),
    "a way to count that is no way": (
        "cuts: linear", "cuts: straight",
        ['draft.yaml:70: sections[0].groups[1].groups[0].questions[1].cuts: « straight » ne convient pas : écrivez les cinq seuils, de "1" à "5", ou linear.'],
    ),
    "a condition off the scale": (
        "at_least: 0.25", "at_least: 4",
        ["draft.yaml:44: sections[0].groups[0].questions[1].applies_if.at_least: 4 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux."],
    ),
    "questions beside groups": (
        '      - id: more\n        title: {fr: "La suite", en: "More"}\n', '      - id: more\n        title: {fr: "La suite", en: "More"}\n        questions: [{id: SCA-09, text: {fr: "a", en: "b"}, type: date, tier: full, criticality: low, answered_by: dsi}]\n',
        ["draft.yaml:48: sections[0].groups[1].groups: « more » a des questions et des groupes : mettez ses questions dans un groupe, ou retirez les groupes."],
    ),
    "a group of nothing": (
        "sections:\n", """sections:
  - id: before
    title: {fr: "Avant", en: "Before"}
    groups:
      - {id: empty, title: {fr: "Rien", en: "Nothing"}}
""",
        ["draft.yaml:24: sections[0].groups[0].questions: Il manque « questions » : écrivez au moins une question, après un tiret."],
    ),
    "a group called as a section": (
        "id: inner", "id: first",
        ["draft.yaml:48: sections[0].groups[1].groups[0].id: « first » est déjà à la ligne 21 : donnez un autre identifiant."],
    ),
    "a start off the scale": (
        "{method: sum_of_groups}", "{method: ladder, start: 4, rungs: [1]}",
        [
            "draft.yaml:23: sections[0].scoring.rungs: En partant de 4, 1 échelons mènent au-dessus du niveau 3 : retirez-en, ou partez de plus bas.",
            "draft.yaml:23: sections[0].scoring.start: 4 sort de l'échelle, de 0 à 3 : écrivez un nombre entre les deux.",
        ],
    ),
    "a failing bound off the scale": (
        "            tier: core\n", "            tier: core\n            fails_when: [{below: 4, rung: 1}]\n",
        [
            "draft.yaml:33: sections[0].groups[0].questions[0].fails_when[0].below: La borne 4 est hors des réponses possibles : écrivez un nombre que la question accepte.",
            "draft.yaml:33: sections[0].groups[0].questions[0].fails_when[0].rung: L'échelon 1 n'a pas d'échelle : ajoutez une échelle au questionnaire sous ladders.",
        ],
    ),
}
# fmt: on


def test_a_correct_questionnaire_on_its_own_scale_has_no_fault():
    assert faults_in(SCALED) == []


@pytest.mark.parametrize(("before", "after", "told"), SPOILT.values(), ids=SPOILT)
def test_the_author_is_told_what_to_write(before, after, told):
    assert faults_in(spoilt(before, after, SCALED)) == told


def test_options_all_alike_are_told_on_the_scale_too():
    (told,) = faults_in(spoilt("level: 1.5", "level: 0", SCALED))
    assert told == (
        "draft.yaml:38: sections[0].groups[0].questions[1].options: "
        "Toutes les réponses donnent le niveau 0 : donnez un niveau plus haut à la meilleure."
    )


def test_options_that_fall_short_of_the_ceiling_are_told_on_the_scale_too():
    several = spoilt("answer: nobody", "below: 1", spoilt("type: choice", "type: multiple", SCALED))
    (told,) = faults_in(several)
    assert told == (
        "draft.yaml:38: sections[0].groups[0].questions[1].options: Toutes les réponses ensemble "
        "font 1.5, moins que le plafond 3 : augmentez des niveaux, ou baissez ceiling."
    )
    enough = "type: multiple\n            ceiling: 1.5"
    assert faults_in(spoilt("type: multiple", enough, several)) == []


def test_a_condition_is_on_the_scale_of_the_questionnaire_that_it_asks():
    asking = spoilt("at_least: 0.25", "at_least: 5", SCALED)
    assert (
        faults_in(spoilt("question: SCA-01, at_least", "question: GOV-01, at_least", asking)) == []
    )
    other = spoilt("{profile: ght_member}", "{question: SCA-01, at_least: 0.25}")
    assert faults_in(other, SCALED) == []


def test_a_scale_may_be_stated_as_0_to_5_to_have_levels_between():
    text = spoilt("{min: 0, max: 3}", "{min: 0, max: 5}", SCALED)
    assert faults_in(spoilt("level: 1.5", "level: 4.5", text)) == []


def test_groups_within_groups_have_a_limit():
    deep = "".join(
        f"{' ' * (4 * n + 4)}groups:\n{' ' * (4 * n + 6)}- id: level_{n}\n"
        f'{" " * (4 * n + 8)}title: {{fr: "a{n}", en: "b{n}"}}\n'
        for n in range(5)
    )
    question = "questions: [{id: DRA-08, text: {fr: a, en: b}, type: date, tier: full, criticality: low, answered_by: dsi}]"
    part = f'  - id: third\n    title: {{fr: "c", en: "d"}}\n{deep}{" " * 24}{question}\n'
    (told,) = faults_in(DRAFT + part)
    assert told == (
        "draft.yaml:122: sections[2].groups[0].groups[0].groups[0].groups[0].groups[0]: "
        "Les groupes sont imbriqués sur plus de 4 niveaux : rassemblez-en."
    )
