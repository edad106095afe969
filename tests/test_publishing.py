"""Publishing: only what is right, only by the step it asks for, all or nothing."""

from __future__ import annotations

import pytest
from living import VERSIONS, living, write_living

from care_assess.cli import main
from care_assess.questionnaire.lock import LOCK
from care_assess.text import NBSP


def published(capsys, folder, name="living"):
    code = main(["questionnaire", "publish", name, "--folder", str(folder), "--lang", "fr"])
    printed = capsys.readouterr()
    told = printed.err.replace(NBSP, " ").replace(f"{folder}/", "")
    return code, printed.out.replace(NBSP, " "), told


def locked(folder):
    path = folder / LOCK
    return (
        [line.split()[1] for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    )


def test_versions_that_took_the_right_steps_are_published_together(capsys, tmp_path):
    folder = write_living(tmp_path)
    code, said, _ = published(capsys, folder)
    assert code == 0
    assert said.splitlines()[0] == f"Publié : living 1.0.0, inscrit dans {folder / LOCK}"
    assert locked(folder) == ["1.0.0", "1.1.0", "2.0.0"]
    (one,) = living().select({"living": "2.0.0"})
    assert one.digest in (folder / LOCK).read_text("utf-8")
    assert main(["questionnaire", "check", str(folder)]) == 0


def test_published_once_is_published_for_good(capsys, tmp_path):
    folder = write_living(tmp_path)
    published(capsys, folder)
    code, _, told = published(capsys, folder)
    assert code == 2
    assert told == (
        "Toutes les versions du questionnaire « living » sont déjà publiées : "
        "changez-le sous un nouveau numéro de version.\n"
    )


@pytest.mark.parametrize(
    ("version", "follows", "number"), [("1.1.0", "1.0.0", "1.0.1"), ("2.0.0", "1.1.0", "1.2.0")]
)
def test_a_step_too_small_is_refused_with_the_changes_that_ask_for_more(
    capsys, tmp_path, version, follows, number
):
    before = [one for one in VERSIONS if one <= follows]
    folder = write_living(tmp_path, *before)
    text = VERSIONS[version].replace(f"version: {version}", f"version: {number}", 1)
    (folder / "living" / f"{number}.yaml").write_text(text, "utf-8")
    code, said, faults = published(capsys, folder)
    assert (code, said, locked(folder)) == (2, "", [])
    assert faults.splitlines()[-1].endswith(f"Donnez au moins le numéro {version}.")
    lines = faults.splitlines()[:-1]
    assert lines
    assert all(line.startswith(f"living/{number}.yaml:") for line in lines)


def test_the_changes_are_told_by_question_and_step(capsys, tmp_path):
    folder = write_living(tmp_path, "1.0.0")
    text = VERSIONS["1.1.0"].replace("version: 1.1.0", "version: 1.0.1", 1)
    (folder / "living" / "1.0.1.yaml").write_text(text, "utf-8")
    _, _, faults = published(capsys, folder)
    assert "Seuils changés (LIV-02) : demande un pas mineur (1.0.0 → 1.1.0)." in faults
    assert "Ajoutée (LIV-11) : demande un pas mineur (1.0.0 → 1.1.0)." in faults
    assert "Reformulée" not in faults


def test_a_version_that_says_nothing_new_is_refused(capsys, tmp_path):
    folder = write_living(tmp_path, "1.0.0")
    text = VERSIONS["1.0.0"].replace("version: 1.0.0", "version: 1.0.1\nfollows: 1.0.0", 1)
    (folder / "living" / "1.0.1.yaml").write_text(text, "utf-8")
    assert published(capsys, folder)[2] == (
        "La version 1.0.1 dit la même chose que la version 1.0.0 : il n'y a rien à publier.\n"
    )


def test_a_version_before_a_published_one_comes_too_late(capsys, tmp_path):
    folder = write_living(tmp_path, "1.0.0", "1.1.0")
    lines = "\n".join(
        f"living {version} {living().questionnaires['living'][version].digest}"
        for version in ("1.1.0",)
    )
    (folder / LOCK).write_text(f"{lines}\n", "utf-8")
    code, _, told = published(capsys, folder)
    assert code == 2
    assert told.startswith("La version 1.0.0 vient avant la version 1.1.0, déjà publiée")


def test_faults_come_first_and_nothing_is_written(capsys, tmp_path):
    folder = write_living(tmp_path)
    path = folder / "living" / "2.0.0.yaml"
    path.write_text(path.read_text("utf-8").replace("tier: core", "tier: cor", 1), "utf-8")
    code, _, told = published(capsys, folder)
    assert code == 2
    assert "« cor » ne convient pas" in told
    assert locked(folder) == []


def test_a_questionnaire_that_is_not_in_the_folder_is_told(capsys, tmp_path):
    code, _, told = published(capsys, write_living(tmp_path), "gone")
    assert code == 2
    assert told.startswith("Le questionnaire « gone » n'existe pas")
    assert published(capsys, tmp_path, "governance")[0] == 2


def test_a_lock_that_cannot_be_written_is_told_and_left_as_it_was(capsys, tmp_path):
    folder = write_living(tmp_path)
    (folder / LOCK).mkdir()
    code, said, told = published(capsys, folder)
    assert (code, said) == (2, "")
    assert str(LOCK) in told
    assert [path.name for path in folder.iterdir()] in (["living", LOCK], [LOCK, "living"])
