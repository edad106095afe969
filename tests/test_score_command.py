"""``care-assess score``, run as people run it."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from drafts import DRAFT

from care_assess.answers import Sheet
from care_assess.cli import main
from care_assess.content import load_catalogue
from care_assess.questionnaire import AXES, OUTSIDE, TOPICS
from care_assess.scoring import read, score
from care_assess.scoring.document import to_document
from care_assess.sheet import read_sheet

SHEET = """\
format: care-assess/sheet/1
organisation: {name: "CH de Valmont (fictif)", kind: public, ght: "GHT des Trois Rivières (fictif)"}
date: 2026-11-23
questionnaires: {draft: "1.0.0"}
answers:
  DRA-01: 2
  DRA-02: {value: 14, evidence: ["CR exercice.pdf"], grade: shown}
  DRB-01: partial
  DRA-03: unknown
  DRA-04: {not_applicable: "Service commun du GHT"}
"""

TABLE = """\
CH de Valmont (fictif), 23/11/2026

Score de                           Score      Entre  Niveau     Répondu  Prouvé
─────────────────────────────────  ─────  ─────────  ─────────  ───────  ──────
Ensemble                             2,0  2,0 – 2,8  2 Partiel    100 %    20 %
Domaine : Brouillon                  2,0  2,0 – 2,8  2 Partiel    100 %    20 %
Sujet : Active Directory             2,0  2,0 – 2,0  2 Partiel    100 %     0 %
Sujet : Exposition                     –          –  –                –       –
Sujet : Exercices de crise             –          –  –                –       –
Sujet : Autoévaluation                 –          –  –                –       –
Sujet : Budget numérique               –          –  –                –       –
Sujet : Pilotage GHT                   –          –  –                –       –
Sujet : Autre socle                  2,0  2,0 – 3,7  2 Partiel    100 %    50 %
Axe : Gouvernance et résilience        –          –  –                –       –
Axe : Ressources et mutualisation      –          –  –                –       –
Axe : Sensibilisation                2,0  2,0 – 2,8  2 Partiel    100 %    20 %
Axe : Sécurité opérationnelle          –          –  –                –       –

Marches : au plus 2.
  Points qui bloquent : point_a (DRB-01).

Plafonds :
  2 au plus (Sujet : Active Directory) : Rien d'écrit (DRA-01).
