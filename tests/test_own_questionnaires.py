"""Questionnaires of the data folder: read beside the others, and a faulty one stops nothing."""

from __future__ import annotations

import pytest
from drafts import DRAFT, spoilt
from libraries import BY_HAND
from pages import an_assessment, seam

from care_assess.cli import main
from care_assess.content import load_catalogue
from care_assess.errors import NotFound, Refused
from care_assess.examining import examine
from care_assess.library import Library
from care_assess.paths import own_questionnaires
from care_assess.questionnaire.lock import LOCK, write_lock
from care_assess.text import NBSP, translator

SAY = translator("fr")


def put(text: str, name: str = "draft/1.0.0.yaml"):
    """A file in the data folder."""
    file = own_questionnaires() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def examined(text: str = DRAFT, name: str = "draft.yaml"):
    return examine(name, text.encode(), SAY)


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return SAY.error(caught.value).replace(NBSP, " ")


@pytest.fixture
def library():
    return Library(seam())


def test_a_file_of_the_data_folder_is_at_hand_beside_ours():
    put(DRAFT)
    catalogue = load_catalogue()
    assert "1.0.0" in catalogue.questionnaires["draft"]
    assert catalogue.theirs == {("draft", "1.0.0")}


def test_ours_are_proposed_and_theirs_are_offered():
    put(DRAFT)
    catalogue = load_catalogue()
    assert "draft" not in catalogue.proposed()
    assert len(catalogue.proposed()) == 5
    assert catalogue.offered() == {"draft": "1.0.0"}
    assert set(catalogue.latest()) == {*catalogue.proposed(), "draft"}


def test_a_faulty_file_is_left_out_and_told_and_the_others_work():
    bad = put(spoilt("tier: core", "tier: cor"), "draft/1.0.0.yaml")
    good = DRAFT.replace("id: draft", "id: other").replace("DRA", "OTH").replace("DRB", "OTI")
    put(good.replace("id: point_a", "id: point_b"), "other/1.0.0.yaml")
    catalogue = load_catalogue()
    assert "draft" not in catalogue.questionnaires
    assert "other" in catalogue.questionnaires
    assert {fault.file for fault in catalogue.faulty} == {str(bad)}
    assert {fault.line for fault in catalogue.faulty} == {31}


@pytest.mark.parametrize("text", ["", "[", "a: &a b", "format: other", "\x00", "- x"])
def test_whatever_a_file_holds_the_application_has_its_questionnaires(text):
    put(text)
    catalogue = load_catalogue()
    assert len(catalogue.questionnaires) == 5
    assert catalogue.faulty


def test_a_sheet_that_misses_a_questionnaire_left_out_is_told_why(tmp_path, capsys):
    put(spoilt("tier: core", "tier: cor", DRAFT))
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(
        "format: care-assess/sheet/1\n"
        "organisation: {name: CH, kind: public}\n"
        "date: 2026-11-23\n"
        'questionnaires: {draft: "1.0.0"}\n',
        "utf-8",
    )
    assert main(["score", str(sheet), "--lang", "fr"]) == 2
    said = capsys.readouterr().err.replace(NBSP, " ")
    assert said.startswith("1 fichier du dossier de données est laissé de côté")
    assert said.index("« cor » ne convient pas") < said.index("Ce questionnaire n'existe pas")


def test_a_file_that_needs_a_faulty_one_is_left_out_in_its_turn():
    put(spoilt("tier: core", "tier: cor"))
    other = """\
format: care-assess/questionnaire/1
id: after
version: 1.0.0
title: {fr: "Suite", en: "Sequel"}
summary: {fr: "Deux phrases.", en: "Two sentences."}
prefix: AFT
axis: awareness
sections:
  - id: one
    title: {fr: "Une", en: "One"}
    questions:
      - {id: AFT-01, text: {fr: "Quoi ?", en: "What?"}, type: information, tier: core, criticality: low,
         answered_by: dsi, applies_if: {question: DRA-01, at_least: 1}}
"""
    put(other, "after/1.0.0.yaml")
    catalogue = load_catalogue()
    assert len(catalogue.questionnaires) == 5
    assert len({fault.file for fault in catalogue.faulty}) == 2


def test_a_file_that_takes_the_id_of_ours_leaves_ours_as_it_is():
    put(DRAFT.replace("id: draft", "id: governance"), "governance/1.0.0.yaml")
    catalogue = load_catalogue()
    assert catalogue.questionnaires["governance"]["1.0.0"].prefix == "GOV"
    assert catalogue.faulty


def test_a_file_that_changes_is_read_again():
    put(DRAFT)
    assert "draft" in load_catalogue().questionnaires
    put(spoilt("tier: core", "tier: cor"))
    assert "draft" not in load_catalogue().questionnaires


# ---- taking in and out


