"""The file that places answers in the scenarios: what its author is told, and what ships."""

from __future__ import annotations

from itertools import chain

import pytest
from drafts import DRAFT, faults_in, shipped, spoilt

from care_assess.content import check, load_catalogue
from care_assess.examining import examine
from care_assess.questionnaire.checking import joined_vocabulary
from care_assess.questionnaire.reading import read_reference
from care_assess.questionnaire.yamltext import read_yaml
from care_assess.text import Text, translator

PLACED = """\
format: care-assess/scenarios/1
version: 1.0.0
note: {fr: "Notre proposition.", en: "Our proposal."}
questionnaires: [draft]
scenarios:
  ransomware:
    entry:
      weight: 2
      answers:
        - {question: DRA-01, role: opens, strength: 3}
    recovery:
      weight: 1
      answers:
        - {question: DRA-01, role: stops, strength: 1}
"""

# fmt: off
SPOILT = {
    "a scenario that is not in the vocabulary": (
        "  ransomware:", "  flood:",
        [
            "draft.yaml:5: scenarios.ransomware: DRA-01 nomme le scénario « ransomware » et n'est à aucune de ses étapes : placez-la à une étape au moins.",
            "draft.yaml:6: scenarios.flood: « flood » n'est pas connu parmi les scénarios : choisissez dans ransomware, ehr_outage, data_leak, supplier, directory_takeover.",
            "draft.yaml:10: scenarios.flood.entry.answers[0].question: DRA-01 ne nomme pas le scénario « flood » : retirez cette ligne, ou nommez-le dans la question.",
            "draft.yaml:14: scenarios.flood.recovery.answers[0].question: DRA-01 ne nomme pas le scénario « flood » : retirez cette ligne, ou nommez-le dans la question.",
        ],
    ),
    "a step of another scenario": (
        "    entry:", "    degraded:",
        ["draft.yaml:7: scenarios.ransomware.degraded: « degraded » n'est pas connu parmi les étapes de ce scénario : choisissez dans entry, escalation, spread, detection, impact, crisis, recovery."],
    ),
    "a question that nobody asks": (
        "{question: DRA-01, role: opens", "{question: DRA-99, role: opens",
        ["draft.yaml:10: scenarios.ransomware.entry.answers[0].question: « DRA-99 » n'est pas connu parmi les questions : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "a question without a level": (
        "{question: DRA-01, role: opens", "{question: DRA-05, role: opens",
        [
            "draft.yaml:10: scenarios.ransomware.entry.answers[0].question: DRA-05, de type date, ne donne pas de niveau : retirez cette ligne.",
            "draft.yaml:10: scenarios.ransomware.entry.answers[0].question: DRA-05 ne nomme pas le scénario « ransomware » : retirez cette ligne, ou nommez-le dans la question.",
        ],
    ),
    "a question that does not name the scenario": (
        "{question: DRA-01, role: opens", "{question: DRA-02, role: opens",
        ["draft.yaml:10: scenarios.ransomware.entry.answers[0].question: DRA-02 ne nomme pas le scénario « ransomware » : retirez cette ligne, ou nommez-le dans la question."],
    ),
    "a question twice at a step": (
        "    recovery:\n      weight: 1\n      answers:\n", "",
        ["draft.yaml:11: scenarios.ransomware.entry.answers[1].question: DRA-01 est déjà à cette étape, ligne 10 : gardez une seule ligne."],
    ),
    "a questionnaire that is not there": (
        "[draft]", "[draf]",
        ["draft.yaml:4: questionnaires[0]: « draf » n'est pas connu parmi les questionnaires : sans doute « draft »."],
    ),
    "a role of its own": (
        "role: opens", "role: closes",
        ["draft.yaml:10: scenarios.ransomware.entry.answers[0].role: « closes » ne convient pas : écrivez opens (une mauvaise réponse ouvre l'étape) ou stops (une bonne réponse l'arrête)."],
    ),
    "a strength beyond three": (
        "strength: 3", "strength: 4",
        ["draft.yaml:10: scenarios.ransomware.entry.answers[0].strength: « 4 » ne convient pas : écrivez 1 (aide), 2 (compte beaucoup) ou 3 (suffit à elle seule)."],
    ),
    "a weight beyond three": (
        "weight: 2", "weight: 5",
        ["draft.yaml:8: scenarios.ransomware.entry.weight: « 5 » ne convient pas : écrivez 1 (l'étape compte), 2 (elle compte beaucoup) ou 3 (elle décide du scénario)."],
    ),
    "no note": (
        'note: {fr: "Notre proposition.", en: "Our proposal."}\n', "",
        ["draft.yaml:1: note: Il manque « note » : écrivez le texte dans les deux langues, sous « fr » et « en »."],
    ),
    "a step without a question": (
        "answers:\n        - {question: DRA-01, role: opens, strength: 3}", "answers: []",
        ["draft.yaml:9: scenarios.ransomware.entry.answers: Rien n'est écrit ici : écrivez au moins une question, après un tiret, comme {question: GOV-33, role: stops, strength: 3}."],
    ),
}
# fmt: on


def test_a_file_that_places_every_question_has_no_fault():
    assert faults_in(DRAFT, PLACED) == []


@pytest.mark.parametrize(("before", "after", "told"), SPOILT.values(), ids=SPOILT)
def test_the_author_of_placements_is_told_what_to_write(before, after, told):
    assert faults_in(DRAFT, spoilt(before, after, PLACED)) == told


def test_a_question_that_names_a_scenario_must_be_placed():
    text = spoilt("weight: 3", "weight: 2", DRAFT.replace("[ransomware]", "[ransomware, supplier]"))
    assert faults_in(text, PLACED) == [
        (
            "draft.yaml:5: scenarios.supplier: DRA-01 nomme le scénario « supplier » et n'est à aucune de "
            "ses étapes : placez-la à une étape au moins."
        )
    ]


def test_what_a_questionnaire_asks_needs_no_placement_until_a_file_says_it_places_it():
    assert faults_in(DRAFT) == []


@pytest.mark.parametrize(
    "text",
    [
        "scenarios: []",
        "scenarios: {ransomware: 3}",
        "scenarios: {ransomware: {entry: []}}",
        "questionnaires: 3",
    ],
)
def test_a_file_of_another_shape_is_told_and_never_an_exception(text):
    head = "format: care-assess/scenarios/1\n"
    assert faults_in(head + text) != []


def test_a_step_of_the_vocabulary_has_an_id_and_a_name():
    vocabulary = (
        "format: care-assess/reference/1\n"
        'scenarios: {flood: {name: {fr: "Inondation", en: "Flood"}, steps: [{id: rain}]}}\n'
    )
    assert faults_in(vocabulary) == [
        (
            "draft.yaml:2: scenarios.flood.steps[0].name: Il manque « name » : écrivez le texte dans les "
            "deux langues, sous « fr » et « en »."
        )
    ]


# --- what is read


def test_placements_of_several_files_add_up_under_the_first_note():
    documents = [read_yaml(name, PLACED.encode()) for name in ("one", "two")]
    reference = read_reference(joined_vocabulary([*shipped(), *documents]))
    ours = load_catalogue().reference
    entry, before = (
        reference.scenarios["ransomware"].steps[0],
        ours.scenarios["ransomware"].steps[0],
    )
    assert entry.placements[: len(before.placements)] == before.placements
    assert [one.question for one in entry.placements[len(before.placements) :]] == ["DRA-01"] * 2
    assert reference.scenarios_note == ours.scenarios_note
    assert reference.digest != ours.digest


def test_scenarios_are_read_without_placements():
    without = [one for one in shipped() if not one.name.endswith("scenarios.yaml")]
    reference = read_reference(joined_vocabulary(without))
    assert reference.scenarios_note is None
    assert [step.placements for step in reference.scenarios["supplier"].steps] == [()] * 6
    assert reference.scenarios["supplier"].name == Text(
        "Fournisseur attaqué ou arrêté", "Supplier attacked or down"
    )


# --- what ships


def test_every_step_of_the_five_scenarios_has_questions():
    scenarios = load_catalogue().reference.scenarios
    assert list(scenarios) == [
        "ransomware", "ehr_outage", "data_leak", "supplier", "directory_takeover",
    ]  # fmt: skip
    empty = [
        (one.id, step.id) for one in scenarios.values() for step in one.steps if not step.placements
    ]
    assert empty == []


def test_the_shipped_placements_say_that_they_are_our_proposal():
    note = load_catalogue().reference.scenarios_note
    assert note is not None
    assert "une proposition de CaRE Assess" in note.fr
    assert "EBIOS Risk Manager" in note.fr


def test_what_ships_has_no_fault_placements_included():
    checked = check()
    assert checked.faults == ()
    assert any(one.name.endswith("scenarios.yaml") for one in checked.documents)


def test_a_shipped_placement_is_of_a_question_of_every_tier():
    catalogue = load_catalogue()
    asked = {q.id: q for one in catalogue.select(catalogue.latest()) for q in one.questions}
    steps = chain.from_iterable(one.steps for one in catalogue.reference.scenarios.values())
    placed = {one.question for step in steps for one in step.placements}
    assert placed <= set(asked)
    assert {asked[name].tier for name in placed} == {"core", "full"}


# --- at hand


def test_a_file_taken_in_from_the_page_places_nothing():
    examined = examine(
        "placed.yaml", PLACED.replace("[draft]", "[governance]").encode(), translator("fr")
    )
    assert examined.questionnaire is None
    assert examined.faults != ()


def test_ones_own_folder_places_ones_own_questions(tmp_path):
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "1.0.0.yaml").write_text(DRAFT, "utf-8")
    (tmp_path / "scenarios.yaml").write_text(PLACED, "utf-8")
    placed = load_catalogue(tmp_path).reference.scenarios["ransomware"].steps[-1].placements
    assert placed[-1].question == "DRA-01"


def test_a_questionnaire_that_takes_the_place_of_ours_leaves_our_placements_alone(tmp_path):
    own = tmp_path / "mini.yaml"
    own.write_text(DRAFT.replace("DRA-", "GOV-").replace("[DRA,", "[GOV,"), "utf-8")
    catalogue = load_catalogue(own, replace=True)
    assert "governance" not in catalogue.questionnaires
    assert catalogue.reference.scenarios_note is not None
