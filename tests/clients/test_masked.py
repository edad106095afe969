"""Names hidden for a demonstration: none is left anywhere, each is always the same, nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from roomful import someone
from stored import GOV_01, START, an_event, an_info, begun, counting

from care_assess.answers import Answer, Note, Organisation
from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.delegation import DelegationEvent
from care_assess.errors import Refused
from care_assess.journals import Journals
from care_assess.masking import Mask
from care_assess.plan.following import Follow, FollowEvent
from care_assess.questionnaire import QuestionId
from care_assess.report.content import build
from care_assess.sheet import write_sheet
from care_assess.store import Code, open_store
from care_assess.store.masked import MaskedStore
from care_assess.text import translator
from care_assess.workshop import WorkshopEvent, unfold

NAMES = ("Valmont", "Roy", "Durand", "Vallée", "990000001")
"""What must be read nowhere."""
DIGEST = "ab12"
CODE = Code(
    assessment="a", workshop="w", role="participant", code="ACDEFGHJ",
    expires_at=START + timedelta(hours=1),
)  # fmt: skip
FR = translator("fr")
CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("masked"))
    note = Note(
        questionnaire="governance",
        version="0.9.0",
        question=GOV_01,
        answer=Answer(kind="value", value="2", comment="dit par Mme Roy"),
        reason="renewed",
    )
    organisation = Organisation(
        name="CH de Valmont", kind="public", ght="GHT de la Vallée", finess="990000001"
    )
    answer = Answer(
        kind="value", value="3", comment="Mme Roy l'a dit", evidence=("PSSI Valmont.pdf", "CR.pdf")
    )
    excused = Answer(kind="not_applicable", reason="M. Durand s'en charge")
    opened.create(
        an_info("a", organisation=organisation, perimeter="Site de Valmont"),
        [
            an_event(answer=answer, author="Mme Roy"),
            an_event(answer=excused, question="GOV-02", author="M. Durand"),
            an_event("Mme Roy", question="TEXT-01", author="Mme Roy"),
        ],
        [note],
        root="r",
    )
    begun(opened, "b", name="Clinique de Valmont")
    said = Follow(owner="M. Durand", comment="vu avec Mme Roy", funding="GHT de la Vallée")
    event = FollowEvent(seq=0, action="GOV-22", follow=said, author="Mme Roy", at=START)
    opened.follows.append("a", [event], {"GOV-22": 0})
    sent = DelegationEvent(
        seq=0, delegation="d", kind="sent", author="Mme Roy", at=START, person="M. Durand",
        message="de Valmont", secret=DIGEST, expires=START, questions=(GOV_01,),
    )  # fmt: skip
    opened.delegations.append("a", lambda _: sent)
    room = WorkshopEvent(
        workshop="w", kind="opened", at=START, author="Mme Roy",
        data={"title": "Atelier de Valmont", "questions": ["GOV-01"], "minutes": 3},
    )  # fmt: skip
    opened.workshops.append("a", room)
    owed = {"what": "PSSI de Valmont", "who": "M. Durand", "due": "2026-12-15"}
    opened.workshops.append("a", replace(room, kind="promised", question="GOV-01", data=owed))
    opened.workshops.append("a", replace(room, kind="parked", data={"text": "Valmont"}))
    opened.workshops.add_code(CODE, START)
    opened.workshops.join("a", someone("M. Durand", "it", id="p1"), DIGEST, forget=START)
    opened.choose("a", "budget", lambda _: {"name": "Valmont"}, author="Mme Roy", at=START)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def masked(store):
    chosen = {QuestionId("GOV-01"), QuestionId("GOV-02")}
    return MaskedStore(store.database, FR, lambda: chosen)


def test_no_name_is_left_in_anything_that_can_be_read(masked):
    seen = repr(
        [
            masked.list(),
            masked.info("a"),
            masked.open("a"),
            masked.history("a"),
            masked.follows.latest("a"),
            masked.follows.history("a"),
            masked.delegations.history("a"),
            masked.choice("a", "budget"),
            masked.workshops.events("a"),
            masked.workshops.people("a", "w"),
        ]
    )
    assert [name for name in NAMES if name in seen] == []


def test_a_name_is_replaced_by_the_same_one_everywhere(masked):
    opened = masked.open("a")
    assert opened.info.organisation.name == "Établissement A"
    assert opened.info.organisation.ght == "GHT A"
    assert masked.info("b").organisation.name == "Établissement B"
    assert opened.events[GOV_01].author == "Personne 1"
    assert masked.follows.latest("a")[0].follow.owner == "Personne 2"
    assert masked.delegations.history("a")[0].person == "Personne 2"
    assert masked.workshops.people("a", "w")[0].name == "Personne 2"
    (promise,) = unfold(masked.workshops.events("a", "w")).promises
    assert (promise.who, promise.due) == ("(texte caché)", date(2026, 12, 15))


def test_levels_and_states_stay_so_that_scores_do(store, masked):
    plain, hidden = store.open("a"), masked.open("a")
    for name in (GOV_01, QuestionId("GOV-02")):
        kept = hidden.events[name].answer
        assert (kept.kind, kept.grade) == (plain.events[name].answer.kind, "declared")
    assert hidden.events[GOV_01].answer.value == "3"
    assert hidden.events[GOV_01].answer.evidence == ("Pièce 1", "Pièce 2")
    assert hidden.events[QuestionId("TEXT-01")].answer.value == "(texte caché)"


def test_nothing_can_be_written(masked):
    event = an_event("1")
    options = {"author": "", "at": START}
    for act in (
        lambda: masked.append("a", event),
        lambda: masked.append_all("a", [event], after=0),
        lambda: masked.undo("a", GOV_01, tab="", **options),
        lambda: masked.describe("a", lambda info: replace(info, perimeter="x")),
        lambda: masked.choose("a", "x", lambda _: 1, **options),
        lambda: masked.create(an_info("new"), root="r"),
        lambda: masked.erase("a", START),
        masked.snapshot,
        lambda: masked.follows.append("a", [masked.follows.latest("a")[0]], {"GOV-22": 1}),
        lambda: masked.delegations.append("a", lambda _: None),
        lambda: masked.workshops.append("a", masked.workshops.events("a")[0]),
        lambda: masked.workshops.add_code(CODE, START),
        lambda: masked.workshops.free("a", "w", "p1", START),
        lambda: masked.workshops.note_wrong_code("", "", START, START),
        lambda: Journals(masked, clock=lambda: START).give_back("a", 0, author="", after=9),
    ):
        with pytest.raises(Refused, match=r"clients\.masked"):
            act()
    masked.set_seen("a", "t", 1)
    assert masked.seen("a", "t") == 0
    assert masked.create(an_info("a"), root="r").organisation.name == "Établissement A"
    assert masked.delegations.find(DIGEST) is None
    assert masked.workshops.seat(DIGEST) is None
    assert masked.workshops.live_codes(START) == ()


def test_the_report_and_the_sheet_follow(tmp_path):
    store = open_store(tmp_path / "demo")
    work = Assessments(store, CATALOGUE, clock=lambda: START, new_id=counting())
    work.load_demo()
    questions = [
        question
        for versions in CATALOGUE.questionnaires.values()
        for one in versions.values()
        for question in one.questions
    ]
    chosen = {one.id for one in questions if one.kind != "information"}
    masked = MaskedStore(store.database, FR, lambda: chosen)
    hidden = Assessments(masked, CATALOGUE, clock=lambda: START, new_id=counting())
    opened = hidden.open("demo-ch-de-valmont-2026")
    plain = work.scores(work.open("demo-ch-de-valmont-2026"))
    assert hidden.scores(opened).overall == plain.overall
    report = build(
        opened.sheet,
        hidden.questionnaires(opened),
        CATALOGUE.reference,
        hidden.scores(opened),
        hidden.plan(opened),
        lang="fr",
    )
    for written in (repr(report), write_sheet(opened.sheet)):
        assert "Valmont" not in written
        assert "Établissement " in written
    assert hidden.previous(opened.info.id) is not None
    store.close()


@settings(max_examples=10)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=40))
def test_two_names_never_become_one(names):
    spelt = [f"{n} {name}" for n, name in enumerate(names)]
    mask = Mask(establishments=spelt, groups=spelt, people=spelt, chosen=(), tr=FR)
    for hide in (mask.establishment, mask.group, mask.person):
        assert len({hide(name) for name in spelt}) == len(spelt)
    assert mask.person("") == mask.words("") == ""


def test_letters_go_on_after_z():
    names = [f"n{n}" for n in range(28)]
    mask = Mask(establishments=names, groups=(), people=(), chosen=(), tr=FR)
    shown = [mask.establishment(names[n]).rpartition(" ")[2] for n in (0, 25, 26, 27)]
    assert shown == ["A", "Z", "AA", "AB"]
