"""What ships, and how questionnaire files are found, joined and remembered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import pytest
from drafts import DRAFT, spoilt, written

from care_assess import content
from care_assess.answers import OrganisationKind
from care_assess.content import check, load_catalogue
from care_assess.errors import ContentError, NotFound
from care_assess.paths import extra_questionnaires, questionnaires_dir
from care_assess.questionnaire import (
    AXES,
    OUTSIDE,
    TOPICS,
    AllOf,
    AnswerAtLeast,
    AnswerIs,
    AnyOf,
    Not,
    ProfileIs,
    QuestionId,
)
from care_assess.text import NBSP, Text

QUESTIONS = {
    "governance": (45, 14),
    "awareness": (27, 6),
    "active_directory": (68, 8),
    "internet_exposure": (56, 8),
    "identity": (26, 5),
}
"""How many questions each questionnaire has, and how many of them are core."""

NOBODY = 65534


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture
def folder(tmp_path):
    """A folder of one's own with one questionnaire."""
    own = tmp_path / "own"
    (own / "draft").mkdir(parents=True)
    (own / "draft" / "1.0.0.yaml").write_text(DRAFT, "utf-8")
    return own


@pytest.fixture
def nobody():
    """A person without rights of their own, also when it is root, who reads everything, who runs the tests."""

    @contextmanager
    def become():
        mine = os.geteuid()
        if mine == 0:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(mine)

    return become


