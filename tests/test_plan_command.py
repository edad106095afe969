"""``care-assess plan``, run as people run it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from fractions import Fraction
from importlib.resources import files
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from care_assess.cli import main
from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.plan import Plan, build_plan
from care_assess.plan.path import Path, find_path
from care_assess.plan.request import Means, Request, best_of, floor_of
from care_assess.scoring import score

SHEET = str(files("care_assess.demo") / "ch-de-valmont-2026.yaml")
MEMBER = str(files("care_assess.demo") / "chu-de-grandval-2026.yaml")
STUCK = str(files("care_assess.demo") / "clinique-des-tilleuls-2025.yaml")


REFUSED = (
    (["--days", "-3"], "Les jours-personne à 180 jours (-3) doivent être un nombre de 0 à"),
    (["--days", "deux"], "--days : « deux » n'est pas un nombre entier de jours"),
    (["--days", "9" * 5000], "n'est pas un nombre entier de jours"),
    (["--target", "6"], "La cible de « ad » (6) doit être un niveau de 0 à 5."),
    (["--target", "haut"], "--target : « haut » n'est pas un nombre, comme 3 ou 2,5"),
    (["--target", "nan"], "« nan » n'est pas un nombre"),
    (["--budget", "80000"], "Un budget en euros demande le prix d'une journée de travail"),
    (["--budget", "-1", "--day-rate", "400"], "Le budget à 180 jours (-1) doit être"),
    (["--day-rate", "0"], "Le prix d'une journée (0) doit être supérieur à 0 euro."),
    (["--horizon", "60"], "Horizon inconnu : 60 jours. Horizons possibles : 30, 90, 180, 365"),
    (["--owner", "pape=3"], "Responsable inconnu : « pape ». Responsables possibles : "),
    (["--owner", "rssi"], "« rssi » ne dit pas un responsable et ses jours, comme rssi=20"),
    (["--owner", "rssi=peu"], "« peu » n'est pas un nombre entier de jours"),
    (["--owner", "rssi=-2"], "La limite de « rssi » (-2) doit être un nombre"),
    (["--format", "pdf"], "inconnu (au choix : "),
)
"""Options → what is said of them."""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def one_folder(own_environment, monkeypatch, data):
    """The same for every test: the questionnaires are read once."""
    monkeypatch.setenv("CARE_DATA_DIR", str(data))


@pytest.fixture(scope="module")
def found():
    """The plan of the sheet, and its path for a request."""
    catalogue = load_catalogue()
    sheet = dict(demo_sheets(catalogue))["ch-de-valmont-2026"]
    asked, reference = catalogue.select(sheet.versions), catalogue.reference
    plan = build_plan(asked, sheet, score(asked, sheet, reference), reference)

    def path(request: Request) -> tuple[Plan, Path]:
        return plan, find_path(asked, sheet, reference, plan, request)

    return path


def document(capsys, *arguments: str):
    assert main(["plan", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def run(capsys, *arguments: str) -> str:
    assert main(["plan", *arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.replace("\u00a0", " ")


def refused(capsys, *arguments: str) -> str:
    try:
        code = main(["plan", *arguments])
    except SystemExit as stopped:
        code = stopped.code
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    return said.err.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_table_says_the_path_by_wave_and_what_it_changes(capsys, found):
    lines = run(capsys, SHEET).splitlines()
    plan, path = found(Request())
    assert lines[0] == "CH de Valmont (fictif), 23/11/2026"
    assert lines[2] == (
        f"Avec {path.days} jours-personne sur six mois, les six sujets atteignent le niveau 3."
    )
    table = lines[6 : 6 + len(path.actions)]
    ranks = [int(line.split("jours")[1].split()[0]) for line in table]
    assert ranks == [one.rank for wave in path.waves for one in wave.actions]
    named = next(one for one in path.actions if not plan.package_of(one).alone)
    assert table[ranks.index(named.rank)].endswith(plan.package_of(named).title.fr)
    assert any(line.split() == ["Active", "Directory", "2,0", "3,0"] for line in lines)
    assert f"{len(plan.actions)} actions" in lines[-1]


def test_the_target_may_be_the_best_of_the_other_members_topic_by_topic(capsys, found):
    read = document(capsys, SHEET, "--best-of", MEMBER, STUCK)
    catalogue = load_catalogue()
    sheets = dict(demo_sheets(catalogue))
    others = [sheets["chu-de-grandval-2026"], sheets["clinique-des-tilleuls-2025"]]
    targets = best_of(
        score(catalogue.select(one.versions), one, catalogue.reference) for one in others
    )
    _, path = found(Request(targets=targets))
    assert read["path"]["target"]["topics"] == {
        name: int(one) for name, one in targets.topics.items()
    }
    assert read["path"]["actions"] == [one.id for one in path.actions]


def test_the_document_holds_every_action_and_the_path_unrounded(capsys, found):
    options = ("--days", "150", "--budget", "80000,50", "--day-rate", "400.25", "--horizon", "90")
    read = document(capsys, SHEET, *options, "--owner", "rssi=60")
    means = Means(
        days={90: 150},
        euros={90: Fraction(160001, 2)},
        day_rate=Fraction(1601, 4),
        owners={"rssi": 60},
    )
    plan, path = found(Request(means=means, horizon=90))
    assert read["format"] == "care-assess/plan/1"
    waves = {one.id: wave.by for wave in path.waves for one in wave.actions}
    for written, action in zip(read["actions"], plan.actions, strict=True):
        assert written == {
            "id": action.id,
            "title": action.text.fr,
            "questions": list(action.questions),
            "topics": list(action.topics),
            "effort_days": action.days,
            "gain": {
                "overall": float(action.gain),
                "topics": {name: float(gain) for name, gain in action.topic_gains.items()},
            },
            "lifts_caps": [
                {"max": cap.max, "reason": cap.reason.fr, "question": cap.question}
                for cap in action.lifts
            ],
            "rank": action.rank,
            "list": action.horizon,
            "package": plan.package_of(action).id,
            "wave": waves.get(action.id),
            "owner": action.owner,
        }
    held = [name for package in read["packages"] for name in package["actions"]]
    assert sorted(held) == sorted(one.id for one in plan.actions)
    for written, package in zip(read["packages"], plan.packages, strict=True):
        assert written["title"] == package.title.fr
        assert (written["rank"], written["effort_days"]) == (package.rank, package.days)
        assert written["gain"]["overall"] == float(package.gain)
        assert written["questions"] == list(package.questions)
    way = read["path"]
    assert (way["status"], way["days"], way["bound"]) == ("optimal", path.days, path.days)
    assert way["euros"] == float(path.days * Fraction(1601, 4))
    assert way["actions"] == [one.id for one in path.actions]
    reached = {name: float(level) for name, level in path.after.topics.items()}
    assert way["reached"]["topics"] == reached
    assert way["reached"]["overall"] == float(path.after.overall)
    assert way["now"]["overall"] == float(path.now.overall)
    assert way["target"]["topics"] == dict.fromkeys(path.request.targets.topics, 3.0)
    assert way["blocking"] == way["without_score"] == []
    assert {one["question"] for one in read["to_clarify"]} == {
        one.question for one in plan.to_clarify
    }


def test_the_same_sheet_gives_the_same_document(capsys):
    assert run(capsys, SHEET, "--format", "json") == run(capsys, SHEET, "--format", "json")


def test_what_blocks_is_said_with_what_would_be_enough(capsys, found):
    said = run(capsys, SHEET, "--days", "60").splitlines()
    _, path = found(Request(means=Means(days={180: 60})))
    (relief,) = path.blocking.reliefs
    assert said[2:5] == [
        (
            f"Il manque {relief.needed - 60} jours-personne sur six mois : avec eux, les six sujets "
            "atteignent le niveau 3."
        ),
        "Ce qui bloque, et le moins qui suffirait :",
        (
            f"  - Jours-personne en tout : 60 donnés, {relief.needed} suffisent, soit "
            f"{relief.needed - 60} de plus."
        ),
    ]


def test_a_blocked_path_has_no_days_and_names_each_thing_that_blocks(capsys, found):
    options = ("--days", "60", "--owner", "rssi=0", "--budget", "10", "--day-rate", "500")
    way = document(capsys, SHEET, *options)["path"]
    assert (way["status"], way["days"], way["reached"], way["actions"]) == (
        "blocked", None, None, [],
    )  # fmt: skip
    kinds = {one["kind"]: one for one in way["blocking"]}
    assert set(kinds) == {"days", "euros", "owner"}
    assert kinds["owner"]["name"] == "rssi"
    assert kinds["euros"]["needed"] == kinds["days"]["needed"] * 500


def test_a_target_out_of_reach_names_the_cap_and_what_to_clarify(capsys):
    said = run(capsys, STUCK)
    assert (
        "Cette cible reste hors d'atteinte, même en menant toutes les actions qui restent à faire."
        in said
    )
    assert "Exposition : au mieux 2,0, pour une cible de 3. Un plafond le tient : «" in said
    assert "(EXP-04)" in said
    assert "y comptent comme non faits : à clarifier d'abord." in said


def test_a_target_already_reached_asks_for_nothing(capsys):
    said = run(capsys, SHEET, "--target", "1,5")
    assert "Aucune action n'est nécessaire : aujourd'hui, les six sujets atteignent" in said


def test_the_csv_says_by_when_each_action_of_the_path_is_done(capsys, found, tmp_path):
    file = tmp_path / "plan.csv"
    out = run(capsys, SHEET, "--format", "csv", "-o", str(file))
    assert out == f"Plan écrit : {file}\n"
    rows = list(csv.reader(StringIO(file.read_bytes().decode("utf-8-sig")), delimiter=";"))
    _, path = found(Request())
    waves = {one.rank: str(wave.by) for wave in path.waves for one in wave.actions}
    assert rows[0][-1] == "Chemin\u00a0: fini sous (jours)"
    assert {int(row[0]): row[-1] for row in rows[1:] if row[-1]} == waves


def test_the_csv_can_be_sent_to_another_program(capsys):
    assert main(["plan", SHEET, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("\ufeffRang;Action;")


def test_the_workbook_has_a_sheet_for_the_path(capsys, found, tmp_path):
    file = tmp_path / "plan.xlsx"
    run(capsys, SHEET, "--format", "xlsx", "--day-rate", "450", "-o", str(file))
    book = load_workbook(BytesIO(file.read_bytes()))
    assert book.sheetnames == ["Plan d'action", "Points à clarifier", "Chemin vers la cible"]
    page = book["Chemin vers la cible"]
    rows = [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)]
    _, path = found(Request())
    assert rows[0][0].startswith(f"Avec {path.days} jours-personne sur six mois")
    assert "€ l'un. Les achats n'y sont pas" in rows[1][0]
    assert rows[-1] == ("Ensemble", float(path.now.overall), float(path.after.overall))
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_a_workbook_of_a_blocked_path_says_what_blocks(tmp_path, capsys):
    file = tmp_path / "plan.xlsx"
    run(capsys, SHEET, "--days", "60", "--format", "xlsx", "-o", str(file))
    page = load_workbook(BytesIO(file.read_bytes()))["Chemin vers la cible"]
    assert page["A2"].value.startswith("Il manque ")
    assert "60 donnés" in page["A3"].value


def test_it_speaks_english(capsys, found):
    _, path = found(Request(targets=floor_of(Fraction(5, 2)), horizon=365))
    said = run(capsys, SHEET, "--lang", "en", "--target", "2.5", "--horizon", "365")
    assert f"With {path.days} person-days over one year, the six topics reach level 2.50." in said


def test_what_cannot_be_asked_is_said_and_nothing_is_written(capsys, tmp_path):
    file = tmp_path / "plan.json"
    for options, said in REFUSED:
        assert said in refused(capsys, SHEET, "--format", "json", "-o", str(file), *options)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_needs_a_file(capsys):
    assert "donnez le fichier à écrire avec -o." in refused(capsys, SHEET, "--format", "xlsx")


def test_a_sheet_with_faults_has_no_plan(capsys, tmp_path):
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("format: care-assess/sheet/1\n")
    said = refused(capsys, str(sheet), "-o", str(tmp_path / "plan"))
    assert str(sheet) in said
    assert [one.name for one in tmp_path.iterdir()] == ["sheet.yaml"]


def test_a_place_that_cannot_be_written_is_said(capsys, tmp_path):
    target = tmp_path / "nowhere" / "plan.json"
    said = refused(capsys, SHEET, "--format", "json", "-o", str(target))
    assert "ce dossier n'existe pas" in said


def test_only_the_plan_loads_the_solver():
    code = (
        "import sys; sys.modules['scipy'] = None\n"
        "from care_assess.cli import main\n"
        f"print(main(['score', {SHEET!r}]), main(['plan', {SHEET!r}]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "0 1"
