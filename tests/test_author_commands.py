"""``care-assess questionnaire new, import, export, schema``: what they write, what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from libraries import BY_HAND
from serving import free_port
from workbooks import a_workbook, with_rows

from care_assess.cli import main
from care_assess.paths import PREVIEW_VARIABLE, preview_file
from care_assess.questionnaire.starter import schema_text
from care_assess.text import NBSP


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The current folder, empty."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    """The exit code, what was printed, what was said of errors."""
    code = main(["questionnaire", *arguments])
    out, err = capsys.readouterr()
    return code, out.replace(NBSP, " "), err.replace(NBSP, " ")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_new_questionnaire_is_correct_and_its_editor_finds_the_schema(capsys, lang):
    code, out, _ = run(capsys, "new", "hygiene", "-o", "mine", "--lang", lang)
    file = Path("mine/hygiene/1.0.0.yaml")
    assert (code, str(file) in out) == (0, True)
    first = file.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=questionnaire.schema.json"
    assert json.loads((file.parent / "questionnaire.schema.json").read_text("utf-8"))["title"]
    assert run(capsys, "check", "mine")[0] == 0


def test_both_starters_hold_the_same_questionnaire(capsys):
    from care_assess.questionnaire.yamltext import read_yaml

    run(capsys, "new", "hygiene", "-o", "fr", "--lang", "fr")
    run(capsys, "new", "hygiene", "-o", "en", "--lang", "en")
    one, two = (
        read_yaml("x", Path(f"{lang}/hygiene/1.0.0.yaml").read_bytes()).value
        for lang in ("fr", "en")
    )
    assert one == two


def test_a_prefix_that_is_taken_gives_way_to_a_longer_one(capsys):
    run(capsys, "new", "government")
    assert "prefix: GOVE " in Path("government/1.0.0.yaml").read_text("utf-8")


def test_a_file_that_is_there_is_never_written_over(capsys):
    run(capsys, "new", "hygiene")
    file = Path("hygiene/1.0.0.yaml")
    file.write_text("mine", "utf-8")
    code, _, err = run(capsys, "new", "hygiene")
    assert (code, file.read_text("utf-8")) == (2, "mine")
    assert (
        err.strip()
        == f"Le fichier « {file} » existe déjà : choisissez un autre nom. Rien n'a été écrit."
    )


@pytest.mark.parametrize("name", ["Hygiène", "a", "x" * 41, "../x", "a/b", ""])
def test_a_name_that_is_no_id_is_refused(capsys, here, name):
    code, _, err = run(capsys, "new", name)
    assert (code, list(here.iterdir())) == (2, [])
    assert "ne convient pas comme identifiant" in err


def test_the_schema_is_printed_or_written(capsys):
    assert run(capsys, "schema")[1] == schema_text()
    assert run(capsys, "schema", "-o", "s.json")[0] == 0
    assert Path("s.json").read_text("utf-8") == schema_text()


def test_a_workbook_is_taken_in_with_a_report(capsys):
    Path("ward.xlsx").write_bytes(with_rows("survey", ("geopoint", "g", "Où ?", "Where?")))
    code, out, _ = run(capsys, "import", "ward.xlsx", "-o", "ward.yaml")
    assert code == 0
    assert out.splitlines() == [
        "Ce qui n'a pas été repris :",
        "  - Une ligne de type « geopoint » n'a pas d'équivalent : elle est laissée de côté. (survey!A12)",
        "  - Une réponse obligatoire n'a pas d'équivalent : toute question peut rester sans réponse, et la part répondue le dit. (survey!I4)",
        "Ce qui a été complété, à vérifier :",
        "  - Les questions sans tier sont posées dans toutes les évaluations (core).",
        "  - Les questions sans criticality reçoivent medium.",
        "  - Les questions sans answered_by vont au RSSI (rssi).",
        "Écrit : ward.yaml. Rien à corriger : regardez-le avec « care-assess questionnaire preview ward.yaml ».",
    ]
    assert Path("ward.yaml").read_text("utf-8").startswith("# Repris de ward.xlsx (XLSForm).\n")
    assert run(capsys, "check", "ward.yaml")[0] == 0


def test_a_library_is_taken_in_and_told_by_its_content_or_by_name(capsys):
    Path("l.yaml").write_text(BY_HAND, "utf-8")
    assert run(capsys, "import", "l.yaml", "-o", "a.yaml")[0] == 0
    assert run(capsys, "import", "l.yaml", "--from", "ciso-assistant", "-o", "b.yaml")[0] == 0
    assert Path("a.yaml").read_bytes() == Path("b.yaml").read_bytes()


def test_what_is_still_to_put_right_is_told_and_written_to_be_put_right(capsys):
    header = ("type", "name", "label", "answered_by")
    sheets = {"survey": [header, ("text", "a", "Qui ?", "nobody")]}
    Path("x.xlsx").write_bytes(a_workbook(sheets))
    code, out, _ = run(capsys, "import", "x.xlsx", "-o", "x.yaml")
    assert code == 0
    assert "x.yaml:" in out
    assert "1 point y est à corriger avant de s'en servir." in out
    assert run(capsys, "check", "x.yaml")[0] == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xlsx", b"PK\x03\x04"),
        ("x.xlsx", a_workbook({"feuille": [("a",)]})),
        ("x.yaml", b"urn: urn:a:risk:library:x\nobjects: {risk_matrix: []}\n"),
        ("x.yaml", b"urn: urn:a:risk:library:x\na: &a [*a]\n"),
        ("x.txt", b"hello"),
    ],
)
def test_a_bad_file_gets_a_message_and_nothing_is_written(capsys, here, name, data):
    Path(name).write_bytes(data)
    code, out, err = run(capsys, "import", name, "-o", "y.yaml")
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert [file.name for file in here.iterdir()] == [name]


def test_a_file_that_is_not_there_is_said(capsys):
    code, _, err = run(capsys, "import", "no.xlsx", "-o", "y.yaml")
    assert code == 2
    assert err.startswith("Le fichier « no.xlsx » ne peut pas être lu")
    assert run(capsys, "preview", "no.yaml")[0] == 2


def test_ours_is_written_for_ciso_assistant_and_comes_back(capsys):
    code, out, _ = run(
        capsys, "export", "awareness@1.0.0", "--to", "ciso-assistant", "-o", "l.yaml"
    )
    assert code == 0
    assert out.splitlines()[-1] == "Écrit : l.yaml (awareness 1.0.0)."
    assert run(capsys, "import", "l.yaml", "-o", "back.yaml")[0] == 0
    assert run(capsys, "check", "back.yaml")[0] == 0


def test_a_questionnaire_that_is_not_there_is_not_exported(capsys, here):
    for name in ("nobody", "governance@9.0.0"):
        assert run(capsys, "export", name, "--to", "ciso-assistant", "-o", "l.yaml")[0] == 2
    assert list(here.iterdir()) == []


def test_a_preview_serves_the_application_on_its_file(capsys, monkeypatch, here):
    from care_assess.commands import serve

    served = []
    monkeypatch.setenv(PREVIEW_VARIABLE, "")  # given back afterwards
    monkeypatch.setattr(serve, "_serve", lambda *asked: served.append(asked))
    run(capsys, "new", "hygiene")
    file, port = here / "hygiene" / "1.0.0.yaml", free_port()
    options = ("--data", str(here / "data"), "--port", str(port))
    assert run(capsys, "preview", str(file), *options)[0] == 0
    assert served == [("127.0.0.1", port, here / "data")]
    assert preview_file() == file


def test_a_preview_gives_the_address_of_its_page(capsys, monkeypatch, tmp_path):
    from care_assess.commands import serve

    monkeypatch.setenv("CARE_PREVIEW", str(tmp_path / "x.yaml"))
    serve._announce("127.0.0.1", 8501, tmp_path)
    assert "http://localhost:8501/questionnaires\n" in capsys.readouterr().out
