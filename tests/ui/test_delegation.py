"""Entrusting questions on a real store, on both sides of the link."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from pages import an_assessment, answer_of, answered, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.attempts import MOST, Attempts
from care_assess.commands import ROOM_SECRET_VARIABLE
from care_assess.paths import REPLIES_VARIABLE
from care_assess.questionnaire import QuestionId
from care_assess.ui import guard, replying, shell

THREE = Answer(kind="value", value="3")
NAMES = tuple(map(QuestionId, ("GOV-01", "GOV-02")))


@pytest.fixture
def assessment() -> str:
    return an_assessment()


def entrusted(assessment: str, names=NAMES, **facts) -> str:
    """The link to two questions entrusted to M. Ba."""
    expires = datetime.now(UTC) + timedelta(days=3)
    given = {"person": "M. Ba", "expires": expires, "author": "Mme Roy", **facts}
    return shell.delegations().send(opened(assessment), names, **given)[1]


def the_one(assessment: str):
    return shell.delegations().list(assessment)[0]


def words(app) -> str:
    kinds = (app.markdown, app.caption, app.text, app.error, app.success, app.info, app.warning)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def pick(app, assessment: str, question: str):
    return app.radio(key=f"{assessment}.{question}.pick")


# ---- the one who asks


def test_a_part_is_entrusted_and_the_message_is_there_to_copy(assessment):
    app = open_page("delegation", a=assessment)
    app.text_input(key="delegation_person").set_value("M. Ba")
    app.text_area(key="delegation_message").set_value("Merci de votre aide.")
    app.button(key="delegation_do").click()
    running(app)
    subject, body = (one.value for one in app.code)
    assert re.fullmatch(r"\d+ questions sur la cybersécurité pour CH de Valmont", subject)
    link = re.search(r"/reponse\?d=([\w-]{43})\n\nMerci de votre aide", body)[1]
    errand = shell.delegations().enter(link)
    assert errand.delegation.person == "M. Ba"
    assert NAMES[0] in errand.delegation.questions
    app.button(key="delegation_copied").click()
    assert len(running(app).code) == 0
    assert link not in words(open_page("delegation", a=assessment))


def test_nobody_to_entrust_to_is_said(assessment):
    app = open_page("delegation", a=assessment)
    app.button(key="delegation_do").click()
    assert running(app).error[0].value.startswith("Écrivez le nom de la personne")


def test_the_questions_of_a_role_without_an_answer_can_be_entrusted(assessment):
    app = open_page("delegation", a=assessment)
    app.radio(key="delegation_kind").set_value("owner")
    running(app)
    role = app.selectbox(key="delegation_choice.owner").value
    asked = {
        one.id: one for each in seam().questionnaires(opened(assessment)) for one in each.questions
    }
    mine = [name for name, one in asked.items() if one.answered_by == role and one.tier == "core"]
    answered(assessment, mine[0], Answer(kind="unknown"))
    app.text_input(key="delegation_person").set_value("M. Ba")
    app.checkbox(key="delegation_unanswered").check()
    running(app)
    app.button(key="delegation_do").click()
    running(app)
    assert set(the_one(assessment).questions) == set(mine[1:])


def test_who_answered_what_is_seen_accepted_and_reopened(assessment):
    link = entrusted(assessment)
    errand = shell.delegations().enter(link)
    errand.record(assessment, NAMES[0], THREE, author="M. Ba", tab="t")
    shell.delegations().finish(errand)
    app = open_page("delegation", a=assessment)
    assert app.table[0].value.values.tolist() == [["M. Ba", "1 sur 2", "terminé, à relire"]]
    assert "terminée par la personne · répondu par M. Ba le" in words(app)
    key = the_one(assessment).id
    app.button(key=f"delegation_accept.{key}.GOV-01").click()
    running(app)
    app.button(key=f"delegation_reopen.{key}.GOV-02").click()
    running(app)
    assert list(the_one(assessment).states.values()) == ["accepted", "open"]
    assert f"delegation_accept.{key}.GOV-02" not in [one.key for one in app.button]
    app.button(key=f"delegation_reopen_all.{key}.").click()
    running(app)
    assert the_one(assessment).of("open") == NAMES


def test_a_link_is_withdrawn_then_renewed(assessment):
    first = entrusted(assessment)
    app = open_page("delegation", a=assessment)
    key = the_one(assessment).id
    app.button(key=f"delegation_revoke.{key}").click()
    running(app)
    assert "Ce lien a été retiré" in words(open_page("reply", d=first))
    app.button(key=f"delegation_renew.{key}").click()
    running(app)
    link = re.search(r"d=([\w-]{43})", app.code[1].value)[1]
    assert "Ce lien a été remplacé" in words(open_page("reply", d=first))
    assert len(open_page("reply", d=link).radio) > 0


# ---- the one who answers


def test_the_page_shows_these_questions_alone_and_leads_nowhere(assessment):
    app = open_page("reply", d=entrusted(assessment, message="Merci"), a=assessment)
    assert app.title[0].value == "Les questions qui vous sont confiées"
    assert "Son message\u00a0: Merci" in words(app)
    picks = [one.key for one in app.radio if one.key.endswith(".pick")]
    assert picks == [f"{assessment}.{name}.pick" for name in NAMES]
    assert {one.label for one in app.button} == {"J'ai terminé", "English"}
    assert len(app.sidebar.text_input) == 0


def test_an_answer_is_saved_signed_and_marked_then_passed_on(assessment):
    link = entrusted(assessment)
    app = open_page("reply", d=link)
    pick(app, assessment, "GOV-01").set_value("3")
    running(app)
    event = opened(assessment).events[NAMES[0]]
    assert (event.answer, event.author, event.source) == (THREE, "M. Ba", "delegation")
    assert "Réponses\u00a0: 1 sur 2" in words(app)
    assert "Une question est encore sans réponse" in words(app)
    app.button(key="reply_finish").click()
    running(app)
    assert app.success[0].value.startswith("Merci.")
    assert len(app.radio) == 0
    assert the_one(assessment).of("done") == NAMES


def test_a_link_withdrawn_while_answering_keeps_what_is_on_the_screen_and_says_so(assessment):
    app = open_page("reply", d=entrusted(assessment))
    shell.delegations().revoke(assessment, the_one(assessment).id, author="")
    pick(app, assessment, "GOV-01").set_value("3")
    assert "Ce lien a été retiré" in words(running(app))
    assert answer_of(assessment, "GOV-01") is None


def test_an_answer_of_the_director_meanwhile_is_shown_beside_and_nothing_is_overwritten(assessment):
    app = open_page("reply", d=entrusted(assessment))
    answered(assessment, "GOV-01", Answer(kind="unknown"), by="Mme Roy")
    pick(app, assessment, "GOV-01").set_value("3")
    running(app)
    assert "Mme Roy a répondu à cette question" in words(app)
    assert answer_of(assessment, "GOV-01") == Answer(kind="unknown")


def test_many_questions_come_by_pages(assessment):
    every = [one.id for each in seam().questionnaires(opened(assessment)) for one in each.questions]
    app = open_page("reply", d=entrusted(assessment, every))
    first = [one.key for one in app.radio if one.key.endswith(".pick")]
    assert len(first) == 10
    app.button(key="reply_next").click()
    running(app)
    assert app.query_params["p"] == "2"
    assert not set(first) & {one.key for one in app.radio}


def test_wrong_links_are_said_in_one_sentence_then_held_back(assessment, monkeypatch):
    attempts = Attempts(lambda: 0.0)
    monkeypatch.setattr(replying, "_ATTEMPTS", attempts)
    monkeypatch.setattr(replying, "_visitor", str)
    link = entrusted(assessment)
    inside = open_page("reply", d=link)
    assert open_page("reply").error[0].value.startswith("Ce lien n'est pas valable")
    for _ in range(MOST - 1):
        attempts.wrong("")
    assert open_page("reply", d="guess").error[0].value.startswith("Trop de liens faux")
    assert open_page("reply", d=link).error[0].value.startswith("Trop de liens faux")
    assert len(running(inside).error) == 0


def test_in_a_room_a_link_opens_its_page_without_the_secret_of_the_room(assessment, monkeypatch):
    monkeypatch.setenv(ROOM_SECRET_VARIABLE, "open-sesame")
    monkeypatch.setattr(guard, "_is_here", lambda _: False)
    app = open_page("reply", d=entrusted(assessment))
    assert app.title[0].value == "Les questions qui vous sont confiées"
    assert "English" not in [one.label for one in app.button]


def test_a_server_for_replies_alone_shows_no_other_page(assessment, monkeypatch):
    monkeypatch.setenv(REPLIES_VARIABLE, "1")
    app = open_page("home", a=assessment)
    assert app.title[0].value == "Cette page ne peut pas s'ouvrir"
    assert [one.label for one in app.button] == ["English"]
    pages = {info["script_path"].rpartition("/")[2] for info in app._registered_pages.values()}
    assert pages == {"reply.py"}
    assert len(open_page("reply", d=entrusted(assessment)).radio) > 0