def texts(value):
    """Every text within a value of the model."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))
    elif hasattr(value, "__dataclass_fields__"):
        yield from texts(tuple(getattr(value, name) for name in value.__dataclass_fields__))


def refused(*paths, **options):
    with pytest.raises(ContentError) as refusal:
        load_catalogue(*paths, **options)
    return [written(fault) for fault in refusal.value.faults]


# --- what ships


def test_what_ships_has_no_fault():
    assert [written(fault) for fault in check().faults] == []


def test_the_five_questionnaires_are_shown_in_their_order_with_their_questions(catalogue):
    shown = catalogue.select(catalogue.latest())
    counted = {
        one.id: (len(one.questions), sum(question.tier == "core" for question in one.questions))
        for one in shown
    }
    assert list(counted.items()) == list(QUESTIONS.items())
    assert sum(number for number, _ in counted.values()) == 222
    assert sum(core for _, core in counted.values()) == 41


def test_core_questions_cover_the_six_topics(catalogue):
    core = [question for one in catalogue for question in one.questions if question.tier == "core"]
    assert {topic for question in core for topic in question.topics} == set(TOPICS)


def test_every_topic_axis_and_domain_has_scored_questions(catalogue):
    scored = [question for one in catalogue for question in one.questions if question.scored]
    carried = Counter(name for question in scored for name in question.lists)
    assert set(carried) == {*TOPICS, OUTSIDE}
    assert {question.axis for question in scored} == set(AXES)


def test_every_text_is_in_both_languages(catalogue):
    found = list(texts((tuple(catalogue), catalogue.reference)))
    assert len(found) > 2500
    assert all(one.fr.strip() and one.en.strip() for one in found)


def test_french_texts_never_leave_a_sign_alone_at_the_end_of_a_line(catalogue):
    alone = [
        one.fr
        for one in texts((tuple(catalogue), catalogue.reference))
        if any(f" {sign}" in one.fr for sign in "?!;:%»") or "« " in one.fr
    ]
    assert alone == []
    assert catalogue.reference.topics["ad"].question.fr.endswith(f"machines{NBSP}?")


def test_every_question_says_where_it_comes_from_and_nothing_unsure_is_shown(catalogue):
    questions = [question for one in catalogue for question in one.questions]
    assert all(question.sources for question in questions)
    assert [s for question in questions for s in question.sources if "[U]" in s] == []
    assert not catalogue.reference.resources["hospiconnect_kit"].shown
    assert catalogue.reference.resources["kit_pcra"].shown


def test_the_first_caps_are_declared(catalogue):
    caps = {
        (one.id, cap.question, cap.max, cap.below, cap.topic)
        for one in catalogue
        for cap in one.caps
    }
    assert {
        ("governance", "GOV-33", 2, 3, None),
        ("governance", "GOV-22", 2, 3, "crisis_exercises"),
        ("active_directory", "AD-03", 2, 3, None),
        ("active_directory", "AD-03", 2, 3, "ad"),
    } <= caps
    assert {cap[0] for cap in caps} == {"governance", "active_directory", "internet_exposure"}


def test_the_ladder_of_the_directory_carries_the_76_control_points(catalogue):
    (directory,) = catalogue.select({"active_directory": "1.0.0"})
    points = [point.id for question in directory.questions for point in question.control_points]
    assert len(points) == len(set(points)) == 76
    (ladder,) = directory.ladders
    assert (ladder.id, ladder.start, ladder.rungs) == ("ads_estimate", 1, (1, 2, 3, 4))


def test_references_are_shown_by_their_label(catalogue):
    labels = catalogue.reference.references
    cited = {
        name for one in catalogue for question in one.questions for name in question.references
    }
    assert cited <= set(labels)
    assert labels["HYG-39"].fr.startswith("Guide d'hygiène de l'ANSSI, mesure 39")
    assert all(label.fr != name for name, label in labels.items())


def test_every_kind_of_organisation_is_an_option_of_the_profile(catalogue):
    assert set(catalogue.reference.profile["legal_status"].options) == set(
        get_args(OrganisationKind)
    )


# --- how the model is read


def test_a_question_is_read_with_all_it_says(folder):
    (draft,) = load_catalogue(folder).select({"draft": "1.0.0"})
    first, number, words, choice, multiple, day, remark = draft.questions
    assert [one.id for one in first.options] == ["0", "1", "2", "3", "4", "5"]
    assert [(one.id, one.level) for one in words.options] == [("no", 0), ("partial", 2), ("yes", 5)]
    assert [(one.id, one.level) for one in choice.options] == [("nobody", 0), ("someone", 4)]
    assert [number.scale.level(value) for value in (0, 12, 13, 24, 36, 120)] == [5, 5, 4, 3, 2, 1]
    assert (number.scale.never, number.scale.bands[3].text) == (True, Text("d", "d"))
    assert (multiple.ceiling, day.scored, remark.scored) == (5, False, False)
    assert (first.weight, number.weight, first.axis) == (3, 1, "awareness")
    assert first.sources == ("Guide d'hygiène [S]",)
    assert [(one.rung, one.option) for one in words.fails] == [(1, "no"), (2, "partial")]
    assert (draft.prefix, draft.short, draft.order) == ("DRA", Text("Brouillon", "Draft"), 100)
    assert draft.caps[0].topic == "ad"


def test_conditions_are_read_as_they_are_nested(folder):
    text = spoilt(
        '{any: [{profile: has_ad}, {not: {question: DRB-01, equals: "no"}}]}',
        '{all: [{profile: has_ad}, {any: [{question: DRA-01, at_least: 2}, {not: {question: DRB-01, equals: "no"}}]}]}',
    )
    (folder / "draft" / "1.0.0.yaml").write_text(text, "utf-8")
    (draft,) = load_catalogue(folder).select({"draft": "1.0.0"})
    assert draft.questions[3].applies_if == AllOf(
        (
            ProfileIs("has_ad"),
            AnyOf(
                (AnswerAtLeast(QuestionId("DRA-01"), 2), Not(AnswerIs(QuestionId("DRB-01"), "no")))
            ),
        )
    )


def test_the_digest_tells_the_content_and_not_its_layout(folder):
    def digest(text):
        (folder / "draft" / "1.0.0.yaml").write_text(text, "utf-8")
        return load_catalogue(folder).select({"draft": "1.0.0"})[0].digest

    relaid = "# a comment\n" + DRAFT.replace("[DRA, DRB]", "\n  - DRA\n  - DRB")
    assert digest(relaid) == digest(DRAFT)
    assert digest(spoilt("weight: 3", "weight: 2")) != digest(DRAFT)


# --- one's own questionnaires


def test_a_folder_of_ones_own_adds_to_what_ships(folder, monkeypatch):
    assert "draft" not in load_catalogue().questionnaires
    assert list(load_catalogue(folder).latest())[-1] == "draft"
    monkeypatch.setenv("CARE_QUESTIONNAIRES", str(folder))
    assert list(load_catalogue().latest())[-1] == "draft"
    assert len(load_catalogue().questionnaires) == 6


def test_several_folders_are_written_like_a_path(monkeypatch):
    monkeypatch.setenv("CARE_QUESTIONNAIRES", os.pathsep.join(["~/one", "", "two"]))
    first, second = extra_questionnaires()
    assert first == first.home() / "one"
    assert second == second.cwd() / "two"


def test_versions_stand_side_by_side_and_the_newest_is_proposed(folder):
    for follows, version in (("1.0.0", "1.2.0"), ("1.2.0", "1.10.0")):
        text = spoilt("version: 1.0.0", f"version: {version}\nfollows: {follows}")
        (folder / "draft" / f"{version}.yaml").write_text(text, "utf-8")
    catalogue = load_catalogue(folder)
    assert list(catalogue.questionnaires["draft"]) == ["1.0.0", "1.10.0", "1.2.0"]
    assert catalogue.latest()["draft"] == "1.10.0"
    with pytest.raises(NotFound) as refusal:
        catalogue.select({"draft": "3.0.0"})
    assert refusal.value.message.params["known"] == "1.0.0, 1.10.0, 1.2.0"


def test_a_vocabulary_of_ones_own_adds_to_the_shipped_one(folder):
    (folder / "reference.yaml").write_text(
        "format: care-assess/reference/1\nowners:\n  biologist: {fr: Biologiste, en: Biologist}\n",
        "utf-8",
    )
    (folder / "draft" / "1.0.0.yaml").write_text(
        spoilt("answered_by: directeur", "answered_by: biologist"), "utf-8"
    )
    reference = load_catalogue(folder).reference
    assert reference.owners["biologist"] == Text("Biologiste", "Biologist")
    assert reference.owners["rssi"] == load_catalogue().reference.owners["rssi"]
    assert reference.digest != load_catalogue().reference.digest


def test_an_edited_copy_of_what_ships_needs_a_new_version_unless_it_is_to_replace_it(tmp_path):
    copy = tmp_path / "governance" / "1.0.0.yaml"
    copy.parent.mkdir()
    shutil.copy(questionnaires_dir() / "governance" / "1.0.0.yaml", copy)
    both, shipped = load_catalogue(tmp_path), load_catalogue()
    assert list(both.questionnaires["governance"]) == list(shipped.questionnaires["governance"])
    text = copy.read_text("utf-8").replace("weight: 3", "weight: 2", 1)
    copy.write_text(text, "utf-8")
    (told,) = refused(tmp_path)
    assert "« governance » 1.0.0 existe déjà avec un autre contenu" in told
    (governance,) = load_catalogue(tmp_path, replace=True).select({"governance": "1.0.0"})
    assert governance.questions[0].weight == 2
    assert check([tmp_path]).faults == ()


def test_what_ships_gives_way_to_a_questionnaire_with_its_question_ids(tmp_path):
    own = tmp_path / "mini.yaml"
    own.write_text(DRAFT.replace("DRA-", "GOV-").replace("[DRA,", "[GOV,"), "utf-8")
    assert len(refused(own)) == 6
    catalogue = load_catalogue(own, replace=True)
    assert "draft" in catalogue.questionnaires
    assert "governance" not in catalogue.questionnaires
    assert "awareness" in catalogue.questionnaires


# --- faults of files


def test_a_faulty_folder_is_refused_whole_with_all_its_faults(folder):
    path = folder / "draft" / "1.0.0.yaml"
    path.write_text(spoilt("tier: core", "tier: most", spoilt("days: 5", "days: 99")), "utf-8")
    (folder / "broken.yaml").write_text("a: [", "utf-8")
    with pytest.raises(ContentError) as refusal:
        load_catalogue(folder)
    assert refusal.value.message.params == {"n": 3}
    assert [(fault.file, fault.line) for fault in refusal.value.faults] == [
        (str(folder / "broken.yaml"), 1),
        (str(path), 31),
        (str(path), 41),
    ]


def test_a_path_that_is_not_there_and_a_folder_without_questionnaires_are_faults(tmp_path):
    assert refused(tmp_path / "none", tmp_path) == [
        f"{tmp_path / 'none'}: Ce fichier ou ce dossier n'existe pas : vérifiez le chemin.",
        f"{tmp_path}: Ce dossier ne contient aucun questionnaire : placez-y des fichiers « identifiant/1.0.0.yaml ».",
    ]


@pytest.mark.skipif(os.name != "posix", reason="the rights of a file are those of POSIX")
def test_a_file_that_may_not_be_read_is_a_fault(folder, nobody):
    load_catalogue(folder)  # once: nobody may not read Python's own files either
    with tempfile.TemporaryDirectory() as name:
        bare, path = Path(name), Path(name) / "draft" / "1.0.0.yaml"
        path.parent.mkdir()
        path.write_text(DRAFT, "utf-8")
        bare.chmod(0o755)
        path.chmod(0)
        with nobody():
            told = refused(bare)
    assert told == [f"{path}: Ce fichier ne peut pas être lu : vérifiez ses droits d'accès."]


def test_what_the_system_refuses_to_open_is_a_fault(folder):
    within = folder / "draft" / "1.0.0.yaml" / "within"
    endless = folder / ("x" * 300)
    assert [
        line.removeprefix(f"{path}: ")
        for path, line in zip((within, endless), refused(within, endless), strict=True)
    ] == ["Ce fichier ne peut pas être lu : vérifiez ses droits d'accès."] * 2


def test_a_file_in_the_place_of_a_folder_is_read_and_other_files_are_left_alone(folder):
    (folder / "notes.txt").write_text("not ours", "utf-8")
    (folder / "draft" / "draft.yaml~").write_text("not ours", "utf-8")
    assert load_catalogue(folder / "draft" / "1.0.0.yaml").latest()["draft"] == "1.0.0"
    assert load_catalogue(folder).latest()["draft"] == "1.0.0"


def test_the_line_of_a_fault_is_right_whichever_the_line_ends(folder):
    path = folder / "draft" / "1.0.0.yaml"
    path.write_bytes(spoilt("days: 5", "days: 99").replace("\n", "\r\n").encode())
    (told,) = refused(folder)
    assert told.startswith(f"{path}:41: sections[0].questions[0].action.days: 99 jours-personne")


# --- remembered while nothing changes


def test_files_are_read_again_only_when_they_change(folder, monkeypatch):
    path = folder / "draft" / "1.0.0.yaml"
    reads = []
    really = content._read
    monkeypatch.setattr(content, "_read", lambda file: reads.append(file) or really(file))
    first = load_catalogue(folder)
    assert path in reads
    reads.clear()
    assert load_catalogue(folder) is first
    assert reads == []
    path.write_text(spoilt("weight: 3", "weight: 2.5"), "utf-8")
    assert load_catalogue(folder).select({"draft": "1.0.0"})[0].questions[0].weight * 2 == 5
    path.unlink()
    assert refused(folder)


def test_no_more_catalogues_are_remembered_than_are_asked_for(tmp_path):
    for number in range(content._KEPT + 1):
        own = tmp_path / f"{number}.yaml"
        own.write_text(DRAFT, "utf-8")
        load_catalogue(own)
    assert len(content._remembered) <= content._KEPT


def test_the_questionnaires_are_read_without_libyaml_too():
    code = (
        "import yaml; del yaml.CSafeLoader\n"
        "from care_assess.content import load_catalogue\n"
        "catalogue = load_catalogue()\n"
        "print(sum(len(one.questions) for one in catalogue.select(catalogue.latest())))"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout == "222\n"