"""

ON_ITS_SCALE = ("scale", "normalised", "readings")
"""What a domain has beside the figures of every score."""

FIGURES = (
    "score",
    "low",
    "high",
    "level",
    "coverage",
    "known",
    "evidence_rate",
    "caps",
    "answered",
    "applicable",
    "unknown",
    "not_applicable",
)
EXPLANATION = {
    "method",
    "formula",
    "uncapped",
    "if_not_applicable_were_zero",
    "caps_on_unknown",
    "terms",
    "excluded",
}
DEMOS = sorted(
    path.name for path in files("care_assess.demo").iterdir() if path.name.endswith(".yaml")
)


@pytest.fixture
def sheet(tmp_path):
    """A sheet of a small questionnaire, and the arguments that score it."""
    folder = tmp_path / "questionnaires" / "draft"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(DRAFT, "utf-8")
    path = tmp_path / "valmont.yaml"
    path.write_text(SHEET, "utf-8")
    return path, ["score", str(path), "--questionnaires", str(folder.parent)]


def demo(name: str) -> str:
    return str(files("care_assess.demo") / name)


def scores_of(written: dict) -> list[dict]:
    """Every score of the document."""
    domains = list(written["domains"].values())
    sections = [section for domain in domains for section in domain["sections"].values()]
    return [
        written["overall"],
        *domains,
        *sections,
        *written["topics"].values(),
        *written["axes"].values(),
    ]


def test_the_table_reads_in_aligned_columns_with_ladders_and_caps(sheet, capsys):
    assert main(sheet[1]) == 0
    assert capsys.readouterr().out.replace("\u00a0", " ") == TABLE


def test_the_table_speaks_english_on_request(sheet, capsys):
    assert main([*sheet[1], "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert (
        "Domain: Draft                      2.0  2.0 – 2.8  2 Partial      100%     20%\n" in shown
    )
    assert "Steps: at most 2.\n" in shown
    assert "  at most 2 (Topic: Active Directory): Nothing in writing (DRA-01).\n" in shown


def test_the_trace_of_the_table_says_where_each_score_comes_from(sheet, capsys):
    assert main([*sheet[1], "--trace"]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert shown.startswith(TABLE)
    assert (
        "  Sujet : Active Directory : Somme des poids × niveaux (6) divisée par la somme des poids des "
        "questions comptées (3) : 2,00. « Je ne sais pas » compte 0 ; les questions sans réponse et non "
        "applicables ne comptent pas. Un plafond le tient à 2 au plus.\n"
    ) in shown
    assert "  Sujet : Exposition : Aucune réponse ne compte : pas de score.\n" in shown


def test_the_ladder_says_what_is_not_certain_or_not_assessed(sheet, capsys):
    path, arguments = sheet
    path.write_text(SHEET.replace("DRB-01: partial", "DRB-01: unknown"), "utf-8")
    main(arguments)
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Marches : aucun point de contrôle n'a été évalué.\n" in shown
    path.write_text(SHEET.replace("DRB-01: partial", 'DRB-01: "yes"'), "utf-8")
    main(arguments)
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Marches : 3, tous les points évalués sont tenus.\n" in shown


@pytest.mark.parametrize("name", DEMOS)
def test_the_demonstration_sheets_have_every_figure_of_the_contract(name, capsys):
    assert main(["score", demo(name), "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert tuple(written) == ("format", "overall", "domains", "topics", "axes")
    assert written["format"] == "care-assess/scores/1"
    assert tuple(written["topics"]) == (*TOPICS, OUTSIDE)
    assert tuple(written["axes"]) == AXES
    assert all(tuple(one)[: len(FIGURES)] == FIGURES for one in scores_of(written))
    for domain_id, domain in written["domains"].items():
        ladders = {"ladders"} if domain_id == "active_directory" else set()
        assert set(domain) == {*FIGURES, *ON_ITS_SCALE, "sections", *ladders}
    others = [written["overall"], *written["topics"].values(), *written["axes"].values()]
    assert all(tuple(one) == FIGURES for one in others)
    caps = [cap for one in scores_of(written) for cap in one["caps"]]
    assert all(tuple(cap) == ("max", "reason", "question") for cap in caps)


def test_the_document_is_unrounded_and_the_same_every_time(capsys):
    shown = []
    for _ in range(2):
        assert main(["score", demo(DEMOS[1]), "--format", "json", "--trace"]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    written = to_document(scores_of_demo(DEMOS[1]), readings=readings_of_demo(DEMOS[1]), trace=True)
    assert json.loads(shown[0]) == written


def demo_read(name):
    catalogue = load_catalogue()
    found: Sheet = read_sheet(name, (files("care_assess.demo") / name).read_bytes(), catalogue)
    return catalogue.select(found.versions), found, catalogue.reference


def scores_of_demo(name):
    return score(*demo_read(name))


def readings_of_demo(name):
    return read(*demo_read(name))


def test_the_trace_of_the_document_says_what_counts_what_does_not_and_why(sheet, capsys):
    assert main([*sheet[1], "--format", "json", "--trace", "--lang", "en"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert all(set(one["trace"]) == EXPLANATION for one in scores_of(written))
    domain = written["domains"]["draft"]
    assert domain["trace"] == {
        "method": "weighted_mean",
        "formula": "Sum of weights × levels (12) divided by the sum of the weights of the questions "
        "counted (6): 2.00. “I don't know” counts 0; questions without an answer or not applicable do "
        "not count.",
        "uncapped": 2.0,
        "if_not_applicable_were_zero": 12 / 7,
        "caps_on_unknown": [],
        "terms": [
            {"id": "DRA-01", "level": 2.0, "low": 2.0, "high": 2.0, "weight": 3.0, "state": "answered"},
            {"id": "DRA-02", "level": 4.0, "low": 4.0, "high": 4.0, "weight": 1.0, "state": "answered"},
            {"id": "DRB-01", "level": 2.0, "low": 2.0, "high": 2.0, "weight": 1.0, "state": "answered"},
            {"id": "DRA-03", "level": 0.0, "low": 0.0, "high": 5.0, "weight": 1.0, "state": "unknown"},
        ],
        "excluded": [
            {
                "id": "DRA-04",
                "weight": 1.0,
                "state": "not_applicable",
                "declared": True,
                "reason": "Service commun du GHT",
            }
        ],
    }  # fmt: skip
    assert domain["ladders"]["steps"] == {
        "proven": 2,
        "at_most": 2,
        "blocking": [{"question": "DRB-01", "point": "point_a"}],
        "rungs": [
            {"rung": 1, "state": "passed", "blocking": [], "missing": []},
            {"rung": 2, "state": "failed", "blocking": ["DRB-01"], "missing": []},
        ],
    }


def test_the_document_reads_each_domain_three_ways(sheet, capsys):
    assert main([*sheet[1], "--format", "json"]) == 0
    (domain,) = json.loads(capsys.readouterr().out)["domains"].values()
    mean = {"score": 2.0, "low": 2.0, "high": 17 / 6}
    assert domain["readings"] == {
        "mean": mean,
        "capped_mean": mean,
        "ladders": [
            {"id": "steps", "proven": 2, "at_most": 2, "blocking": ["DRB-01"], "missing": 0}
        ],
    }
    assert (domain["scale"], domain["normalised"]) == ({"min": 0, "max": 5}, 2.0)


def test_the_three_readings_are_a_table_on_request(sheet, capsys):
    assert main([*sheet[1], "--readings"]) == 0
    assert (
        capsys.readouterr()
        .out.replace("\u00a0", " ")
        .endswith(
            """
