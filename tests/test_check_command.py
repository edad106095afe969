"""``care-assess questionnaire check``."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from drafts import DRAFT, spoilt

from care_assess.cli import main
from care_assess.paths import questionnaires_dir
from care_assess.text import NBSP


def checked(capsys, *paths, lang="fr"):
    """The exit code, what is printed and what is printed as an error, with ordinary spaces."""
    code = main(["questionnaire", "check", "--lang", lang, *map(str, paths)])
    printed = capsys.readouterr()
    return code, printed.out.replace(NBSP, " "), printed.err.replace(NBSP, " ")


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(DRAFT, "utf-8")
    return path


def test_what_ships_is_all_right(capsys):
    assert checked(capsys) == (0, "5 questionnaires, 222 questions : rien à corriger.\n", "")


def test_a_file_of_ones_own_is_all_right(capsys, draft):
    assert checked(capsys, draft) == (0, "1 questionnaire, 7 questions : rien à corriger.\n", "")
    assert checked(capsys, draft, lang="en") == (
        0,
        "1 questionnaire, 7 questions: nothing to put right.\n",
        "",
    )


def test_a_folder_and_a_file_are_checked_together(capsys, draft, tmp_path):
    other = tmp_path / "more" / "other" / "1.0.0.yaml"
    other.parent.mkdir(parents=True)
    other.write_text(DRAFT.replace("DR", "DS").replace("id: draft", "id: other"), "utf-8")
    assert checked(capsys, draft, tmp_path / "more") == (
        0,
        "2 questionnaires, 14 questions : rien à corriger.\n",
        "",
    )


def test_a_questionnaire_counts_once_with_the_questions_of_its_newest_version(capsys, tmp_path):
    more = DRAFT[DRAFT.index("      - id: DRA-06") :].replace("DRA-06", "DRA-07")
    after = spoilt("version: 1.0.0", "version: 1.10.0\nfollows: 1.9.0") + more
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "1.10.0.yaml").write_text(after, "utf-8")
    (folder / "1.9.0.yaml").write_text(spoilt("version: 1.0.0", "version: 1.9.0"), "utf-8")
    assert checked(capsys, tmp_path) == (
        0,
        "1 questionnaire, 8 questions : rien à corriger.\n",
        "",
    )


def test_all_faults_are_listed_with_their_place_and_the_exit_code_is_2(capsys, draft):
    draft.write_text(spoilt("tier: core", "tier: most", spoilt("days: 5", "days: 99")), "utf-8")
    assert checked(capsys, draft) == (
        2,
        "",
        (
            f"{draft}:31: sections[0].questions[0].tier: « most » ne convient pas : écrivez core (l'essentiel) ou full (l'étude complète).\n"
            f"{draft}:41: sections[0].questions[0].action.days: 99 jours-personne ne vont pas avec l'effort S : écrivez de 1 à 10, ou changez l'effort.\n"
            "2 points à corriger dans les questionnaires.\n"
        ),
    )
    assert checked(capsys, draft, lang="en") == (
        2,
        "",
        (
            f"{draft}:31: sections[0].questions[0].tier: “most” does not fit: write core (the essentials) or full (the whole study).\n"
            f"{draft}:41: sections[0].questions[0].action.days: 99 person-days do not go with effort S: write 1 to 10, or change the effort.\n"
            "2 things to put right in the questionnaires.\n"
        ),
    )


def test_a_path_that_is_not_there_is_said_in_one_line(capsys, tmp_path):
    assert checked(capsys, tmp_path / "none.yaml") == (
        2,
        "",
        (
            f"{tmp_path / 'none.yaml'}: Ce fichier ou ce dossier n'existe pas : vérifiez le chemin.\n"
            "1 point à corriger dans les questionnaires.\n"
        ),
    )


def test_a_copy_of_what_ships_is_checked_in_its_own_right(capsys, tmp_path):
    copy = tmp_path / "questionnaires"
    shutil.copytree(questionnaires_dir(), copy)
    assert checked(capsys, copy)[:2] == (0, "5 questionnaires, 222 questions : rien à corriger.\n")
    path = copy / "governance" / "1.0.0.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("answered_by: directeur", "answered_by: director", 1), "utf-8")
    code, _, told = checked(capsys, copy)
    assert code == 2
    assert len(told.splitlines()) == 3
    assert "« governance » 1.0.0 est publié et son contenu a changé" in told
    assert "« director » n'est pas connu parmi les rôles : sans doute « directeur »." in told


def test_the_command_works_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "draft.yaml").write_text(spoilt("days: 5", "days: 99"), "utf-8")
    asked = subprocess.run(
        [sys.executable, "-m", "care_assess", "questionnaire", "check", "draft.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert asked.stderr.startswith("draft.yaml:41: sections[0].questions[0].action.days: 99 ")


def test_questionnaire_alone_asks_for_a_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["questionnaire"])
    assert ended.value.code == 2
    told = capsys.readouterr().err.replace(NBSP, " ")
    assert told.endswith("care-assess questionnaire : il manque : COMMANDE\n")
