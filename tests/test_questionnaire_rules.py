"""What no schema can say, told to the author: the place, what is wrong, what to write."""

from __future__ import annotations

import re

import pytest
from drafts import DRAFT, faults_in, spoilt, written

from care_assess.questionnaire.checking import faults_of
from care_assess.questionnaire.rules import REFERENCE_RULES, RULES
from care_assess.questionnaire.yamltext import read_yaml

# fmt: off
SPOILT = {
    "an id twice in the file": (
        "id: DRA-03", "id: DRA-02",
        ["draft.yaml:75: sections[1].questions[0].id: « DRA-02 » est déjà à la ligne 47 : donnez un autre identifiant."],
    ),
    "a section twice": (
        "id: second", "id: first",
        ["draft.yaml:72: sections[1].id: « first » est déjà à la ligne 17 : donnez un autre identifiant."],
    ),
    "an option twice": (
        "id: two", "id: one",
        ["draft.yaml:91: sections[1].questions[1].options[1].id: « one » est déjà à la ligne 90 : donnez un autre identifiant."],
    ),
    "a foreign prefix": (
        "id: DRA-06", "id: GEN-06",
        ["draft.yaml:101: sections[1].questions[3].id: « GEN-06 » ne commence pas par un préfixe de ce questionnaire (DRA, DRB) : changez l'identifiant, ou ajoutez le préfixe."],
    ),
    "an unknown owner": (
        "answered_by: directeur", "answered_by: director",
        ["draft.yaml:35: sections[0].questions[0].answered_by: « director » n'est pas connu parmi les rôles : sans doute « directeur »."],
    ),
    "an unknown action owner": (
        "owner: rssi", "owner: ciso",
        ["draft.yaml:42: sections[0].questions[0].action.owner: « ciso » n'est pas connu parmi les rôles : choisissez dans directeur, rssi, dsi, daf, drh, qualite, communication, cme, cadre_sante, biomed, achats, dpo, admin_ad, reseau, web."],
    ),
    "an unknown axis": (
        "axis: awareness", "axis: awarenes",
        ["draft.yaml:7: axis: « awarenes » n'est pas connu parmi les axes : sans doute « awareness »."],
    ),
    "an unknown topic": (
        "topics: [ad]", "topics: [directory]",
        ["draft.yaml:33: sections[0].questions[0].topics[0]: « directory » n'est pas connu parmi les sujets : choisissez dans ad, exposure, crisis_exercises, self_assessment, budget, ght_steering."],
    ),
    "the seventh list as a topic": (
        "topics: [ad]", "topics: [outside]",
        ["draft.yaml:33: sections[0].questions[0].topics[0]: « outside » n'est pas connu parmi les sujets : choisissez dans ad, exposure, crisis_exercises, self_assessment, budget, ght_steering."],
    ),
    "an unknown cap topic": (
        "topic: ad", "topic: adx",
        ["draft.yaml:12: caps[0].topic: « adx » n'est pas connu parmi les sujets : sans doute « ad »."],
    ),
    "an unknown scenario": (
        "[ransomware]", "[flood]",
        ["draft.yaml:34: sections[0].questions[0].scenarios[0]: « flood » n'est pas connu parmi les scénarios : choisissez dans ransomware, ehr_outage, data_leak, supplier, directory_takeover."],
    ),
    "an unknown function": (
        "function: prevent", "function: protect",
        ["draft.yaml:43: sections[0].questions[0].action.function: « protect » n'est pas connu parmi les fonctions du catalogue : choisissez dans prevent, control, detect, react, rebuild."],
    ),
    "an unknown resource": (
        "[pgssi_s]", "[pgssis]",
        ["draft.yaml:44: sections[0].questions[0].action.resources[0]: « pgssis » n'est pas connu parmi les ressources : sans doute « pgssi_s »."],
    ),
    "a resource like no other": (
        "[pgssi_s]", "[zzzz]",
        ["draft.yaml:44: sections[0].questions[0].action.resources[0]: « zzzz » n'est pas connu parmi les ressources : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "an unknown reference": (
        "[HYG-1]", "[ISO-27001]",
        ["draft.yaml:36: sections[0].questions[0].references[0]: « ISO-27001 » n'est pas connu parmi les références : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "an unknown unit": (
        "unit: months", "unit: month",
        ["draft.yaml:50: sections[0].questions[1].unit: « month » n'est pas connu parmi les unités : sans doute « months »."],
    ),
    "an unknown fact": (
        "profile: ght_member", "profile: ght_membre",
        ["draft.yaml:37: sections[0].questions[0].applies_if.profile: « ght_membre » n'est pas connu parmi les faits du profil : sans doute « ght_member »."],
    ),
    "a fact that is no yes or no": (
        "profile: ght_member", "profile: staff",
        ["draft.yaml:37: sections[0].questions[0].applies_if.profile: « staff » n'est pas un fait à répondre par oui ou non : choisissez-en un de type boolean."],
    ),
    "a condition on no question": (
        "question: DRA-01, at_least", "question: DRA-09, at_least",
        ["draft.yaml:61: sections[0].questions[1].applies_if.question: « DRA-09 » n'est pas connu parmi les questions : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "a condition on a date": (
        "question: DRA-01, at_least", "question: DRA-05, at_least",
        ["draft.yaml:61: sections[0].questions[1].applies_if.question: La question DRA-05, de type date, ne donne pas de niveau : choisissez une question notée."],
    ),
    "a condition on no answer": (
        'equals: "no"', "equals: never",
        ["draft.yaml:84: sections[1].questions[0].applies_if.any[1].not.equals: « never » n'est pas connu parmi les réponses possibles : choisissez dans yes, partial, no."],
    ),
    "conditions that go round": (
        "{profile: ght_member}", "{question: DRA-02, at_least: 1}",
        ["draft.yaml:37: sections[0].questions[0].applies_if: La condition tourne en rond (DRA-01 → DRA-02 → DRA-01) : retirez-en une."],
    ),
    "a condition on itself": (
        "{question: DRA-01, at_least: 1}", "{question: DRA-02, at_least: 1}",
        ["draft.yaml:61: sections[0].questions[1].applies_if: La condition tourne en rond (DRA-02 → DRA-02) : retirez-en une."],
    ),
    "days out of the effort": (
        "days: 5", "days: 11",
        ["draft.yaml:41: sections[0].questions[0].action.days: 11 jours-personne ne vont pas avec l'effort S : écrivez de 1 à 10, ou changez l'effort."],
    ),
    "a required question that is not there": (
        "requires: [DRA-02]", "requires: [DRA-12]",
        ["draft.yaml:45: sections[0].questions[0].action.requires[0]: « DRA-12 » n'est pas connu parmi les questions : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "a required question without an action": (
        "requires: [DRA-02]", "requires: [DRA-03]",
        ["draft.yaml:45: sections[0].questions[0].action.requires[0]: La question DRA-03 n'a pas d'action à faire d'abord : retirez-la de requires, ou donnez-lui une action."],
    ),
    "an action that requires itself": (
        "requires: [DRA-02]", "requires: [DRA-01]",
        ["draft.yaml:45: sections[0].questions[0].action.requires: Les actions s'attendent l'une l'autre (DRA-01 → DRA-01) : retirez l'un de ces requires."],
    ),
    "actions that require one another": (
        "function: control}", "function: control, requires: [DRA-01]}",
        ["draft.yaml:45: sections[0].questions[0].action.requires: Les actions s'attendent l'une l'autre (DRA-01 → DRA-02 → DRA-01) : retirez l'un de ces requires."],
    ),
    "bounds the wrong way round": (
        "min: 0", "min: 200",
        ["draft.yaml:52: sections[0].questions[1].max: Le maximum 120 n'est pas au-dessus du minimum 200 : corrigez l'un des deux."],
    ),
    "cuts in disorder": (
        '"3": 24', '"3": 48',
        ["draft.yaml:55: sections[0].questions[1].cuts.3: Le seuil du niveau 3 n'est pas plus petit que celui du niveau 2 : avec « better: lower », les seuils descendent du niveau 1 au niveau 5."],
    ),
    "two equal cuts": (
        '"3": 24', '"3": 36',
        ["draft.yaml:55: sections[0].questions[1].cuts.3: Le seuil du niveau 3 n'est pas plus petit que celui du niveau 2 : avec « better: lower », les seuils descendent du niveau 1 au niveau 5."],
    ),
    "cuts of the other way": (
        "better: lower", "better: higher",
        [
            "draft.yaml:55: sections[0].questions[1].cuts.3: Le seuil du niveau 3 n'est pas plus grand que celui du niveau 2 : avec « better: higher », les seuils montent du niveau 1 au niveau 5.",
            "draft.yaml:55: sections[0].questions[1].cuts.4: Le seuil du niveau 4 n'est pas plus grand que celui du niveau 3 : avec « better: higher », les seuils montent du niveau 1 au niveau 5.",
            "draft.yaml:55: sections[0].questions[1].cuts.5: Le seuil du niveau 5 n'est pas plus grand que celui du niveau 4 : avec « better: higher », les seuils montent du niveau 1 au niveau 5.",
        ],
    ),
    "a cut outside the bounds": (
        '"2": 36', '"2": 360',
        ["draft.yaml:55: sections[0].questions[1].cuts.2: Le seuil 360 sort des bornes 0 à 120 : rapprochez-le, ou changez min ou max."],
    ),
    "any above level 1": (
        '"2": 36', '"2": any',
        ["draft.yaml:55: sections[0].questions[1].cuts.2: « any » au niveau 2 donnerait ce niveau à tout nombre : gardez-le pour le niveau 1, et écrivez ici un nombre."],
    ),
    "a cut with decimals": (
        '"2": 36', '"2": 36.5',
        ["draft.yaml:55: sections[0].questions[1].cuts.2: Le seuil 36.5 a plus de 0 chiffre(s) après la virgule : arrondissez-le, ou changez decimals."],
    ),
    "above where lower is better": (
        '"2": 36', '"2": above 36',
        ["draft.yaml:55: sections[0].questions[1].cuts.2: « above » ne va pas avec « better: lower » : écrivez un nombre, ou « below »."],
    ),
    "options all alike": (
        "level: 4", "level: 0",
        ["draft.yaml:78: sections[1].questions[0].options: Toutes les réponses donnent le niveau 0 : donnez un niveau plus haut à la meilleure."],
    ),
    "options that cannot reach the ceiling": (
        "level: 3", "level: 2",
        ["draft.yaml:89: sections[1].questions[1].options: Toutes les réponses ensemble font 4, moins que le plafond 5 : augmentez des niveaux, ou baissez ceiling."],
    ),
    "fields of another type": (
        "        type: date\n", "        type: date\n        never: true\n",
        ["draft.yaml:98: sections[1].questions[2].never: « never » ne sert à rien dans une question de type date : retirez-le (types qui l'acceptent : number)."],
    ),
    "options of a level question": (
        "        weight: 3\n", '        weight: 3\n        options: [{id: a, level: 0, text: {fr: "a", en: "a"}}, {id: b, level: 1, text: {fr: "b", en: "b"}}]\n',
        ["draft.yaml:31: sections[0].questions[0].options: « options » ne sert à rien dans une question de type level : retirez-le (types qui l'acceptent : choice, multiple)."],
    ),
    "a cap on another questionnaire": (
        "{question: DRA-01, below: 3}", "{question: GOV-01, below: 3}",
        ["draft.yaml:10: caps[0].when.question: « GOV-01 » n'est pas connu parmi les questions de ce questionnaire : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "a cap on a date": (
        "{question: DRA-01, below: 3}", "{question: DRA-05, unknown: true}",
        ["draft.yaml:10: caps[0].when.question: La question DRA-05, de type date, ne donne pas de niveau : choisissez une question notée."],
    ),
    "a cap on no answer": (
        "{question: DRA-01, below: 3}", "{question: DRA-03, answer: everyone}",
        ["draft.yaml:10: caps[0].when.answer: « everyone » n'est pas connu parmi les réponses possibles : choisissez dans nobody, someone."],
    ),
    "a cap older than what is no month": (
        "{question: DRA-01, below: 3}", "{question: DRA-01, older_than: 12}",
        ["draft.yaml:10: caps[0].when.older_than: « older_than » compte des mois, et DRA-01 n'est pas un nombre de mois : choisissez below, ou une question dont l'unité est months."],
    ),
    "rungs in disorder": (
        "rungs: [1, 2], note", "rungs: [2, 1], note",
        ["draft.yaml:15: ladders[0].rungs: Les échelons ne se suivent pas : écrivez-les dans l'ordre et sans trou, comme [1, 2, 3]."],
    ),
    "too many rungs": (
        "start: 1", "start: 4",
        ["draft.yaml:15: ladders[0].rungs: En partant de 4, 2 échelons mènent au-dessus du niveau 5 : retirez-en, ou partez de plus bas."],
    ),
    "a ladder method without rungs": (
        "scoring: {method: weighted_mean}", "scoring: {method: ladder}",
        ["draft.yaml:8: scoring: La méthode ladder a besoin d'un départ et d'échelons : ajoutez start et rungs."],
    ),
    "a rung on no ladder": (
        "rungs: [1, 2]}]", "rungs: [1, 4]}]",
        ["draft.yaml:70: sections[0].questions[2].control_points[0].rungs[1]: L'échelon 4 n'est sur aucune échelle du questionnaire : choisissez dans 1, 2, ou ajoutez-le à l'échelle."],
    ),
    "control points that nothing fails": (
        '        fails: {"no": 1, "partial": 2}\n', "",
        ["draft.yaml:70: sections[0].questions[2].control_points: Aucune réponse ne fait échouer ces points de contrôle : ajoutez fails ou fails_when."],
    ),
    "an overlap with no ladder": (
        "requires: [DRA-02]", "overlaps: stairs",
        ["draft.yaml:45: sections[0].questions[0].action.overlaps: « stairs » n'est pas connu parmi les échelles de ce questionnaire : choisissez dans steps."],
    ),
    "a failing answer that is not there": (
        '"partial": 2', '"perhaps": 2',
        ["draft.yaml:71: sections[0].questions[2].fails.perhaps: « perhaps » n'est pas connu parmi les réponses possibles : choisissez dans yes, partial, no."],
    ),
    "a failing bound out of range": (
        "        weight: 3\n", "        weight: 3\n        fails_when: [{below: 9, rung: 1}]\n",
        ["draft.yaml:31: sections[0].questions[0].fails_when[0].below: La borne 9 est hors des réponses possibles : écrivez un nombre que la question accepte."],
    ),
    "two answers alike": (
        '"4": {fr: "Oui, suivi", en: "Yes, tracked"}', '"4": {fr: "oui ", en: "Yes, tracked"}',
        ["draft.yaml:28: sections[0].questions[0].levels.4: Cette réponse dit la même chose que celle de la ligne 27 : écrivez ce qui les distingue."],
    ),
    "two options alike": (
        '{fr: "Une autre", en: "Another"}', '{fr: "Une chose", en: "Another"}',
        ["draft.yaml:91: sections[1].questions[1].options[1].text: Cette réponse dit la même chose que celle de la ligne 90 : écrivez ce qui les distingue."],
    ),
    "a sentence left in French": (
        'en: "How many months ago was the test?"', 'en: "À combien de mois remonte le test ?"',
        ["draft.yaml:48: sections[0].questions[1].text.en: Le texte anglais répète le français : traduisez-le."],
    ),
}
# fmt: on


@pytest.mark.parametrize(("before", "after", "told"), SPOILT.values(), ids=SPOILT)
def test_the_author_is_told_what_to_write(before, after, told):
    assert faults_in(spoilt(before, after)) == told


def test_rungs_without_a_ladder_ask_for_one():
    without = DRAFT[: DRAFT.index("ladders:")] + DRAFT[DRAFT.index("sections:") :]
    assert faults_in(without) == [
        f"draft.yaml:{line}: sections[0].questions[2].{place}: L'échelon {rung} n'a pas d'échelle : "
        "ajoutez une échelle au questionnaire sous ladders."
        for line, place, rung in (
            (68, "control_points[0].rungs[0]", 1),
            (68, "control_points[0].rungs[1]", 2),
            (69, "fails.no", 1),
            (69, "fails.partial", 2),
        )
    ]


def test_questions_of_two_questionnaires_have_two_ids():
    twin = spoilt("id: draft", "id: twin")
    told = faults_in(DRAFT, twin)
    assert told[0] == (
        "draft.yaml:20: sections[0].questions[0].id: « DRA-01 » existe déjà dans draft.yaml, ligne 20 : "
        "donnez un autre identifiant."
    )
    assert len(told) == 7


def test_an_id_of_a_shipped_question_is_taken():
    (told,) = faults_in(spoilt("id: DRA-06", "id: GOV-01", spoilt("[DRA, DRB]", "[DRA, DRB, GOV]")))
    assert re.fullmatch(
        r"draft\.yaml:101: sections\[1\]\.questions\[3\]\.id: « GOV-01 » existe déjà dans "
        r".*governance/[0-9.]+yaml, ligne \d+ : donnez un autre identifiant\.",
        told,
    )


def test_two_versions_of_a_questionnaire_share_their_ids():
    assert faults_in(DRAFT, spoilt("version: 1.0.0", "version: 1.1.0\nfollows: 1.0.0")) == []


def test_a_version_is_published_once():
    assert faults_in(DRAFT, f"# the same, but for this comment\n{DRAFT}") == []
    (told,) = faults_in(DRAFT, spoilt("weight: 3", "weight: 2"))
    assert told == (
        "draft.yaml:3: version: Le questionnaire « draft » 1.0.0 existe déjà avec un autre contenu (draft.yaml) : "
        "donnez à celui-ci un nouveau numéro de version."
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("draft/1.0.0.yaml", []),
        ("1.0.0.yaml", []),
        ("anything.yaml", []),
        (
            "draft/1.1.0.yaml",
            [
                "draft/1.1.0.yaml:3: version: La version 1.0.0 n'est pas celle du nom du fichier, 1.1.0.yaml : écrivez le même numéro aux deux endroits."
            ],
        ),
        (
            "other/1.0.0.yaml",
            [
                "other/1.0.0.yaml:2: id: L'identifiant « draft » n'est pas le nom du dossier, « other » : écrivez le même aux deux endroits."
            ],
        ),
    ],
)
def test_a_file_is_named_after_its_version_and_its_folder_after_the_questionnaire(name, told):
    assert faults_in(DRAFT, name=name) == told


def test_a_condition_may_ask_a_question_of_another_questionnaire():
    assert faults_in(spoilt("{profile: ght_member}", "{question: GOV-01, at_least: 3}")) == []


def test_conditions_that_go_round_over_two_questionnaires_are_found():
    other = DRAFT.replace("DR", "DS").replace("id: draft", "id: other")
    one = spoilt("{profile: ght_member}", "{question: DSA-01, at_least: 1}")
    two = spoilt("{profile: ght_member}", "{question: DRA-01, at_least: 1}", other)
    assert faults_in(one, two) == [
        "draft.yaml:37: sections[0].questions[0].applies_if: La condition tourne en rond (DRA-01 → DSA-01 → DRA-01) : retirez-en une.",
        "draft.yaml:37: sections[0].questions[0].applies_if: La condition tourne en rond (DSA-01 → DRA-01 → DSA-01) : retirez-en une.",
    ]


@pytest.mark.parametrize(
    ("cuts", "better"),
    [
        ('{"1": above 0, "2": 20, "3": 50, "4": 75, "5": 90}', "higher"),
        ('{"1": 0, "2": above 0, "3": 50, "4": 75.0, "5": above 75}', "higher"),
        ('{"1": any, "2": below 120, "3": 24, "4": 18, "5": 0}', "lower"),
    ],
)
def test_cuts_that_leave_no_hole_are_accepted(cuts, better):
    text = spoilt('{"1": any, "2": 36, "3": 24, "4": 18, "5": 12}', cuts)
    assert faults_in(spoilt("better: lower", f"better: {better}", text)) == []


def test_a_section_may_climb_its_own_ladder():
    own = 'title: {fr: "Seconde partie", en: "Second part"}'
    assert (
        faults_in(
            spoilt(own, f"{own}\n    scoring: {{method: ladder, start: 0, rungs: [1, 2, 3]}}")
        )
        == []
    )


REFERENCE = """\
format: care-assess/reference/1
owners:
  biologist: {fr: "Biologiste", en: "Biologist"}
resources:
  our_kit: {name: {fr: "Notre kit", en: "Our kit"}, provider: "Nous", kind: kit, confidence: P, url: "https://example.org/kit", packages: {biologist: {fr: "Suivre le kit", en: "Follow the kit"}}}
references:
  "OUR-1": {label: {fr: "Notre note", en: "Our note"}, kind: guide, confidence: S}
profile:
  has_lab: {fr: "Laboratoire", en: "Laboratory", type: boolean, derived: "legal_status=public"}
effort:
  S: {fr: "Petit", en: "Small", days_min: 1, days_max: 10}
  M: {fr: "Moyen", en: "Medium", days_min: 10, days_max: 60}
  L: {fr: "Grand", en: "Large", days_min: 60, days_max: 1000}
obligations:
  - {id: own_duty, text: {fr: "Devoir", en: "Duty"}, force: duty, basis: none, topic: outside, references: ["OUR-1"], confidence: S, applies_if: {profile: has_lab}}
readiness:
  own_table:
    title: {fr: "Tableau", en: "Table"}
    confidence: S
    applies_if: {profile: has_lab}
    lines:
      - {id: "1", text: {fr: "Ligne", en: "Line"}, references: ["OUR-1"]}
topics:
  ad:
    name: {fr: "Annuaire", en: "Directory"}
    short: {fr: "Annuaire", en: "Directory"}
    question: {fr: "Est-il sûr ?", en: "Is it safe?"}
    asked: {fr: "Un audit", en: "An audit"}
    indicator: {fr: "Niveau", en: "Level"}
    resources: [our_kit]
"""


def test_a_vocabulary_of_ones_own_adds_to_the_shipped_one():
    text = spoilt("answered_by: directeur", "answered_by: biologist")
    text = spoilt("[pgssi_s]", "[pgssi_s, our_kit]", text)
    assert faults_in(REFERENCE, spoilt("[HYG-1]", '["OUR-1", HYG-1]', text)) == []


# fmt: off
SPOILT_VOCABULARY = {
    "a missing translation": (
        'en: "Biologist"', "",
        ["draft.yaml:3: owners.biologist.en: La traduction anglaise manque : écrivez-la sous « en »."],
    ),
    "an address that runs": (
        "https://example.org/kit", "javascript:alert(1)",
        ["draft.yaml:5: resources.our_kit.url: « javascript:alert(1) » ne convient pas : écrivez une adresse qui commence par https://."],
    ),
    "a work package in unknown hands": (
        "packages: {biologist:", "packages: {biologista:",
        ["draft.yaml:5: resources.our_kit.packages.biologista: « biologista » n'est pas connu parmi les rôles : sans doute « biologist »."],
    ),
    "a work package without a name in English": (
        ', en: "Follow the kit"', "",
        ["draft.yaml:5: resources.our_kit.packages.biologist.en: La traduction anglaise manque : écrivez-la sous « en »."],
    ),
    "an unknown confidence": (
        "confidence: P", "confidence: sure",
        ["draft.yaml:5: resources.our_kit.confidence: « sure » ne convient pas : écrivez S (source publique), K (connaissance générale), U (incertain) ou P (notre proposition)."],
    ),
    "a computed fact of no option": (
        "legal_status=public", "legal_status=publique",
        ["draft.yaml:9: profile.has_lab.derived: « publique » n'est pas connu parmi les réponses possibles : sans doute « public »."],
    ),
    "a computed fact of no choice": (
        "legal_status=public", "has_ad=yes",
        ["draft.yaml:9: profile.has_lab.derived: « has_ad » n'est pas un fait à choisir dans une liste : choisissez-en un de type choice."],
    ),
    "a choice without options": (
        'type: boolean, derived: "legal_status=public"', "type: choice",
        [
            "draft.yaml:9: profile.has_lab.options: Il manque « options » : écrivez des entrées, une par identifiant.",
            "draft.yaml:15: obligations[0].applies_if.profile: « has_lab » n'est pas un fait à répondre par oui ou non : choisissez-en un de type boolean.",
            "draft.yaml:20: readiness.own_table.applies_if.profile: « has_lab » n'est pas un fait à répondre par oui ou non : choisissez-en un de type boolean.",
        ],
    ),
    "an effort the wrong way round": (
        "days_min: 10, days_max: 60", "days_min: 60, days_max: 10",
        ["draft.yaml:12: effort.M.days_max: Le maximum 10 n'est pas au-dessus du minimum 60 : corrigez l'un des deux."],
    ),
    "an obligation of no topic": (
        "topic: outside", "topic: outsid",
        ["draft.yaml:15: obligations[0].topic: « outsid » n'est pas connu parmi les sujets : sans doute « outside »."],
    ),
    "an obligation of no reference": (
        'references: ["OUR-1"], confidence', 'references: ["OUR-2"], confidence',
        ["draft.yaml:15: obligations[0].references[0]: « OUR-2 » n'est pas connu parmi les références : sans doute « OUR-1 »."],
    ),
    "a line of no reference": (
        'references: ["OUR-1"]}\ntopics', 'references: ["NONE"]}\ntopics',
        ["draft.yaml:22: readiness.own_table.lines[0].references[0]: « NONE » n'est pas connu parmi les références : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "a topic of no resource": (
        "resources: [our_kit]", "resources: [their_kit]",
        ["draft.yaml:30: topics.ad.resources[0]: « their_kit » n'est pas connu parmi les ressources : choisissez un identifiant qui existe, ou ajoutez-le."],
    ),
    "a seventh topic": (
        "topics:\n  ad:", "topics:\n  directory:",
        ["draft.yaml:23: topics: « directory » ne convient pas : écrivez l'un des six sujets, ou outside."],
    ),
}
# fmt: on


@pytest.mark.parametrize(
    ("before", "after", "told"), SPOILT_VOCABULARY.values(), ids=SPOILT_VOCABULARY
)
def test_the_author_of_a_vocabulary_is_told_what_to_write(before, after, told):
    assert faults_in(spoilt(before, after, REFERENCE)) == told


def test_a_vocabulary_alone_has_all_its_parts():
    document = read_yaml("reference.yaml", REFERENCE.encode())
    told = [written(fault) for fault in faults_of([document])]
    missing = {line.split("« ")[1].split(" »")[0] for line in told if "Il manque" in line}
    assert {"version", "levels", "units", "axes", "functions", "scenarios"} <= missing
    assert (
        "reference.yaml:23: topics.budget: Il manque « budget » : "
        "écrivez cette entrée avec ses textes, sous « fr » et « en »."
    ) in told


def test_rules_have_one_signature_and_each_is_listed_once():
    for rules in (RULES, REFERENCE_RULES):
        assert len(set(rules)) == len(rules)
        assert all(rule.__annotations__["return"] == "Iterator[Fault]" for rule in rules)
