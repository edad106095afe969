"""What people do with assessments, over a real store and the real questionnaires."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import GOV_01, START, counting, said, ticking

from care_assess import assessments as seam
from care_assess import recent
from care_assess.answers import CLEARED, Answer, Organisation, Sheet
from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.errors import AnswerRejected, NotFound, Refused
from care_assess.questionnaire import QuestionId
from care_assess.sheet import read_sheet
from care_assess.store import new_id, open_store

VALMONT = Organisation(name="CH de Valmont", kind="public", ght="GHT des Trois Rivières")
DAY = date(2026, 11, 23)
GOV_02 = QuestionId("GOV-02")
GOV_22 = QuestionId("GOV-22")


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def work(store, catalogue):
    return Assessments(store, catalogue, clock=ticking(), new_id=counting())


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """For properties: each example has its own assessment."""
    opened = open_store(tmp_path_factory.mktemp("shared"))
    yield Assessments(opened, load_catalogue(), clock=ticking(), new_id=new_id)
    opened.close()


def level(value, **rest):
    return Answer(kind="value", value=value, **rest)


def recorded(work, key, question=GOV_01, answer=None, **who):
    facts = {"author": "Mme Roy", "tab": "t1", **who}
    return work.record(key, question, answer or level("3"), **facts)


def refusal(kind, act) -> str:
    with pytest.raises(kind) as caught:
        act()
    return said(caught.value)


# ---- beginning and describing


def test_a_new_assessment_takes_the_newest_questionnaires(work, catalogue):
    info = work.create(VALMONT, DAY, "core", "Site principal")
    assert info.versions == catalogue.latest()
    assert list(info.versions) == list(catalogue.latest())
    assert (info.organisation, info.date, info.tier, info.perimeter, info.previous) == (
        VALMONT, DAY, "core", "Site principal", None
    )  # fmt: skip
    assert info.created_at == info.updated_at == START
    opened = work.open(info.id)
    assert (opened.info, opened.sheet) == (
        info,
        Sheet(organisation=VALMONT, date=DAY, versions=info.versions, tier="core",
              perimeter="Site principal"),
    )  # fmt: skip


def test_an_assessment_may_bear_on_one_questionnaire(work):
    info = work.create(VALMONT, DAY, "full", versions={"governance": "1.0.0"})
    assert [one.id for one in work.questionnaires(work.open(info.id))] == ["governance"]
    assert refusal(NotFound, lambda: recorded(work, info.id, QuestionId("AWA-01"), level("3"))) == (
        "La question AWA-01 n'est pas dans les questionnaires de cette évaluation\u00a0: sa réponse n'a "
        "pas été enregistrée, les autres sont intactes. Rechargez la page."
    )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"organisation": replace(VALMONT, name=" \u00a0 ")},
            "L'évaluation a besoin du nom de l'établissement\u00a0: écrivez-le, puis continuez.",
        ),
        (
            {"organisation": replace(VALMONT, ght="x" * 201)},
            "Le nom de l'établissement ou du GHT dépasse 200 caractères\u00a0: raccourcissez-le.",
        ),
        (
            {"perimeter": "x" * 4001},
            "La description du périmètre dépasse 4000 caractères\u00a0: raccourcissez-la.",
        ),
    ],
)
def test_a_cover_that_cannot_be_kept_is_refused_at_first_and_later(work, facts, sentence):
    begin = {"organisation": VALMONT, "day": DAY, "tier": "full", **facts}
    assert refusal(Refused, lambda: work.create(**begin)) == sentence
    assert work.list() == ()
    info = work.create(VALMONT, DAY, "full")
    assert refusal(Refused, lambda: work.describe(info.id, **facts)) == sentence
    assert work.open(info.id).info == info


def test_an_assessment_of_nothing_is_refused(work):
    assert refusal(Refused, lambda: work.create(VALMONT, DAY, "full", versions={})) == (
        "L'évaluation a besoin d'un questionnaire au moins\u00a0: choisissez-en un, puis continuez."
    )


def test_names_are_kept_on_one_line(work):
    messy = Organisation(
        name="  CH\n de\u00a0Valmont ", kind="public", ght=" ", finess=" 010000001 "
    )
    organisation = work.create(messy, DAY, "full").organisation
    assert organisation == Organisation(name="CH de Valmont", kind="public", finess="010000001")


def test_facts_of_the_cover_change_one_by_one(work):
    info = work.create(VALMONT, DAY, "core", "Siège")
    bigger = replace(VALMONT, profile={"has_ad": True, "staff": 1200})
    work.describe(info.id, tier="full")
    work.describe(info.id, day=date(2026, 12, 1))
    work.describe(info.id, perimeter="")
    changed = work.describe(info.id, organisation=bigger)
    assert (changed.organisation, changed.date, changed.tier, changed.perimeter) == (
        bigger, date(2026, 12, 1), "full", ""
    )  # fmt: skip
    assert changed.updated_at > info.updated_at
    assert work.open(info.id).info == changed


def test_a_cover_that_does_not_change_leaves_no_trace(work):
    info = work.create(VALMONT, DAY, "core")
    before = work.open(info.id)
    assert work.describe(info.id, organisation=VALMONT, day=DAY, tier="core") == info
    assert work.open(info.id) == before


def test_the_newest_activity_comes_first(work):
    a, b, c = (work.create(replace(VALMONT, name=name), DAY, "full").id for name in "ABC")
    recorded(work, a)
    work.describe(b, perimeter="x")
    assert [info.id for info in work.list()] == [b, a, c]


# ---- answers


def test_an_answer_is_in_the_database_when_record_returns(work, store):
    info = work.create(VALMONT, DAY, "full")
    answer = level("3", comment=" Vu en CODIR \r\n", evidence=(" CR.pdf ", "CR.pdf"), grade="shown")
    event = recorded(work, info.id, answer=answer, author="  Mme\n Roy ")
    assert event.answer == level("3", comment="Vu en CODIR", evidence=("CR.pdf",), grade="shown")
    assert (event.author, event.tab, event.source) == ("Mme Roy", "t1", "form")
    assert store.history(info.id) == (event,)
    assert work.open(info.id).events == {GOV_01: event}


def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_kept(work, store):
    info = work.create(VALMONT, DAY, "full")
    recorded(work, info.id)
    for wrong in (level("9"), level(Fraction(3)), Answer(kind="not_applicable", reason="  ")):
        with pytest.raises(AnswerRejected) as caught:
            recorded(work, info.id, answer=wrong)
        assert caught.value.question == GOV_01
    assert len(store.history(info.id)) == 1


def test_an_answer_to_an_erased_assessment_is_refused(work):
    info = work.create(VALMONT, DAY, "full")
    recorded(work, info.id)
    work.delete(info.id, VALMONT.name)
    with pytest.raises(NotFound):
        recorded(work, info.id)


def test_undo_gives_the_answer_before_and_says_who_undid(work):
    info = work.create(VALMONT, DAY, "full")
    recorded(work, info.id, answer=level("2"))
    recorded(work, info.id, answer=level("4"))
    undone = work.undo(info.id, GOV_01, author=" M. Durand ", tab="t2")
    assert (undone.answer, undone.author, undone.tab) == (level("2"), "M. Durand", "t2")
    assert work.undo(info.id, GOV_01, author="", tab="").answer == CLEARED
    assert work.open(info.id).sheet.answers == {}


@given(before=st.sampled_from("012345"), after=st.sampled_from("012345"), others=st.integers(0, 3))
def test_to_do_then_undo_changes_nothing_that_counts(shared, before, after, others):
    info = shared.create(VALMONT, DAY, "full")
    recorded(shared, info.id, answer=level(before))
    for _ in range(others):
        recorded(shared, info.id, GOV_02, level("1"))
    sheet, scores = shared.open(info.id).sheet, shared.scores(shared.open(info.id))
    recorded(shared, info.id, answer=level(after))
    shared.undo(info.id, GOV_01, author="", tab="")
    assert shared.open(info.id).sheet == sheet
    assert shared.scores(shared.open(info.id)) == scores


def test_people_who_answer_at_once_all_keep_their_answers(work):
    info = work.create(VALMONT, DAY, "full")
    questions = [
        question.id
        for questionnaire in work.questionnaires(work.open(info.id))
        for question in questionnaire.questions
        if question.kind == "level"
    ][:64]

    def answer(person):
        for question in questions[person::8]:
            recorded(work, info.id, question, level(str(person % 6)), tab=f"t{person}")
            work.open(info.id)

    threads = [threading.Thread(target=answer, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = work.open(info.id).events
    assert {question: event.tab for question, event in events.items()} == {
        question: f"t{position % 8}" for position, question in enumerate(questions)
    }


def test_a_tab_remembers_what_it_has_shown(work):
    info = work.create(VALMONT, DAY, "full")
    event = recorded(work, info.id)
    assert work.seen(info.id, "t1") == 0
    work.set_seen(info.id, "t1", event.seq)
    assert work.seen(info.id, "t1") == event.seq == work.open(info.id).top_seq


# ---- next year


def test_the_next_assessment_starts_from_the_answers_of_this_one(work):
    info = work.create(VALMONT, date(2025, 11, 24), "full", "Siège")
    recorded(work, info.id, answer=level("3", comment="c", evidence=("CR.pdf",), grade="verified"))
    recorded(work, info.id, GOV_02, Answer(kind="unknown"))
    recorded(work, info.id, GOV_22, level(Fraction(14)))
    work.undo(info.id, GOV_22, author="", tab="")
    following = work.duplicate(info.id, DAY)
    assert (following.date, following.previous, following.perimeter) == (DAY, info.id, "Siège")
    assert (following.organisation, following.versions) == (VALMONT, info.versions)
    events = work.open(following.id).events
    assert {question: event.answer for question, event in events.items()} == {
        GOV_01: level("3", comment="c", evidence=("CR.pdf",), grade="declared"),
        GOV_02: Answer(kind="unknown"),
    }
    assert {(event.source, event.origin) for event in events.values()} == {
        ("previous", date(2025, 11, 24))
    }
    assert work.previous(following.id).info.id == info.id
    assert len(work.open(info.id).events) == 3, "the first one stays as it is"


def test_an_establishment_that_joins_a_ght_keeps_its_years_together(work):
    info = work.create(replace(VALMONT, ght=None), date(2025, 11, 24), "full")
    work.describe(info.id, organisation=VALMONT)
    following = work.duplicate(info.id, DAY)
    assert (following.previous, following.organisation) == (info.id, VALMONT)


def test_an_answer_carried_twice_says_where_it_was_given(work):
    first = work.create(VALMONT, date(2024, 11, 1), "full")
    recorded(work, first.id)
    second = work.duplicate(first.id, date(2025, 11, 1))
    recorded(work, second.id, GOV_02)
    third = work.duplicate(second.id, date(2026, 11, 1))
    origins = {question: one.origin for question, one in work.open(third.id).events.items()}
    assert origins == {GOV_01: date(2024, 11, 1), GOV_02: date(2025, 11, 1)}
    assert recorded(work, third.id).origin is None, "answered again, it is of this year"


def test_the_next_assessment_is_not_before_this_one(work):
    info = work.create(VALMONT, DAY, "full")
    assert refusal(Refused, lambda: work.duplicate(info.id, date(2026, 11, 22))) == (
        "La date choisie est antérieure à celle de l'évaluation d'origine\u00a0: "
        "choisissez une date plus récente."
    )
    assert work.duplicate(info.id, DAY).date == DAY


def test_without_a_link_the_one_before_is_the_last_earlier_of_the_same_name(work):
    keys = {
        day: work.create(VALMONT, day, "full").id
        for day in (date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
    }
    work.create(replace(VALMONT, name="Autre"), date(2025, 6, 1), "full")
    assert work.previous(keys[date(2026, 1, 1)]).info.date == date(2025, 1, 1)
    assert work.previous(keys[date(2024, 1, 1)]) is None


def test_the_one_before_may_have_been_erased(work):
    first = work.create(VALMONT, date(2025, 1, 1), "full")
    second = work.duplicate(first.id, DAY)
    work.delete(first.id, VALMONT.name)
    assert work.previous(second.id) is None
    assert work.open(second.id).info.previous is None


# ---- erasing


@pytest.mark.parametrize(
    "typed", ["", "CH de valmont", "CH de Valmont 2", "GHT des Trois Rivières"]
)
def test_nothing_is_erased_without_the_very_name(work, typed):
    info = work.create(VALMONT, DAY, "full")
    recorded(work, info.id)
    before = work.open(info.id)
    assert refusal(Refused, lambda: work.delete(info.id, typed)) == (
        "Rien n'a été supprimé\u00a0: le nom saisi n'est pas celui de l'établissement. "
        "Pour supprimer, écrivez exactement «\u00a0CH de Valmont\u00a0»."
    )
    assert work.open(info.id) == before


@pytest.mark.parametrize(
    "typed", ["Hôpital Été", "  Hôpital  Été ", "Ho\u0302pital E\u0301te\u0301"]
)
def test_the_name_may_be_typed_on_any_keyboard(work, store, typed):
    info = work.create(replace(VALMONT, name="Hôpital Été"), DAY, "full")
    recorded(work, info.id)
    work.delete(info.id, typed)
    assert work.list() == ()
    (erasure,) = store.erasures()
    assert (erasure.assessment, erasure.answers, erasure.covers) == (info.id, 1, 1)


# ---- sheets


def test_a_sheet_comes_in_and_goes_out_as_it_was(work, catalogue):
    for name, sheet in demo_sheets(catalogue):
        info = work.import_sheet(sheet)
        assert work.open(info.id).sheet == sheet
        written = work.export_sheet(info.id)
        assert read_sheet(f"{name}.yaml", written.encode(), catalogue) == sheet
        assert {event.source for event in work.open(info.id).events.values()} == {"import"}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"GOV-02": level("9")}, AnswerRejected),
        ({"ZZZ-99": level("3")}, NotFound),
        ({"GOV-03": Answer(kind="not_applicable")}, AnswerRejected),
    ],
)
def test_a_sheet_with_a_fault_brings_nothing_at_all(work, catalogue, fault, error):
    _, sheet = demo_sheets(catalogue)[0]
    wrong = replace(sheet, answers={**sheet.answers, **fault})
    with pytest.raises(error):
        work.import_sheet(wrong)
    assert work.list() == ()


def test_a_sheet_of_unknown_questionnaires_brings_nothing(work, catalogue):
    _, sheet = demo_sheets(catalogue)[0]
    with pytest.raises(NotFound):
        work.import_sheet(replace(sheet, versions={"governance": "9.9.9"}))
    assert work.list() == ()


# ---- the demonstration


def test_the_demonstration_is_three_establishments_at_two_dates_each_linked(work):
    loaded = work.load_demo()
    assert {info.id: info.previous for info in loaded} == {
        "demo-ch-de-valmont-2025": None,
        "demo-ch-de-valmont-2026": "demo-ch-de-valmont-2025",
        "demo-chu-de-grandval-2025": None,
        "demo-chu-de-grandval-2026": "demo-chu-de-grandval-2025",
        "demo-clinique-des-tilleuls-2025": None,
        "demo-clinique-des-tilleuls-2026": "demo-clinique-des-tilleuls-2025",
    }
    assert len({info.organisation.name for info in loaded}) == 3
    assert all(len(work.open(info.id).events) > 100 for info in loaded)


def test_loading_the_demonstration_again_changes_nothing(work):
    loaded = work.load_demo()
    recorded(work, loaded[0].id, answer=level("5"))
    states = {info.id: work.open(info.id) for info in loaded}
    assert [info.id for info in work.load_demo()] == [info.id for info in loaded]
    assert {info.id: work.open(info.id) for info in work.list()} == states


def test_what_was_erased_of_the_demonstration_comes_back_new(work, catalogue):
    first = work.load_demo()[0]
    recorded(work, first.id, answer=level("5"))
    work.open(first.id)
    work.delete(first.id, first.organisation.name)
    work.load_demo()
    sheets = dict(demo_sheets(catalogue))
    assert work.open(first.id).sheet == sheets[first.id.removeprefix("demo-")]


# ---- what follows from the answers


def test_scores_follow_every_answer_and_every_fact(work):
    key = work.create(VALMONT, DAY, "full").id
    seen = []

    def now():
        opened = work.open(key)
        scores = work.scores(opened)
        seen.append(scores)
        assert scores == seam.score(
            work.questionnaires(opened), opened.sheet, work.catalogue.reference
        )
        return scores

    assert now().overall.score is None
    recorded(work, key, answer=level("2"))
    assert now().overall.score == 2
    recorded(work, key, answer=level("4"))
    assert now().overall.score == 4
    work.describe(key, organisation=replace(VALMONT, profile={"has_dpi": False}))
    assert now().overall.applicable < seen[0].overall.applicable
    applies = work.applicability(work.open(key))
    assert sum(one.applies for one in applies.values()) >= seen[-1].overall.applicable
    assert work.scores(work.open(key)) is seen[-1], "the same answers are scored once"


def test_the_plan_is_made_of_the_scores(work):
    info = work.create(VALMONT, DAY, "full")
    recorded(work, info.id, answer=level("0"))
    opened = work.open(info.id)
    plan = work.plan(opened)
    assert [action.questions for action in plan.actions] == [(GOV_01,)]
    assert work.plan(opened) is plan


def test_only_the_last_assessments_are_remembered(work, monkeypatch):
    monkeypatch.setattr(recent, "KEPT", 2)
    opened = [work.open(work.create(VALMONT, DAY, "full").id) for _ in range(3)]
    first, second, _ = [work.scores(one) for one in opened]
    assert work.scores(opened[1]) is second
    assert work.scores(opened[0]) is not first
    assert work.scores(opened[0]) == first
