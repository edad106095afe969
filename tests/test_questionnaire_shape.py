"""What the schema refuses, told to the author: the place, what is wrong, what to write."""

from __future__ import annotations

import re

import pytest
from drafts import DRAFT, faults_in, spoilt
from jsonschema import Draft202012Validator

from care_assess.questionnaire.schema import SHAPES, schema
from care_assess.text import catalogue


def test_a_correct_draft_has_no_fault():
    assert faults_in(DRAFT) == []


# fmt: off
SPOILT = {
    "a missing part": (
        'summary: {fr: "Deux phrases.", en: "Two sentences."}\n', "",
        ["draft.yaml:1: summary: Il manque « summary » : écrivez le texte dans les deux langues, sous « fr » et « en »."],
    ),
    "a missing translation": (
        'title: {fr: "Brouillon", en: "Draft"}', 'title: {fr: "Brouillon"}',
        ["draft.yaml:4: title.en: La traduction anglaise manque : écrivez-la sous « en »."],
    ),
    "a missing French text": (
        '{fr: "Oui, suivi", en: "Yes, tracked"}', '{en: "Yes, tracked"}',
        ["draft.yaml:28: sections[0].questions[0].levels.4.fr: Le texte français manque : écrivez-le sous « fr »."],
    ),
    "an empty translation": (
        'en: "Partly"', 'en: ""',
        ["draft.yaml:26: sections[0].questions[0].levels.2.en: Rien n'est écrit ici : écrivez un texte, entre guillemets."],
    ),
    "a blank translation": (
        'en: "Partly"', 'en: " "',
        ["draft.yaml:26: sections[0].questions[0].levels.2.en: Rien n'est écrit ici : écrivez un texte, entre guillemets."],
    ),
    "a text in one language only": (
        'text: {fr: "Est-ce écrit ?", en: "Is it written?"}', 'text: "Est-ce écrit ?"',
        ["draft.yaml:21: sections[0].questions[0].text: « Est-ce écrit ? » ne convient pas : écrivez le texte dans les deux langues, sous « fr » et « en »."],
    ),
    "a missing anchor": (
        '          "4": {fr: "Oui, suivi", en: "Yes, tracked"}\n', "",
        ['draft.yaml:23: sections[0].questions[0].levels.4: Il manque « 4 » : écrivez les six niveaux en mots, de "0" à "5".'],
    ),
    "an anchor too many": (
        '          "5": {fr: "Oui, testé", en: "Yes, tested"}\n', '          "5": {fr: "Oui, testé", en: "Yes, tested"}\n          "6": {fr: "Parfait", en: "Perfect"}\n',
        ['draft.yaml:23: sections[0].questions[0].levels: « 6 » ne convient pas : écrivez les six niveaux en mots, de "0" à "5".'],
    ),
    "no anchor at all": (
        '        levels: {"0": {fr: "a", en: "a"}, "1": {fr: "b", en: "b"}, "2": {fr: "c", en: "c"}, "3": {fr: "d", en: "d"}, "4": {fr: "e", en: "e"}, "5": {fr: "f", en: "f"}}\n', "",
        ['draft.yaml:47: sections[0].questions[1].levels: Il manque « levels » : écrivez les six niveaux en mots, de "0" à "5".'],
    ),
    "a missing answer in words": (
        '"partial": {fr: "En partie", en: "Partly"}, ', "",
        ['draft.yaml:66: sections[0].questions[2].levels.partial: Il manque « partial » : écrivez les trois réponses en mots : "yes", "partial" et "no".'],
    ),
    "a misspelt key": (
        "        weight: 3", "        wieght: 3",
        ["draft.yaml:30: sections[0].questions[0].wieght: « wieght » n'existe pas ici : sans doute « weight »."],
    ),
    "a key of nowhere": (
        "        weight: 3", "        colour: red",
        ["draft.yaml:30: sections[0].questions[0].colour: « colour » n'existe pas ici : retirez-le. Ce qui peut s'y trouver : id, text, help, type, levels, options, ceiling, unit, min, max, decimals, better, cuts, never, weight, tier, criticality, topics, scenarios, axis, answered_by, evidence, references, applies_if, action, control_points, fails, fails_when, evidence_import, replaces, sources."],
    ),
    "an unknown type": (
        "type: level", "type: levels",
        ["draft.yaml:22: sections[0].questions[0].type: « levels » ne convient pas : écrivez level, yes_partial_no, choice, number, multiple, date ou information."],
    ),
    "a missing type": (
        "        type: level\n", "",
        ["draft.yaml:20: sections[0].questions[0].type: Il manque « type » : écrivez level, yes_partial_no, choice, number, multiple, date ou information."],
    ),
    "an unknown tier": (
        "tier: core", "tier: essential",
        ["draft.yaml:31: sections[0].questions[0].tier: « essential » ne convient pas : écrivez core (l'essentiel) ou full (l'étude complète)."],
    ),
    "an unknown criticality": (
        "criticality: high", "criticality: urgent",
        ["draft.yaml:32: sections[0].questions[0].criticality: « urgent » ne convient pas : écrivez low, medium, high ou critical."],
    ),
    "a weight of zero": (
        "weight: 3", "weight: 0",
        ["draft.yaml:30: sections[0].questions[0].weight: « 0 » ne convient pas : écrivez un nombre plus grand que 0, d'ordinaire 1, 2 ou 3."],
    ),
    "a negative weight": (
        "weight: 3", "weight: -1",
        ["draft.yaml:30: sections[0].questions[0].weight: « -1 » ne convient pas : écrivez un nombre plus grand que 0, d'ordinaire 1, 2 ou 3."],
    ),
    "a weight in words": (
        "weight: 3", "weight: high",
        ["draft.yaml:30: sections[0].questions[0].weight: « high » ne convient pas : écrivez un nombre plus grand que 0, d'ordinaire 1, 2 ou 3."],
    ),
    "a version that is a number": (
        "version: 1.0.0", "version: 1.0",
        ["draft.yaml:3: version: « 1.0 » ne convient pas : écrivez un numéro à trois nombres, comme 1.0.0."],
    ),
    "an id with capitals": (
        "id: draft", "id: Draft",
        ["draft.yaml:2: id: « Draft » ne convient pas : écrivez un identifiant en minuscules sans accent, comme « active_directory »."],
    ),
    "a question id in lower case": (
        "id: DRB-01", "id: drb-01",
        [
            "draft.yaml:63: sections[0].questions[2].id: « drb-01 » ne convient pas : écrivez un identifiant de question, comme GOV-01.",
            "draft.yaml:63: sections[0].questions[2].id: « drb-01 » ne commence pas par un préfixe de ce questionnaire (DRA, DRB) : changez l'identifiant, ou ajoutez le préfixe.",
            "draft.yaml:84: sections[1].questions[0].applies_if.any[1].not.question: « DRB-01 » n'est pas connu parmi les questions : choisissez un identifiant qui existe, ou ajoutez-le.",
        ],
    ),
    "a prefix in lower case": (
        "prefix: [DRA, DRB]", "prefix: [DRA, drb, DRB]",
        ["draft.yaml:6: prefix[1]: « drb » ne convient pas : écrivez de 2 à 6 capitales, comme GOV, ou une liste comme [AD, ADC]."],
    ),
    "an unknown format": (
        "questionnaire/1", "questionnaire/2",
        ["draft.yaml:1: format: Le format n'est pas connu : écrivez care-assess/questionnaire/1 pour un questionnaire, care-assess/reference/1 pour un vocabulaire, care-assess/scenarios/1 pour des scénarios."],
    ),
    "a missing format": (
        "format: care-assess/questionnaire/1\n", "",
        ["draft.yaml:1: format: Il manque « format » : écrivez « care-assess/questionnaire/1 », « care-assess/reference/1 » ou « care-assess/scenarios/1 »."],
    ),
    "an action without effort": (
        "          effort: S\n", "",
        ["draft.yaml:38: sections[0].questions[0].action.effort: Il manque « effort » : écrivez S, M ou L."],
    ),
    "an action without days": (
        "          days: 5\n", "",
        ["draft.yaml:38: sections[0].questions[0].action.days: Il manque « days » : écrivez un nombre entier de jours-personne, 1 au moins."],
    ),
    "days that are not whole": (
        "days: 5", "days: 2.5",
        ["draft.yaml:41: sections[0].questions[0].action.days: « 2.5 » ne convient pas : écrivez un nombre entier de jours-personne, 1 au moins."],
    ),
    "an unknown effort": (
        "effort: S", "effort: XS",
        ["draft.yaml:40: sections[0].questions[0].action.effort: « XS » ne convient pas : écrivez S, M ou L."],
    ),
    "an empty section": (
        "  - id: second\n", '  - {id: empty, title: {fr: "a", en: "b"}, questions: []}\n  - id: second\n',
        ["draft.yaml:72: sections[1].questions: Rien n'est écrit ici : écrivez au moins une question, après un tiret."],
    ),
    "a list in place of a mapping": (
        "scoring: {method: weighted_mean}", "scoring: [weighted_mean]",
        ["draft.yaml:8: scoring: Cette liste ne convient pas : écrivez une méthode : {method: weighted_mean}."],
    ),
    "an unknown method": (
        "method: weighted_mean", "method: median",
        ["draft.yaml:8: scoring.method: « median » ne convient pas : écrivez weighted_mean, mean_of_groups, sum, sum_of_groups ou ladder."],
    ),
    "a word twice in a list": (
        "topics: [ad]", "topics: [ad, ad]",
        ["draft.yaml:33: sections[0].questions[0].topics: « ad » y est deux fois : gardez-le une seule fois."],
    ),
    "nothing in a list": (
        "topics: [ad]", "topics: [~]",
        ["draft.yaml:33: sections[0].questions[0].topics[0]: Cet élément vide ne convient pas : écrivez un identifiant en un mot."],
    ),
    "a number in place of a word": (
        "answered_by: directeur", "answered_by: 7",
        ["draft.yaml:35: sections[0].questions[0].answered_by: « 7 » ne convient pas : écrivez un rôle, comme directeur ou rssi."],
    ),
    "a boolean in place of a word": (
        "answered_by: directeur", "answered_by: true",
        ["draft.yaml:35: sections[0].questions[0].answered_by: « true » ne convient pas : écrivez un rôle, comme directeur ou rssi."],
    ),
    "a mapping in place of a number": (
        "max: 120", "max: {value: 120}",
        ["draft.yaml:52: sections[0].questions[1].max: Ce bloc ne convient pas : écrivez un nombre."],
    ),
    "a missing number field": (
        "        better: lower\n", "",
        ["draft.yaml:47: sections[0].questions[1].better: Il manque « better » : écrivez lower si un nombre plus petit est meilleur, higher sinon."],
    ),
    "a missing cut": (
        ', "3": 24', "",
        ["draft.yaml:55: sections[0].questions[1].cuts.3: Il manque « 3 » : écrivez un nombre, any, « above 0 » ou « below 10 »."],
    ),
    "a cut that is no number": (
        '"1": any', '"1": over 3',
        ["draft.yaml:55: sections[0].questions[1].cuts.1: « over 3 » ne convient pas : écrivez un nombre, any, « above 0 » ou « below 10 »."],
    ),
    "a single option": (
        '          - {id: someone, level: 4, text: {fr: "Une personne", en: "Someone"}}\n', "",
        ["draft.yaml:78: sections[1].questions[0].options: Il n'y en a pas assez : écrivez au moins deux réponses, chacune avec id, level et text."],
    ),
    "an option without a level": (
        "{id: one, level: 2,", "{id: one,",
        ["draft.yaml:90: sections[1].questions[1].options[0].level: Il manque « level » : écrivez un niveau entier de 0 à 5."],
    ),
    "an option level above 5": (
        "level: 4", "level: 6",
        ["draft.yaml:80: sections[1].questions[0].options[1].level: « 6 » ne convient pas : écrivez un niveau entier de 0 à 5."],
    ),
    "a condition that says two things": (
        "{profile: ght_member}", "{profile: ght_member, question: DRA-02}",
        [
            "draft.yaml:37: sections[0].questions[0].applies_if: « profile » ne convient pas : écrivez une seule condition : {profile: …}, {question: …, at_least: …}, {question: …, equals: …}, {all: […]}, {any: […]} ou {not: …}.",
            "draft.yaml:37: sections[0].questions[0].applies_if: La condition tourne en rond (DRA-01 → DRA-02 → DRA-01) : retirez-en une.",
        ],
    ),
    "a condition without its test": (
        "{question: DRA-01, at_least: 1}", "{question: DRA-01}",
        ["draft.yaml:61: sections[0].questions[1].applies_if: Ce bloc ne convient pas : écrivez une seule condition : {profile: …}, {question: …, at_least: …}, {question: …, equals: …}, {all: […]}, {any: […]} ou {not: …}."],
    ),
    "a test without its question": (
        "{question: DRA-01, at_least: 1}", "{at_least: 1}",
        ["draft.yaml:61: sections[0].questions[1].applies_if.question: Il manque « question » : écrivez un identifiant de question, comme GOV-01."],
    ),
    "an empty condition": (
        "applies_if: {profile: ght_member}", "applies_if: {}",
        ["draft.yaml:37: sections[0].questions[0].applies_if: Rien n'est écrit ici : écrivez une seule condition : {profile: …}, {question: …, at_least: …}, {question: …, equals: …}, {all: […]}, {any: […]} ou {not: …}."],
    ),
    "a condition at level 0": (
        "at_least: 1", "at_least: 0",
        ["draft.yaml:61: sections[0].questions[1].applies_if.at_least: « 0 » ne convient pas : écrivez un niveau entier de 1 à 5."],
    ),
    "a cap without a test": (
        "{question: DRA-01, below: 3}", "{question: DRA-01}",
        ["draft.yaml:10: caps[0].when: Ce bloc ne convient pas : écrivez une question et un seul test : below, unknown, answer ou older_than."],
    ),
    "a cap with two tests": (
        "{question: DRA-01, below: 3}", "{question: DRA-01, below: 3, unknown: true}",
        ["draft.yaml:10: caps[0].when: Ce bloc ne convient pas : écrivez une question et un seul test : below, unknown, answer ou older_than."],
    ),
    "a cap that is no cap": (
        "max: 2", "max: 5",
        ["draft.yaml:11: caps[0].max: « 5 » ne convient pas : écrivez le plafond, un niveau entier de 0 à 4."],
    ),
    "a source without its mark": (
        "\"Guide d'hygiène [S]\"", "\"Guide d'hygiène\"",
        ["draft.yaml:46: sections[0].questions[0].sources[0]: « Guide d'hygiène » ne convient pas : écrivez d'où vient l'exigence, puis sa marque : [S], [K], [U] ou [P]."],
    ),
}
# fmt: on


