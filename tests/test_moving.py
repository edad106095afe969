"""An assessment begun again on newer versions: the one before stays, and a crash leaves either all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from filled import a_sheet
from living import living
from stored import counting, limit_pages, said, ticking

from care_assess.answers import Answer
from care_assess.assessments import Assessments
from care_assess.errors import Refused, StoreUnavailable
from care_assess.questionnaire import Catalogue
from care_assess.sheet import read_sheet
from care_assess.store import open_store
from care_assess.text import NBSP, translator
from care_assess.versions.comparing import remarks

ANSWERS = {
    "LIV-01": Answer(kind="value", value="3", comment="Vu", evidence=("a.pdf",), grade="verified"),
    "LIV-02": Fraction(14),
    "LIV-04": "4",
    "LIV-05": "3",
    "LIV-06": "2",
    "LIV-07": "yes",
}
FIRST = {"living": "1.0.0"}


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def work(store):
    return Assessments(store, living(), clock=ticking(), new_id=counting())


def imported(work, answers=ANSWERS, **parts):
    return work.import_sheet(a_sheet(answers, **{"versions": FIRST, **parts}))


def everything(work, key):
    return work.open(key), work.history(key), work.export_sheet(key)


def test_the_assessment_before_stays_as_it_was(work):
    info = imported(work)
    before = everything(work, info.id)
    work.migrate(info.id)
    assert everything(work, info.id) == before
    assert work.scores(work.open(info.id)).overall.score is not None


def test_the_new_one_is_pinned_to_the_newest_versions_and_knows_where_it_comes_from(work):
    info = imported(work)
    moved = work.migrate(info.id)
    assert moved.versions == {"living": "2.0.0"}
    assert (moved.date, moved.organisation, moved.tier) == (info.date, info.organisation, info.tier)
    assert moved.migrated_from == info.id
    assert moved.previous is None
    assert work.newer(work.open(moved.id)) == {}


def test_answers_keep_who_gave_them_and_when(work):
    info = imported(work, {}, date=date(2025, 11, 23))
    work.record(info.id, "LIV-05", Answer(kind="value", value="3"), author="Mme Roy", tab="t")
    work.record(info.id, "LIV-06", Answer(kind="value", value="2"), author="M. Durand", tab="t")
    moved = work.open(work.migrate(info.id).id)
    (event,) = moved.events.values()
    assert (event.question, event.source, event.origin) == ("LIV-22", "migration", info.date)
    assert event.author == "Mme Roy, M. Durand"


def test_answers_carried_from_year_to_year_keep_the_date_they_are_from(work):
    info = imported(work, {"LIV-01": "3"}, date=date(2024, 11, 23))
    following = work.duplicate(info.id, date(2025, 11, 23))
    moved = work.open(work.migrate(following.id).id)
    assert moved.events["LIV-01"].origin == date(2024, 11, 23)
    assert moved.info.previous == info.id


def test_what_is_shown_before_is_what_is_done(work):
    opened = work.open(imported(work).id)
    shown = work.preview(opened)
    moved = work.open(work.migrate(opened.info.id).id)
    assert moved.sheet == shown.migration.sheet
    assert work.scores(moved) == shown.after
    assert work.scores(opened) == shown.before


def test_moving_twice_moves_once(work):
    info = imported(work)
    assert work.successor(info.id) is None
    moved = work.migrate(info.id)
    assert work.migrate(info.id) == moved
    assert work.successor(info.id) == moved
    assert len(work.list()) == 2


def test_there_is_nothing_to_move_to_on_the_newest_versions(work):
    info = imported(work, {}, versions={"living": "2.0.0"})
    with pytest.raises(Refused) as refusal:
        work.migrate(info.id)
    assert said(refusal.value).startswith(
        "L'évaluation est déjà sur les versions les plus récentes"
    )


def test_notes_go_with_the_sheet_and_come_back(work):
    moved = work.migrate(imported(work).id)
    written = work.export_sheet(moved.id)
    sheet = read_sheet("sheet.yaml", written.encode(), living())
    assert sheet == work.open(moved.id).sheet
    again = work.import_sheet(sheet)
    assert work.open(again.id).notes == work.open(moved.id).notes
    assert work.open(work.duplicate(moved.id, date(2027, 1, 1)).id).notes


def test_an_erased_assessment_takes_its_notes_and_leaves_the_other(work, store):
    info = imported(work)
    moved = work.migrate(info.id)
    work.delete(info.id, "CH de Valmont")
    assert work.open(moved.id).info.migrated_from is None
    assert work.open(moved.id).notes
    work.delete(moved.id, "CH de Valmont")
    with store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar() == 0


def test_a_note_is_never_changed(work, store):
    work.migrate(imported(work).id)
    with pytest.raises(Exception, match="history is never changed"), store._database.writing() as c:
        c.exec_driver_sql("UPDATE note SET comment = 'other'")


def test_a_migration_that_breaks_in_the_middle_leaves_nothing_behind(work, store):
    """The disk fills up a little later each time, until all of it fits."""
    long = {f"LIV-{n:02}": Answer(kind="none", comment=f"{n}" * 2000) for n in range(1, 11)}
    info = imported(work, long)
    before = everything(work, info.id)
    broken = 0
    for pages in range(60):
        limit_pages(store, pages)
        try:
            work.migrate(info.id)
        except StoreUnavailable:
            broken += 1
            assert [one.id for one in work.list()] == [info.id]
            assert everything(work, info.id) == before
        else:
            break
    limit_pages(store, None)
    assert broken > 3
    moved = work.open(work.migrate(info.id).id)
    assert len(work.list()) == 2
    assert len(moved.events) + len(moved.notes) >= len(long)


# --- compared with the year before


def test_an_earlier_assessment_is_read_on_the_versions_of_this_one(work):
    imported(work, date=date(2025, 11, 23))
    now = work.open(imported(work, {"LIV-01": "5"}, versions={"living": "2.0.0"}).id)
    compared = work.comparison(now)
    assert compared.sheet.versions == now.info.versions
    assert compared.sheet.answers["LIV-22"].value == "2"
    assert compared.reread.moved == FIRST
    (remark,) = remarks(
        compared.reread, compared.info.date, work.questionnaires(now), translator("fr")
    )
    assert remark.replace(NBSP, " ").startswith(
        "L'évaluation du 23/11/2025 portait sur des versions antérieures (Vivant 1.0.0)."
    )


def test_an_earlier_assessment_that_was_moved_is_compared_as_it_was_moved(work):
    before = imported(work, date=date(2025, 11, 23))
    moved = work.migrate(before.id)
    now = work.open(imported(work, {}, versions={"living": "2.0.0"}).id)
    assert work.comparison(now).info == moved
    assert work.comparison(now).reread.moved == {}
    old = work.open(imported(work, {}, versions=FIRST, date=date(2026, 11, 24)).id)
    assert work.previous(old.info.id).info.versions in (FIRST, {"living": "2.0.0"})


def test_versions_whose_answers_do_not_move_are_said_and_not_compared_one_by_one(work):
    imported(work, {"LIV-01": "3"}, versions={"living": "2.0.0"}, date=date(2025, 11, 23))
    now = work.open(imported(work).id)
    compared = work.comparison(now)
    assert compared.reread.apart == {"living": "2.0.0"}
    assert compared.sheet.answers == {}
    assert compared.scores.overall.score == 3
    (remark,) = remarks(
        compared.reread, compared.info.date, work.questionnaires(now), translator("en")
    )
    assert "(Vivant 2.0.0)" in remark or "(Living 2.0.0)" in remark


def test_the_same_versions_need_no_remark(work):
    imported(work, date=date(2025, 11, 23))
    now = work.open(imported(work).id)
    compared = work.comparison(now)
    assert (compared.reread.moved, compared.reread.apart) == ({}, {})
    assert compared.scores == work.scores(work.previous(now.info.id))
    assert remarks(compared.reread, compared.info.date, (), translator("fr")) == ()


def test_nothing_is_compared_without_an_earlier_assessment(work):
    assert work.comparison(work.open(imported(work).id)) is None


def test_a_newer_version_in_the_catalogue_is_offered_at_once(store):
    old = {
        version: one for version, one in living().questionnaires["living"].items() if version < "2"
    }
    work = Assessments(
        store,
        Catalogue({"living": old}, living().reference),
        clock=ticking(),
        new_id=counting(),
    )
    info = imported(work)
    assert work.newer(work.open(info.id)) == {"living": "1.1.0"}
    between = work.migrate(info.id)
    work.use(living())
    assert work.newer(work.open(between.id)) == {"living": "2.0.0"}
    last = work.open(work.migrate(between.id).id)
    direct = work.open(work.migrate(info.id).id)
    assert replace(last.sheet, organisation=direct.sheet.organisation) == direct.sheet