def test_what_is_kept_is_one_file_a_version_and_at_hand_at_once(library):
    file = library.keep(examined())
    assert file == own_questionnaires() / "draft" / "1.0.0.yaml"
    assert file.read_text("utf-8") == DRAFT
    assert "draft" in seam().catalogue.questionnaires
    assert [path.name for path in file.parent.iterdir()] == ["1.0.0.yaml"]


def test_a_faulty_questionnaire_is_not_kept(library):
    found = examined(spoilt("tier: core", "tier: cor"))
    assert found.questionnaire is None
    refusal(lambda: library.keep(found))
    assert not own_questionnaires().exists()


def test_a_draft_that_nobody_uses_may_be_kept_again(library):
    library.keep(examined())
    library.keep(examined(spoilt("weight: 3", "weight: 2")))
    assert seam().catalogue.questionnaires["draft"]["1.0.0"].questions[0].weight == 2


def test_the_same_content_twice_is_said_to_be_there(library):
    library.keep(examined())
    said = refusal(lambda: library.keep(examined(f"# a comment\n{DRAFT}")))
    assert said == "La version 1.0.0 de « draft » est déjà là, identique : il n'y a rien à faire."


def use_draft() -> str:
    organisation = seam().open(an_assessment()).info.organisation
    day = seam().list()[0].date
    return seam().create(organisation, day, "full", versions={"draft": "1.0.0"}).id


def test_a_version_in_use_neither_changes_nor_leaves(library):
    library.keep(examined())
    use_draft()
    said = refusal(lambda: library.keep(examined(spoilt("weight: 3", "weight: 2"))))
    assert said.startswith("La version 1.0.0 de « draft » sert à 1 évaluation :")
    assert refusal(lambda: library.remove("draft", "1.0.0")) == said
    assert seam().catalogue.questionnaires["draft"]["1.0.0"].questions[0].weight == 3


def test_a_published_version_neither_changes_nor_leaves(library):
    library.keep(examined())
    digest = seam().catalogue.questionnaires["draft"]["1.0.0"].digest
    (own_questionnaires() / LOCK).write_text(write_lock({("draft", "1.0.0"): digest}), "utf-8")
    said = refusal(lambda: library.keep(examined(spoilt("weight: 3", "weight: 2"))))
    assert said.startswith("La version 1.0.0 de « draft » est publiée :")
    assert refusal(lambda: library.remove("draft", "1.0.0")) == said


def test_a_version_of_ours_is_never_replaced_nor_taken_out(library):
    (ours,) = seam().catalogue.select({"awareness": "1.0.0"})
    other = DRAFT.replace("id: draft", "id: awareness")
    assert refusal(lambda: library.keep(examined(other))).startswith(
        "La version 1.0.0 de « awareness » vient de l'application"
    )
    with pytest.raises(NotFound):
        library.remove("awareness", "1.0.0")
    assert seam().catalogue.questionnaires["awareness"]["1.0.0"] == ours


def test_what_was_added_can_be_taken_out(library):
    library.keep(examined())
    library.remove("draft", "1.0.0")
    assert "draft" not in seam().catalogue.questionnaires
    assert not (own_questionnaires() / "draft").exists()


def test_the_list_says_where_each_version_comes_from_and_whom_it_serves(library):
    library.keep(examined())
    use_draft()
    newest = seam().catalogue.latest()
    held = {
        one.questionnaire.id: one
        for one in library.held()
        if one.questionnaire.version == newest[one.questionnaire.id]
    }
    assert (held["draft"].own, held["draft"].theirs, held["draft"].uses) == (True, True, 1)
    assert (held["governance"].own, held["governance"].theirs) == (False, False)
    assert held["governance"].uses == 1


def test_nothing_is_written_when_the_folder_cannot_be(library):
    own_questionnaires().parent.mkdir(parents=True, exist_ok=True)
    own_questionnaires().write_text("a file", "utf-8")
    assert "ne peut pas être écrit" in refusal(lambda: library.keep(examined()))


def test_a_prefix_chosen_for_a_questionnaire_is_not_that_of_another():
    library = BY_HAND.replace("ref_id: WARD-RULES", "ref_id: GOV-RULES")
    found = examined(library, "l.yaml")
    assert found.faults == ()
    assert found.questionnaire.prefix == "GOVR"


def test_a_later_version_keeps_its_ids_and_waits_for_its_author_to_say_what_it_follows(library):
    library.keep(examined(BY_HAND, "l.yaml"))
    later = examined(BY_HAND.replace("version: 3", "version: 4"), "l.yaml")
    assert "id: WAR-01" in later.written
    assert [fault.path for fault in later.faults] == ["version"]
    written = later.written.replace("version: 4.0.0", "version: 4.0.0\nfollows: 3.0.0")
    library.keep(examined(written))
    assert seam().catalogue.latest()["ward_rules"] == "4.0.0"
