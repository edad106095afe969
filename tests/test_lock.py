"""What was published never changes."""

from __future__ import annotations

import pytest
from drafts import DRAFT, spoilt, written

from care_assess.content import check, load_catalogue, lock_of
from care_assess.errors import ContentError
from care_assess.paths import questionnaires_dir
from care_assess.questionnaire.lock import LOCK, read_lock, write_lock


@pytest.fixture
def folder(tmp_path):
    """A folder of questionnaires with one published version."""
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "1.0.0.yaml").write_text(DRAFT, "utf-8")
    (one,) = load_catalogue(tmp_path).select({"draft": "1.0.0"})
    (tmp_path / LOCK).write_text(write_lock({("draft", "1.0.0"): one.digest}), "utf-8")
    return tmp_path


def told(folder):
    return [written(fault).removeprefix(f"{folder}/") for fault in check([folder]).faults]


def test_all_that_ships_is_published_and_unchanged():
    lock = lock_of(questionnaires_dir())
    assert lock.faults == ()
    catalogue = load_catalogue()
    assert {(one.id, one.version): one.digest for one in catalogue} == lock.digests
    assert (questionnaires_dir() / LOCK).read_text("utf-8") == write_lock(lock.digests)


def test_a_published_file_may_be_laid_out_anew_and_commented(folder):
    file = folder / "draft" / "1.0.0.yaml"
    file.write_text("# said again\n" + DRAFT.replace("weight: 3", "weight:   3"), "utf-8")
    assert told(folder) == []


def test_a_published_file_that_changed_is_refused_by_the_check_and_by_the_application(folder):
    file = folder / "draft" / "1.0.0.yaml"
    file.write_text(spoilt("weight: 3", "weight: 2"), "utf-8")
    sentence = (
        "draft/1.0.0.yaml:3: version: Le questionnaire « draft » 1.0.0 est publié et son contenu a changé : "
        "remettez le fichier publié, et donnez un nouveau numéro de version à ce que vous changez."
    )
    assert told(folder) == [sentence]
    assert [written(fault) for fault in check([file]).faults] == [f"{folder}/{sentence}"]
    with pytest.raises(ContentError):
        load_catalogue(folder)


def test_a_published_file_that_is_gone_is_told(folder):
    (folder / "draft" / "1.0.0.yaml").rename(folder / "draft" / "2.0.0.yaml")
    second = spoilt("version: 1.0.0", "version: 2.0.0")
    (folder / "draft" / "2.0.0.yaml").write_text(second, "utf-8")
    assert told(folder) == [
        (
            "published.lock:1: Le questionnaire « draft » 1.0.0 est publié et son fichier n'est plus là : "
            "remettez-le, des évaluations s'y réfèrent."
        )
    ]


def test_the_application_sees_a_lock_that_comes_later(folder):
    lock = (folder / LOCK).read_text("utf-8")
    (folder / LOCK).unlink()
    file = folder / "draft" / "1.0.0.yaml"
    file.write_text(spoilt("weight: 3", "weight: 2"), "utf-8")
    assert load_catalogue(folder).select({"draft": "1.0.0"})[0].questions[0].weight == 2
    (folder / LOCK).write_text(lock, "utf-8")
    with pytest.raises(ContentError):
        load_catalogue(folder)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("<<<<<<< HEAD", "2: Cette ligne ne dit pas ce qui est publié"),
        ("draft 1.0.0 1234", "2: Cette ligne ne dit pas ce qui est publié"),
        ("\0", "2: Cette ligne ne dit pas ce qui est publié"),
        ("draft 1.0.0 " + "0" * 64, "2: Cette version est déjà dans une ligne plus haut"),
    ],
)
def test_a_lock_that_says_something_else_is_told_with_its_line(folder, line, sentence):
    with (folder / LOCK).open("a", encoding="utf-8") as lock:
        lock.write(line + "\n")
    (one,) = told(folder)
    assert one.startswith(f"published.lock:{sentence}")


def test_a_lock_is_sorted_by_version_and_reads_back():
    digests = {("b", "1.10.0"): "a" * 64, ("b", "1.9.0"): "b" * 64, ("ab", "2.0.0"): "c" * 64}
    digests = {(f"{name}_", version): digest for (name, version), digest in digests.items()}
    text = write_lock(digests)
    assert [line.split()[:2] for line in text.splitlines()] == [
        ["ab_", "2.0.0"],
        ["b_", "1.9.0"],
        ["b_", "1.10.0"],
    ]
    assert read_lock("", text).digests == digests
