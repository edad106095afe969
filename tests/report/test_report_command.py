"""``care-assess report``: a PDF whole or not at all, and a sentence when it cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from io import BytesIO

import pytest
from pypdf import PdfReader

from care_assess.cli import main

DEMO = files("care_assess.demo")
SHEET = str(DEMO / "ch-de-valmont-2026.yaml")
BEFORE = str(DEMO / "ch-de-valmont-2025.yaml")


def first_pages(path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages[:4])


def test_it_writes_the_report_in_french(tmp_path, capsys):
    target = tmp_path / "rapport.pdf"
    assert main(["report", SHEET, "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"Rapport écrit\u00a0: {target}\n"
    assert "L'essentiel pour la direction" in first_pages(target)
    assert "Depuis le" not in first_pages(target)
    assert [one.name for one in tmp_path.iterdir()] == ["rapport.pdf"]


def test_it_writes_the_report_in_english_with_the_year_before(tmp_path, capsys):
    target = tmp_path / "report.pdf"
    assert main(["report", SHEET, "-o", str(target), "--lang", "en", "--previous", BEFORE]) == 0
    assert capsys.readouterr().out == f"Report written: {target}\n"
    assert "The essentials for management" in first_pages(target)
    assert "Since 24 Nov 2025" in first_pages(target)


def test_a_former_report_is_replaced(tmp_path):
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"former")
    assert main(["report", SHEET, "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_the_file_is_as_readable_as_any_other_the_person_writes(tmp_path):
    target, other = tmp_path / "rapport.pdf", tmp_path / "other"
    other.touch()
    assert main(["report", SHEET, "-o", str(target)]) == 0
    assert target.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("nowhere/rapport.pdf", "ce dossier n'existe pas"),
        ("file/rapport.pdf", "ce dossier n'existe pas"),
        ("folder", "ce nom n'est pas celui d'un fichier"),
        ("x" * 300 + ".pdf", "le disque est plein, en lecture seule ou le nom n'est pas accepté"),
    ],
)
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path, capsys, name, cause):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    target = tmp_path / name
    assert main(["report", SHEET, "-o", str(target)]) == 2
    assert capsys.readouterr().err == (
        f"Le rapport n'a pas pu être écrit dans «\u00a0{target}\u00a0»\u00a0: {cause}. Aucun fichier n'a été "
        "modifié. Choisissez un autre endroit avec -o.\n"
    )
    assert {one.name for one in tmp_path.iterdir()} == {"folder", "file"}


@pytest.mark.skipif(os.name != "posix", reason="the limit on the size of files is Unix's")
def test_a_disk_that_fills_leaves_the_former_report_and_nothing_else(tmp_path):
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"former")
    program = (
        "import resource, signal, sys;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from care_assess.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "report", SHEET, "-o", str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "le disque est plein" in done.stderr
    assert target.read_bytes() == b"former"
    assert [one.name for one in tmp_path.iterdir()] == ["rapport.pdf"]


def test_a_sheet_with_faults_writes_nothing(tmp_path, capsys):
    sheet, target = tmp_path / "sheet.yaml", tmp_path / "rapport.pdf"
    sheet.write_text("format: care-assess/sheet/1\n", "utf-8")
    assert main(["report", str(sheet), "-o", str(target)]) == 2
    assert str(sheet) in capsys.readouterr().err
    assert not target.exists()


def test_a_previous_sheet_that_is_not_there_writes_nothing(tmp_path, capsys):
    target = tmp_path / "rapport.pdf"
    missing = str(tmp_path / "former.yaml")
    assert main(["report", SHEET, "-o", str(target), "--previous", missing]) == 2
    assert missing in capsys.readouterr().err
    assert not target.exists()


def test_it_asks_for_the_file_to_write(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["report", SHEET])
    assert stopped.value.code == 2
    assert "-o" in capsys.readouterr().err
