"""axe-core finds nothing to say at levels A and AA, on the pages for several people or establishments, in either theme."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from axed import State, all_faults, demonstration
from playwright.sync_api import Page, expect
from roomful import a_room
from serving import Server
from walking import press

from care_assess.answers import Answer, Organisation
from care_assess.campaigns import Campaigns
from care_assess.delegations import Delegations
from care_assess.questionnaire import QuestionId
from care_assess.showcase import load_group
from care_assess.store import new_id, open_store


@dataclass(frozen=True)
class Site:
    """A served application with an assessment in it, and a link to some of its questions."""

    server: Server
    begun: str
    link: str
    room: tuple[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("axe") / "data"
    seam = demonstration(data)
    organisation = Organisation(name="CH des Essais", kind="public")
    begun = seam.create(organisation, date(2026, 11, 23), "core").id
    for question, value in (("GOV-01", "4"), ("GOV-02", "1")):
        answer = Answer(kind="value", value=value, comment="Vu", evidence=("CR.pdf",))
        seam.record(begun, QuestionId(question), answer, author="Mme Roy", tab="t")
    group = Campaigns(
        open_store(data), seam, clock=lambda: datetime.now(UTC), secret=lambda: b"\x01" * 32
    )
    load_group(group, seam.catalogue)
    group.publish("2026")
    people = Delegations(
        open_store(data),
        seam,
        clock=lambda: datetime.now(UTC),
        new_id=new_id,
        new_link=lambda: secrets.token_urlsafe(32),
    )
    _, link = people.send(
        seam.open(begun),
        [QuestionId("GOV-01"), QuestionId("GOV-02")],
        person="M. Ba",
        expires=datetime.now(UTC) + timedelta(days=2),
        author="Mme Roy",
    )
    room = a_room(open_store(data), seam, begun)
    served = Server(data).start()
    yield Site(server=served, begun=begun, link=link, room=room)
    served.kill()


def prepare_a_link(page: Page) -> None:
    page.get_by_label("À qui", exact=True).fill("Mme Lin")
    page.get_by_label("À qui", exact=True).blur()
    press(page, "Préparer le lien")
    expect(page.get_by_text("Copiez ce message maintenant")).to_be_visible(timeout=20_000)


def join_without_a_code(page: Page) -> None:
    press(page, "Rejoindre")
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.slow
def test_no_page_for_several_people_breaks_a_rule_of_level_a_or_aa(site, open_page):
    begun = f"?a={site.begun}"
    workshop, token = site.room
    states = {
        "journal, begun": State(f"/journal{begun}"),
        "entrusted questions": State(f"/delegation{begun}", prepare_a_link),
        "questions for you": State(f"/reponse?d={site.link}"),
        "workshop, to prepare": State(f"/atelier{begun}&w=new"),
        "workshop, votes shown": State(f"/atelier{begun}&w={workshop}"),
        "room screen, votes shown": State(f"/projection{begun}&w={workshop}"),
        "phone, at the door": State("/rejoindre", join_without_a_code),
        "phone, votes shown": State(f"/rejoindre?me={token}"),
        "clients": State("/clients"),
        "group, loaded": State(f"/ght{begun}"),
        "portfolio, loaded": State("/portefeuille"),
    }
    assert all_faults(open_page(), site.server.url, states) == {}
