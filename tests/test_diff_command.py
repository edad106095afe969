"""What changed between two versions, as the command and the page tell it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from living import VERSIONS, changed, living, write_living

from care_assess.cli import main
from care_assess.questionnaire import Catalogue
from care_assess.text import NBSP, Text, translator
from care_assess.versions.joining import since
from care_assess.versions.page import html
from care_assess.versions.telling import told

FIRST, SECOND, THIRD = (living().select({"living": version})[0] for version in VERSIONS)


def compared(capsys, *arguments):
    code = main(["questionnaire", "diff", *arguments])
    printed = capsys.readouterr()
    return code, printed.out.replace(NBSP, " "), printed.err.replace(NBSP, " ")


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("CARE_QUESTIONNAIRES", str(write_living(tmp_path)))
    return tmp_path / "living"


def test_the_command_tells_old_and_new(files, capsys):
    code, said, _ = compared(capsys, "living@1.0.0", str(files / "1.1.0.yaml"))
    assert code == 0
    assert said.startswith(
        "Vivant : de la version 1.0.0 à la version 1.1.0\n"
        "6 changements ; le pas de version qu'ils demandent est mineur (1.0.0 → 1.1.0).\n"
    )
    assert (
        "  LIV-01 : Est-ce écrit et daté ?\n  Reformulée\n  - Est-ce écrit ?\n  + Est-ce écrit et daté ?\n"
        in said
    )
    assert (
        "  LIV-02 : À combien de mois remonte le test ?\n  Seuils changés\n"
        "  - {1: any, 2: 36, 3: 24, 4: 18, 5: 12}\n  + {1: any, 2: 36, 3: 24, 4: 12, 5: 6}\n"
    ) in said
    assert "  LIV-10 : Remarques\n  Déplacée\n  - Seconde partie\n  + Première partie\n" in said


def test_the_command_tells_where_questions_come_from_and_why_they_go(files, capsys):
    _, said, _ = compared(capsys, "living@1.1.0", "living@2.0.0", "--lang", "en")
    assert "  LIV-22: Are servers up to date? (from LIV-05, LIV-06)\n  Merged\n" in said
    assert "  LIV-07: Do you have a fax?\n  Removed: Nobody has one any more\n\n" in said


def test_the_same_version_has_no_change(files, capsys):
    assert compared(capsys, "living@1.0.0", "living@1.0.0")[1] == (
        "Vivant : de la version 1.0.0 à la version 1.0.0\nLes deux versions ont le même contenu.\n"
    )


def test_programs_read_it_as_json(files, capsys):
    _, said, _ = compared(capsys, "living@1.1.0", "living@2.0.0", "--format", "json")
    read = json.loads(said)
    assert (read["format"], read["step"]) == ("care-assess/diff/1", "major")
    (removed,) = (one for one in read["changes"] if one["kind"] == "removed")
    assert (
        removed["before"]
        == {
            "fr": "Avez-vous un télécopieur ?".replace(" ?", f"{NBSP}?"),
            "en": "Do you have a fax?",
        }
        or removed["before"]["fr"].replace(NBSP, " ") == "Avez-vous un télécopieur ?"
    )
    assert removed["after"]["en"] == "Nobody has one any more"


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("living", "« living » n'est ni un fichier ni une version"),
        ("living@9.0.0", "n'a pas de version 9.0.0 ; celles qui existent : 1.0.0, 1.1.0, 2.0.0."),
        ("gone@1.0.0", "Le questionnaire « gone » n'existe pas"),
    ],
)
def test_what_is_not_there_is_told(files, capsys, named, sentence):
    code, said, told_ = compared(capsys, "living@1.0.0", named)
    assert (code, said) == (2, "")
    assert sentence in told_


def test_a_faulty_file_is_told_with_its_lines(files, capsys):
    path = files / "draft.yaml"
    path.write_text(VERSIONS["1.0.0"].replace("tier: core", "tier: cor"), "utf-8")
    code, _, said = compared(capsys, "living@1.0.0", str(path))
    assert code == 2
    assert "sections[0].questions[0].tier: « cor » ne convient pas" in said


def test_the_page_stands_alone_and_runs_nothing_of_what_it_shows():
    hostile = Text("<script>alert(1)</script> & « x »", "<img src=x onerror=alert(1)>")
    page = html(FIRST, changed("LIV-01", text=hostile), translator("fr"))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.replace("<ins>", "").replace(
        "</ins>", ""
    )
    assert "http" not in page
    assert '<html lang="fr">' in page
    assert html(FIRST, SECOND, translator("en")).count("<article>") == 6


def test_the_page_marks_the_words_that_went_and_came():
    page = html(FIRST, SECOND, translator("en"))
    assert "Is it <del>written?</del>" in page
    assert "Is it <ins>written and dated?</ins>" in page


@pytest.mark.parametrize(
    ("lang", "kind"),
    [("fr", "Aide changée (en anglais seulement)"), ("en", "Help changed")],
)
def test_what_changed_in_the_other_language_alone_is_shown_in_it(lang, kind):
    before = changed("LIV-01", help=Text("Qui signe ?", "Who sings?"))
    now = changed("LIV-01", help=Text("Qui signe ?", "Who signs?"))
    (change,) = told(before, now, translator(lang))
    assert (change.old, change.new) == ("Who sings?", "Who signs?")
    assert change.kind == kind


def test_words_that_changed_in_no_language_are_told_in_the_language_of_the_reader():
    split = [one for one in told(SECOND, THIRD, translator("fr")) if "LIV-04" in one.about]
    assert {one.kind for one in split} == {"Séparée", "Plafond changé"}
    words = {one.new for one in split if one.kind == "Séparée"}
    assert words == {f"Est-ce sauvegardé et testé{NBSP}?"}


def test_a_step_over_several_versions_tells_where_questions_come_from():
    """Version 2.1.0 says nothing more of what 2.0.0 made of the questions of 1.0.0."""

    def quiet(part):
        return replace(part, questions=tuple(replace(one, replaces=None) for one in part.questions))

    later = replace(
        THIRD,
        version="2.1.0",
        follows="2.0.0",
        removed=(),
        sections=tuple(map(quiet, THIRD.sections)),
    )
    versions = {**living().questionnaires["living"], "2.1.0": later}
    shelf = Catalogue({"living": versions}, living().reference)
    said = told(FIRST, since(shelf, FIRST, later), translator("fr"))
    assert said == told(FIRST, THIRD, translator("fr"))
    assert {one.kind for one in said} > {
        "Séparée",
        "Réunie",
        f"Retirée{NBSP}: Plus personne n'en a",
    }
    assert since(shelf, THIRD, later) is later
    assert since(shelf, later, FIRST) is FIRST
    assert since(shelf, FIRST, replace(later, digest="of a draft")).sections == later.sections


def test_two_questionnaires_are_not_two_versions(files, capsys):
    code, said, told_wrong = compared(capsys, "living@1.0.0", "governance@1.0.0")
    assert (code, said) == (2, "")
    assert "sont deux questionnaires" in told_wrong


def test_every_change_is_told_in_both_languages():
    for lang in ("fr", "en"):
        assert all(one.kind and one.about for one in told(FIRST, SECOND, translator(lang)))
