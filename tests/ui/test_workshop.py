"""The pages of a workshop on a real store: the one who leads it, the screen of the room, a phone."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from led import GOV, Room, work
from pages import (
    DAY,
    an_assessment,
    answer_of,
    answered,
    button,
    open_page,
    opened,
    reloaded,
    restarted,
    running,
    seam,
)
from roomful import a_room

from care_assess.answers import Answer, Organisation
from care_assess.paths import data_dir
from care_assess.store import new_id, open_store
from care_assess.ui import guard, worlds
from care_assess.workshops import Workshops


@pytest.fixture
def room() -> Room:
    return Room()


def words(app) -> str:
    kinds = (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.caption,
        app.warning,
        app.info,
        app.error,
    )
    return "\n".join(one.value for kind in kinds for one in kind)


def choice(app, level: str) -> None:
    """The facilitator chooses a level to settle on."""
    pick = next(one for one in app.radio if one.key.endswith("GOV-01.pick"))
    pick.set_value(next(one for one in pick.options if one.startswith(f"**{level}**")))
    running(app)


def note(app):
    """The field in which the discussion is noted."""
    return next(one for one in app.text_area if one.key.endswith("GOV-01.comment"))


def bars(app) -> list[str]:
    return [one.text for one in app.get("progress")]


# ---- the one who leads


def test_a_workshop_is_prepared_with_its_agenda_then_opened():
    app = open_page("workshop", a=an_assessment())
    assert app.title[0].value == "Animer un atelier"
    assert "questions, " in words(app)
    assert app.table[0].value["Quoi"].iloc[0] == "Accueil et règles du vote"
    tomorrow = app.date_input(key="workshop_day").value + timedelta(days=1)
    app.date_input(key="workshop_day").set_value(tomorrow)
    button(app, "Ouvrir l'atelier").click()
    running(app)
    made = work().open(app.query_params["a"], app.query_params["w"])
    code = work().codes(app.query_params["a"], made.id)["participant"]
    assert made.start.date() == tomorrow
    assert code.expires_at - made.start < timedelta(days=1)
    assert app.query_params["w"]
    assert any(one.label.startswith("Rejoindre\u00a0: ") for one in app.expander)
    assert button(app, "Poser cette question")


def test_parts_are_chosen_one_by_one():
    app = open_page("workshop", a=an_assessment())
    app.radio(key="workshop_what").set_value("sections")
    running(app)
    assert button(app, "Ouvrir l'atelier").disabled
    parts = app.multiselect(key="workshop_sections")
    parts.set_value([parts.options[0]])
    running(app)
    assert not button(app, "Ouvrir l'atelier").disabled


def test_a_question_is_asked_shown_voted_again_and_settled(room):
    app = room.lead()
    button(app, "Poser cette question").click()
    running(app)
    assert "Ont voté\u00a0: 0 sur 2" in bars(app)
    room.vote(room.anne, "1")
    assert "Ont voté\u00a0: 1 sur 2" in bars(running(app))
    assert "On attend encore\u00a0: Luc" in words(app)
    room.vote(room.luc, "4")
    button(app, "Montrer les votes").click()
    running(app)
    assert "Votes de 1 à 4\u00a0: Soins et DSI divergent." in words(app)
    assert "Médiane\u00a0: 2,5." in words(app)
    button(app, "Voter de nouveau").click()
    running(app)
    assert room.now.round == 2
    room.vote(room.anne, "3")
    button(app, "Montrer les votes").click()
    running(app)
    assert "Au tour 1." in words(app)
    choice(app, "3")
    button(app, "Retenir cette réponse").click()
    running(app)
    assert answer_of(room.id, GOV).value == "3"
    event = opened(room.id).events[GOV]
    assert event.source == "workshop"
    assert "Retenu à " in words(app)


def test_what_is_noted_between_two_rounds_is_still_there_after_the_second(room):
    room.ask()
    room.reveal()
    app = room.lead()
    choice(app, "3")
    note(app).set_value("Deux avis s'opposent")
    running(app)
    button(app, "Voter de nouveau").click()
    running(app)
    button(app, "Montrer les votes").click()
    running(app)
    assert note(app).value == "Deux avis s'opposent"
    button(app, "Retenir cette réponse").click()
    running(app)
    assert answer_of(room.id, GOV) == Answer(
        kind="value", value="3", comment="Deux avis s'opposent"
    )


def test_an_answer_given_elsewhere_meanwhile_stands_beside_and_is_replaced_knowingly(room):
    room.ask()
    room.reveal()
    app = room.lead()
    choice(app, "3")
    answered(room.id, GOV, Answer(kind="value", value="1"))
    button(app, "Retenir cette réponse").click()
    running(app)
    assert answer_of(room.id, GOV).value == "1"
    assert "votre réponse n'a pas été enregistrée" in app.error[0].value
    assert "M. Durand a répondu à cette question" in words(app)
    assert any(one.value.startswith("1 · ") for one in app.text)
    button(app, "Retenir cette réponse").click()
    running(app)
    assert answer_of(room.id, GOV).value == "3"


def test_the_answer_given_elsewhere_can_be_taken_over(room):
    room.ask()
    room.reveal()
    app = room.lead()
    choice(app, "3")
    answered(room.id, GOV, Answer(kind="value", value="1", comment="Vu hier"))
    button(running(app), "Garder la réponse enregistrée").click()
    assert note(running(app)).value == "Vu hier"


def test_nothing_is_settled_without_an_answer(room):
    room.ask()
    room.reveal()
    app = room.lead()
    button(app, "Retenir cette réponse").click()
    running(app)
    assert "Choisissez d'abord" in app.error[0].value
    assert room.now.settled == {}


def test_votes_are_nowhere_before_they_are_shown(room):
    room.ask()
    room.vote(room.anne, "1")
    for app in (room.lead(), room.wall(), room.phone(room.luc)):
        assert "Médiane" not in words(app)
        assert not any("vote" in line and "Ont voté" not in line for line in bars(app))


def test_a_point_is_put_aside_and_evidence_promised(room):
    room.ask()
    app = room.lead()
    next(one for one in app.text_input if one.label.startswith("Point à")).set_value("Prestataires")
    button(app, "Mettre de côté").click()
    running(app)
    fields = {one.label: one for one in app.text_input}
    fields["Document ou preuve"].set_value("PSSI signée")
    button(app, "Noter pour GOV-01").click()
    running(app)
    assert "Écrivez d'abord" in app.error[0].value
    fields = {one.label: one for one in app.text_input}
    assert fields["Document ou preuve"].value == "PSSI signée"
    fields["Qui l'apporte"].set_value("RSSI")
    button(app, "Noter pour GOV-01").click()
    running(app)
    assert [one.text for one in room.now.parked] == ["Prestataires"]
    assert [(one.what, one.who) for one in room.now.promises] == [("PSSI signée", "RSSI")]
    button(app, "Point traité").click()
    button(running(app), "Preuve montrée").click()
    running(app)
    assert room.now.parked[0].done
    assert room.now.promises[0].done


def test_a_part_that_lasts_says_gently_by_how_much_it_is_over(room):
    early = Workshops(
        open_store(data_dir()),
        seam(),
        clock=lambda: datetime.now(UTC) - timedelta(minutes=60),
        new_id=new_id,
        pick=secrets.choice,
    )
    early.ask(room.id, room.now, GOV, author="Chef")
    assert "dépasse de 48 minutes le temps prévu" in words(room.lead())


def test_a_workshop_stops_and_goes_on_in_a_browser_that_finds_it_again(room):
    app = open_page("workshop", a=room.id)
    assert app.query_params["w"] == room.w
    button(app, "Suspendre").click()
    assert "L'atelier est suspendu" in words(running(app))
    button(app, "Reprendre l'atelier").click()
    running(app)
    assert room.now.phase == "ready"
    button(app, "Conclure l'atelier").click()
    assert "L'atelier est conclu" in words(running(app))


def test_attendance_is_shown_by_function_and_a_place_can_be_freed(room):
    app = room.lead()
    table = next(one.value for one in app.table if one.value.columns[0] == "Fonction")
    assert table.values.tolist() == [["DSI", "1"], ["Soins", "1"]]
    button(app, "Libérer la place de Anne (Soins)").click()
    running(app)
    assert room.work.seat(room.anne.token) is None


# ---- the phone


def test_one_joins_with_the_code_a_name_and_a_function_and_finds_the_place_again(room):
    app = open_page("join", code=room.code)
    fields = {one.label: one for one in app.text_input}
    assert fields["Code de l'atelier"].value == room.code
    fields["Prénom ou pseudonyme"].set_value("Zoé")
    app.radio[0].set_value("biomedical")
    button(app, "Rejoindre").click()
    running(app)
    assert "Zoé · Biomédical" in words(app)
    assert app.title[0].value == "Vous êtes dans l'atelier"
    assert "Zoé · Biomédical" in words(reloaded(app))


def test_a_wrong_code_says_where_to_read_the_right_one(room):
    app = open_page("join")
    app.text_input[0].set_value("AAAA-AAAA")
    app.text_input[1].set_value("Zoé")
    app.radio[0].set_value("care")
    button(app, "Rejoindre").click()
    running(app)
    assert "Relisez-le sur l'écran de la salle" in app.error[0].value


def test_one_votes_changes_and_sees_the_votes_when_they_are_shown(room):
    app = room.phone(room.anne)
    room.ask()
    running(app)
    pick = app.radio[0]
    assert len(pick.options) == 8
    pick.set_value("1")
    running(app)
    assert "Vote enregistré." in words(app)
    app.radio[0].set_value("unknown")
    running(app)
    room.vote(room.luc, "4")
    room.reveal()
    running(app)
    assert "Votre vote\u00a0: Je ne sais pas" in words(app)
    assert not app.radio
    assert [one.value.iloc[:, 0].tolist() for one in app.table][-1] == ["DSI", "Soins"]


def test_a_vote_given_to_a_server_that_has_just_started_again_is_kept(room):
    room.ask()
    app = room.phone(room.anne)
    app.radio[0].set_value("3")
    again = restarted(app)
    assert "Vote enregistré." in words(again)
    assert room.work.my_vote(room.anne.seat, GOV, 1) == "3"


def test_a_vote_that_comes_too_late_says_so(room):
    room.ask()
    app = room.phone(room.anne)
    app.radio[0].set_value("3")
    room.reveal()
    running(app)
    assert "Votes du tour" not in words(app)
    assert room.work.my_vote(room.anne.seat, GOV, 1) is None


def test_a_place_that_was_freed_leads_to_the_door_again(room):
    room.work.free(room.id, room.w, room.anne.seat.participant.id)
    app = room.phone(room.anne)
    assert "Votre place n'est plus réservée" in words(app)


def test_a_phone_has_no_menu(room):
    app = room.phone(room.anne)
    assert not [one for one in app.button if (one.key or "").startswith("side_")]
    assert not [one for one in room.wall().button if (one.key or "").startswith("side_")]


def test_a_second_facilitator_is_led_to_the_workshop(room):
    code = room.work.codes(room.id, room.w)["facilitator"].code
    joined = room.work.join(code, "Adjointe", "quality", source="t")
    app = room.phone(joined)
    button(app, "Aller à l'atelier").click()
    running(app)
    assert app.title[0].value == "Atelier du matin"
    assert app.query_params["me"] == joined.token


# ---- the screen of the room


def test_the_screen_shows_how_to_join_then_the_question_then_the_votes_then_the_answer(room):
    app = room.wall()
    assert f"{room.code[:4]}-{room.code[4:]}" in [one.value for one in app.title]
    assert "2 personnes présentes" in words(app)
    start = room.now.start.astimezone(ZoneInfo("Europe/Paris")) + timedelta(minutes=10)
    assert f"**{start:%H:%M}** · Gouvernance" in [one.value for one in app.subheader]
    room.ask()
    running(app)
    assert len(app.subheader) == 6
    assert "**Ont voté\u00a0: 0 sur 2**" in bars(app)
    room.vote(room.anne, "2")
    room.reveal()
    assert "Médiane\u00a0: 2." in words(running(app))
    room.work.settle(room.id, room.now, Answer(kind="value", value="2"), after=0, author="Chef")
    running(app)
    assert "Le groupe retient" in words(app)
    room.work.close(room.id, room.now, author="Chef")
    assert "Aucun atelier n'est en cours." in words(running(app))


# ---- in a room


@pytest.fixture
def in_a_room(monkeypatch):
    monkeypatch.setenv("CARE_ROOM_ADDRESS", "http://192.168.1.5:8501")
    monkeypatch.setenv("CARE_ROOM_SECRET", "open-sesame")
    monkeypatch.setattr(guard, "_is_here", lambda address: False)


@pytest.mark.parametrize("page", ["home", "results", "projection"])
def test_from_another_machine_only_the_page_to_join_opens(in_a_room, room, page):
    app = open_page(page, a=room.id, w=room.w, s="guess")
    assert app.title[0].value == "Cette page n'est pas ouverte d'ici"
    assert [one.label for one in app.button] == ["Rejoindre l'atelier"]


def test_the_secret_of_the_room_opens_everything_and_goes_from_page_to_page(in_a_room, room):
    app = open_page("workshop", a=room.id, w=room.w, s="open-sesame")
    assert app.title[0].value == "Atelier du matin"
    button(app, "Résultats").click()
    assert running(app).query_params["s"] == "open-sesame"


def test_a_phone_joins_without_the_secret_and_a_second_facilitator_leads_that_workshop_alone(
    in_a_room, room
):
    assert "Rejoindre l'atelier" in words(open_page("join", code=room.code))
    code = room.work.codes(room.id, room.w)["facilitator"].code
    token = room.work.join(code, "Adjointe", "quality", source="t").token
    app = open_page("workshop", a=room.id, w=room.w, me=token)
    assert app.title[0].value == "Atelier du matin"
    assert "n'est pas ouverte" in words(open_page("results", a=room.id, w=room.w, me=token))
    other = an_assessment("Autre")
    assert "n'est pas ouverte" in words(open_page("workshop", a=other, w=room.w, me=token))


def test_the_pages_are_in_english_too(room):
    assert button(open_page("workshop", a=room.id, w=room.w, lang="en"), "Ask this question")
    assert open_page("join", lang="en").title[0].value == "Join the workshop"


def test_the_results_say_how_far_apart_the_room_was_and_what_is_owed(room):
    room.ask()
    room.vote(room.anne, "1")
    room.vote(room.luc, "5")
    room.reveal()
    room.work.settle(room.id, room.now, Answer(kind="value", value="2"), after=0, author="Chef")
    room.work.promise(room.id, room.now, GOV, what="PSSI", who="RSSI", due=None, author="Chef")
    app = open_page("results", a=room.id)
    assert "Ce que l'atelier a montré" in [one.value for one in app.header]
    tables = {one.value.columns[-1]: one.value.values.tolist() for one in app.table}
    assert tables["Désaccords forts"] == [["Gouvernance", "1", "2,0", "1"]]
    assert tables["Désaccord"][0][0].replace("\\", "") == "GOV-01"
    assert tables["État"][0][1:] == ["PSSI", "RSSI", "–", "attendue"]
    assert "Anne" not in str(tables)


def test_without_a_workshop_the_results_say_nothing_of_one():
    app = open_page("results", a=an_assessment())
    assert "Ce que l'atelier a montré" not in [one.value for one in app.header]


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("192.168.1.5", True),
        ("192.168.1.6", False),
        ("::1", True),
        ("nonsense", False),
    ],
)
def test_this_machine_is_known_by_its_own_addresses_alone(monkeypatch, address, here):
    monkeypatch.setenv("CARE_ROOM_ADDRESS", "http://192.168.1.5:8501")
    assert guard._is_here(address) is here


def test_a_code_typed_by_hand_leads_to_whichever_client_it_is_of():
    client = worlds.clients().new("CH de Valmont")
    there = worlds.world(client.key, masked=False, lang="fr")
    theirs = there.seam.create(
        Organisation(name="CH de Valmont", kind="public"), DAY, "core", versions=None
    ).id
    workshop, _ = a_room(there.store, there.seam, theirs)
    code = there.work.codes(theirs, workshop)["participant"].code
    app = open_page("join")
    app.text_input[0].set_value(code.lower())
    app.text_input[1].set_value("Zoé")
    app.radio[0].set_value("care")
    button(app, "Rejoindre").click()
    running(app)
    assert "Zoé · Soins" in words(app)
    assert app.query_params["c"] == client.key
