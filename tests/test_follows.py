"""What people do with the actions of a plan, over a real store: say, change, go on the year after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from build import a_catalogue, a_question, a_questionnaire
from filled import a_sheet
from living import living
from stored import START, counting, said, ticking

from care_assess.answers import Answer
from care_assess.assessments import Assessments
from care_assess.errors import FollowRejected, NotFound, Overtaken
from care_assess.follows import Follows
from care_assess.plan.following import Follow, FollowEvent
from care_assess.store import Pressing, open_store

DAY = date(2026, 11, 23)
CARE = a_catalogue(
    a_questionnaire("care", a_question("A-01"), a_question("A-02"), a_question("A-03"))
)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def work(store):
    return Assessments(store, CARE, clock=ticking(), new_id=counting())


@pytest.fixture
def follows(store, work):
    return Follows(store, work, clock=ticking())


@pytest.fixture
def opened(work):
    return work.open(work.import_sheet(a_sheet({"A-01": 0, "A-02": 1})).id)


def told(follows, opened, author: str = "Mme Roy", **said: Follow):
    """Said over whatever was said before; ``A_01=Follow(…)``."""
    named = {name.replace("_", "-"): follow for name, follow in said.items()}
    latest = follows.latest(opened.info.id)
    after = {name: event.seq for name, event in latest.items()}
    return follows.save(opened, named, after=after, author=author)


def owners(follows, opened) -> dict[str, str]:
    return {name: event.follow.owner for name, event in follows.latest(opened.info.id).items()}


def test_what_is_said_is_in_the_database_when_save_returns(store, follows, opened):
    (event,) = told(follows, opened, author="  Mme\nRoy ", A_01=Follow(owner=" M. Ba "))
    assert (event.follow, event.author, event.at) == (Follow(owner="M. Ba"), "Mme Roy", START)
    assert store.follows.latest(opened.info.id) == (event,)
    assert follows.latest(opened.info.id) == {"A-01": event}


def test_what_is_said_already_is_not_said_again(follows, opened):
    told(follows, opened, A_01=Follow(owner="M. Ba"))
    assert told(follows, opened, A_01=Follow(owner="M. Ba "), A_02=Follow()) == ()
    assert len(follows.history(opened.info.id)) == 1


def test_nothing_is_kept_when_one_thing_is_wrong(follows, opened):
    wrong = Follow(start=DAY, due=DAY - timedelta(days=1))
    with pytest.raises(FollowRejected) as refusal:
        told(follows, opened, A_01=Follow(owner="M. Ba"), A_02=wrong)
    assert (refusal.value.action, refusal.value.field) == ("A-02", "due")
    assert follows.history(opened.info.id) == ()


def test_an_action_of_no_question_asked_cannot_be_followed(follows, opened):
    with pytest.raises(FollowRejected) as refusal:
        told(follows, opened, ZZZ_01=Follow(owner="M. Ba"))
    assert refusal.value.field == "action"


def test_what_someone_else_has_said_meanwhile_stays(follows, opened):
    told(follows, opened, A_01=Follow(owner="M. Ba"))
    with pytest.raises(Overtaken) as refusal:
        follows.save(opened, {"A-01": Follow(owner="Mme Li")}, after={}, author="")
    assert said(refusal.value).startswith("Quelqu'un d'autre vient de modifier l'action A-01")
    assert owners(follows, opened) == {"A-01": "M. Ba"}


def test_the_same_thing_said_by_two_people_is_no_conflict(follows, opened):
    told(follows, opened, A_01=Follow(owner="M. Ba"))
    assert follows.save(opened, {"A-01": Follow(owner="M. Ba")}, after={}, author="") == ()


def test_an_erased_assessment_has_nothing_to_follow(work, follows, opened):
    work.delete(opened.info.id, opened.info.organisation.name)
    with pytest.raises(NotFound):
        told(follows, opened, A_01=Follow(owner="M. Ba"))


def test_the_next_assessment_keeps_owners_dates_and_who_said_so(work, follows, opened):
    told(follows, opened, author="M. Ba", A_01=Follow(owner="Mme Li", due=DAY))
    before = follows.history(opened.info.id)
    following = work.open(work.duplicate(opened.info.id, DAY).id)
    after = follows.history(following.info.id)
    assert [(one.follow, one.author, one.at) for one in after] == [
        (one.follow, one.author, one.at) for one in before
    ]
    told(follows, following, A_01=Follow(owner="M. Ba"))
    assert owners(follows, opened) == {"A-01": "Mme Li"}


def test_new_versions_keep_what_was_said_even_of_an_action_that_has_gone(store, work, follows):
    work.use(living())
    opened = work.open(work.import_sheet(a_sheet({"LIV-01": 0}, versions={"living": "1.0.0"})).id)
    told(follows, opened, LIV_01=Follow(owner="Mme Li"))
    gone = FollowEvent(seq=0, action="LIV-00", follow=Follow(), author="", at=START)
    store.follows.append(opened.info.id, [gone], {"LIV-00": 0})
    moved = work.open(work.migrate(opened.info.id).id)
    lines = {line.id: line for line in follows.lines(moved, follows.latest(moved.info.id))}
    assert lines["LIV-01"].planned is not None
    assert lines["LIV-01"].follow.owner == "Mme Li"
    assert (lines["LIV-00"].planned, lines["LIV-00"].text) == (None, None)
    told(follows, moved, LIV_00=Follow(status="dropped", reason="La question a disparu"))
    assert follows.latest(moved.info.id)["LIV-00"].follow.closed


def test_the_road_map_holds_the_plan_and_what_is_said_of_it(work, follows, opened):
    told(follows, opened, A_01=Follow(owner="Mme Li", due=DAY))
    lines = follows.lines(opened, follows.latest(opened.info.id))
    assert [line.id for line in lines] == [one.id for one in work.plan(opened).actions]
    assert {line.id: line.due for line in lines}["A-01"] == DAY
    (now, *later) = follows.reached(opened, lines, DAY)
    assert now.score == work.scores(opened).overall.score
    assert later[-1].score > now.score


def test_an_action_whose_answer_has_risen_leaves_the_plan_and_stays_on_the_road_map(
    work, follows, opened
):
    told(follows, opened, A_01=Follow(status="done", evidence=("PV.pdf",)))
    best = Answer(kind="value", value="5")
    work.record(opened.info.id, "A-01", best, author="", tab="t")
    now = work.open(opened.info.id)
    line = follows.lines(now, follows.latest(now.info.id))[-1]
    assert (line.id, line.planned, line.follow.evidence) == ("A-01", None, ("PV.pdf",))


def test_what_presses_is_told_of_every_assessment(follows, opened):
    told(follows, opened, A_01=Follow(due=DAY), A_02=Follow(status="blocked", reason="Marché"))
    key = opened.info.id
    assert follows.pressing(DAY) == {key: Pressing(overdue=0, blocked=1)}
    assert follows.pressing(DAY + timedelta(1)) == {key: Pressing(overdue=1, blocked=1)}