Les mêmes réponses, lues de trois façons :
Domaine            Moyenne  Moyenne plafonnée  Échelle
─────────  ───────────────  ─────────────────  ───────
Brouillon  2,0 (2,0 – 2,8)    2,0 (2,0 – 2,8)  2
"""
        )
    )


def test_the_way_to_the_target_is_told_since_an_earlier_sheet(sheet, tmp_path, capsys):
    before = tmp_path / "before.yaml"
    before.write_text(SHEET.replace("DRA-01: 2", "DRA-01: 1").replace("2026", "2025"), "utf-8")
    assert main([*sheet[1], "--since", str(before)]) == 0
    assert (
        capsys.readouterr()
        .out.replace("\u00a0", " ")
        .endswith(
            """
Le chemin vers la cible :
Chemin de            Parcouru  Depuis la fiche d'avant
───────────────────  ────────  ───────────────────────
Ensemble                 61 %                     30 %
Domaine : Brouillon      61 %                     30 %
"""
        )
    )
    assert main([*sheet[1], "--since", str(before), "--format", "json"]) == 0
    progress = json.loads(capsys.readouterr().out)["progress"]
    assert (
        progress["overall"]
        == progress["domains"]["draft"]
        == {
            "aimed": 3.6,
            "gap": 1.4,
            "percent_to_target": 11 / 18,
            "progress_to_date": 0.3,
        }
    )


def test_the_levels_aimed_at_may_be_a_sheet(sheet, tmp_path, capsys):
    target = tmp_path / "target.yaml"
    target.write_text(SHEET.replace("DRA-01: 2", "DRA-01: 5"), "utf-8")
    assert main([*sheet[1], "--target", str(target), "--format", "json"]) == 0
    overall = json.loads(capsys.readouterr().out)["progress"]["overall"]
    assert (overall["aimed"], overall["gap"]) == (4.8, 2.4)
    assert overall["progress_to_date"] is None


@pytest.mark.parametrize("option", ["--since", "--target"])
def test_an_earlier_sheet_that_is_not_there_is_said(sheet, capsys, option):
    assert main([*sheet[1], option, "gone.yaml"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.replace("\u00a0", " ") == (
        "Le fichier « gone.yaml » n'existe pas : vérifiez son chemin.\n"
    )


def test_a_faulty_sheet_is_not_scored_and_every_fault_is_said(sheet, capsys):
    path, arguments = sheet
    path.write_text(SHEET.replace("DRA-01: 2", "DRA-01: 9").replace("DRB-01", "DRB-02"), "utf-8")
    assert main([*arguments, "--format", "json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.replace("\u00a0", " ") == (
        f"{path}:6: answers.DRA-01: Le niveau « 9 » n'existe pas : écrivez un entier de 0 à 5.\n"
        f"{path}:8: answers.DRB-02: Cette question n'existe dans aucun questionnaire : vérifiez son "
        "identifiant.\n"
        "Cette fiche de réponses a 2 défauts : rien n'a été calculé ni enregistré. Corrigez-les, puis "
        "recommencez.\n"
    )


def test_faulty_questionnaires_are_said_too(sheet, capsys):
    path, arguments = sheet
    (path.parent / "questionnaires" / "draft" / "1.0.0.yaml").write_text("id: draft", "utf-8")
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "1.0.0.yaml:1:" in shown.err


def test_a_sheet_may_be_json(sheet, capsys):
    path, arguments = sheet
    main([*arguments, "--format", "json"])
    from_yaml = capsys.readouterr().out
    document = {
        "format": "care-assess/sheet/1",
        "organisation": {"name": "CH", "kind": "public", "ght": "GHT"},
        "date": "2026-11-23",
        "questionnaires": {"draft": "1.0.0"},
        "answers": {
            "DRA-01": 2,
            "DRA-02": {"value": 14, "grade": "shown"},
            "DRB-01": "partial",
            "DRA-03": "unknown",
            "DRA-04": {"not_applicable": "Service commun du GHT"},
        },
    }
    path.write_text(json.dumps(document), "utf-8")
    assert main([*arguments, "--format", "json"]) == 0
    assert capsys.readouterr().out == from_yaml


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.yaml", "Le fichier « {file} » n'existe pas : vérifiez son chemin.\n"),
        (
            "questionnaires",
            "Le fichier « {file} » ne peut pas être lu : vérifiez que c'est un fichier et que vous en avez le droit.\n",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence(sheet, capsys, name, said):
    path = sheet[0].parent / name
    assert main(["score", str(path)]) == 2
    assert capsys.readouterr().err.replace("\u00a0", " ") == said.format(file=path)


def test_no_more_of_a_file_is_read_than_a_sheet_can_hold(sheet, capsys):
    path, arguments = sheet
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_the_ladder_counts_the_questions_that_are_not_certain(capsys):
    assert main(["score", demo("clinique-des-tilleuls-2025.yaml")]) == 0
    assert "  34 questions sans réponse certaine.\n" in capsys.readouterr().out