@pytest.mark.parametrize(("before", "after", "told"), SPOILT.values(), ids=SPOILT)
def test_the_author_is_told_what_to_write(before, after, told):
    assert faults_in(spoilt(before, after)) == told


def test_a_questionnaire_without_sections_is_told_so():
    assert faults_in(DRAFT[: DRAFT.index("caps:")] + "sections: []\n") == [
        "draft.yaml:9: sections: Rien n'est écrit ici : écrivez au moins une section, après un tiret."
    ]


def test_a_text_of_many_pages_is_too_long():
    assert faults_in(spoilt('en: "Draft"', f'en: "{"x" * 3001}"')) == [
        "draft.yaml:4: title.en: Ce texte a 3001 caractères : réduisez-le à 3000 au plus."
    ]


def test_a_long_value_is_quoted_short():
    (told,) = faults_in(spoilt("tier: core", f"tier: {'x' * 500}"))
    assert told == (
        f"draft.yaml:31: sections[0].questions[0].tier: « {'x' * 60}… » ne convient pas : "
        "écrivez core (l'essentiel) ou full (l'étude complète)."
    )


def test_the_same_faults_in_english():
    several = spoilt(
        "tier: core", "tier: essential", spoilt("        weight: 3\n", "        wieght: 3\n")
    )
    assert faults_in(several, lang="en") == [
        "draft.yaml:30: sections[0].questions[0].wieght: “wieght” does not exist here: probably “weight”.",
        "draft.yaml:31: sections[0].questions[0].tier: “essential” does not fit: write core (the essentials) or full (the whole study).",
    ]


def test_an_entry_without_a_value_counts_as_absent():
    assert (
        faults_in(spoilt("        weight: 3\n", "        weight:\n        evidence: null\n")) == []
    )
    assert faults_in(spoilt("        tier: core\n", "        tier:\n")) == [
        "draft.yaml:31: sections[0].questions[0].tier: Il manque « tier » : écrivez core (l'essentiel) ou full (l'étude complète)."
    ]


def test_all_faults_come_at_once_by_line():
    text = DRAFT
    for before, after in (
        ("id: DRA-06", "id: dra-06"),
        ("axis: awareness", "axis: none"),
        ("days: 5", "days: 50"),
    ):
        text = spoilt(before, after, text)
    lines = [int(fault.split(":")[1]) for fault in faults_in(text)]
    assert lines == sorted(lines)
    assert set(lines) == {7, 41, 101}


@pytest.mark.parametrize("shape", SHAPES.values())
def test_the_schema_is_a_valid_json_schema_of_2020(shape):
    assert schema(shape)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema(shape))


def hints(node):
    if isinstance(node, dict):
        if "x-hint" in node:
            yield node["x-hint"]
        for value in node.values():
            yield from hints(value)
    elif isinstance(node, list):
        for item in node:
            yield from hints(item)


def test_every_hint_of_the_schemas_is_a_sentence_and_the_other_way_round():
    asked = {f"content.hint.{hint}" for shape in SHAPES.values() for hint in hints(schema(shape))}
    assert asked == {key for key in catalogue() if key.startswith("content.hint.")}


def constraining(node):
    """Every schema that can refuse a value."""
    if isinstance(node, dict):
        if {"type", "enum", "const", "pattern", "required", "minProperties"} & set(node):
            yield node
        for key, value in node.items():
            named = key in ("properties", "$defs")
            if key != "if":
                yield from constraining(list(value.values()) if named else value)
    elif isinstance(node, list):
        for item in node:
            yield from constraining(item)


@pytest.mark.parametrize("shape", SHAPES.values())
def test_every_refusal_of_a_schema_has_its_hint(shape):
    assert [
        one
        for one in constraining(schema(shape))
        if "x-hint" not in one and "properties" not in one
    ] == []


def test_french_sentences_keep_signs_with_their_words():
    """A no-break space before ? ! ; : and inside quotes, an ordinary one nowhere."""
    broken = re.compile(" [?!;:»]|« ")
    forms = [
        form
        for key, entry in catalogue().items()
        if key.startswith("content.")
        for form in (entry["fr"].values() if isinstance(entry["fr"], dict) else [entry["fr"]])
    ]
    assert [form for form in forms if broken.search(form)] == []
