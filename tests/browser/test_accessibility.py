"""axe-core finds nothing to say at levels A and AA, on the pages of an assessment, in either theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from axed import COMPLETE, UNKNOWN, State, all_faults, demonstration, dialog, unfold_all
from drafts import DRAFT
from playwright.sync_api import Page, expect
from serving import Server
from walking import PRESS, press, settle

from care_assess.answers import Organisation


@dataclass(frozen=True)
class Site:
    """A served application with an assessment in which nothing is answered."""

    server: Server
    empty: str


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("axe") / "data"
    seam = demonstration(data)
    organisation = Organisation(name="CH des Essais", kind="public")
    empty = seam.create(organisation, date(2026, 11, 23), "core").id
    served = Server(data).start()
    yield Site(server=served, empty=empty)
    served.kill()


def create_without_a_name(page: Page) -> None:
    press(page, "Passer aux questions")
    expect(page.get_by_role("alert")).to_be_visible()


def refuse_without_a_reason(page: Page) -> None:
    page.get_by_text("Non applicable à notre établissement").first.click(delay=PRESS)
    settle(page)


def try_a_questionnaire(page: Page) -> None:
    page.set_input_files(
        "input[type=file]", {"name": "a.yaml", "mimeType": "", "buffer": DRAFT.encode()}
    )
    expect(page.get_by_text("Score d'essai")).to_be_visible(timeout=20_000)
    unfold_all(page)


@pytest.mark.slow
def test_no_page_breaks_a_rule_of_level_a_or_aa(site, open_page):
    """Every page: nothing open, nothing answered, with unknowns, complete, in error."""
    empty, unknown, complete = f"?a={site.empty}", f"?a={UNKNOWN}", f"?a={COMPLETE}"
    states = {
        "home": State("/"),
        "new assessment, then in error": State("/?new=1", create_without_a_name),
        "method": State("/methode"),
        "questionnaires, then one on trial": State("/questionnaires", try_a_questionnaire),
        "nothing open": State("/resultats", dark=False),
        "form, empty": State(f"/questionnaire{empty}", refuse_without_a_reason, dark=False),
        "form, complete": State(f"/questionnaire{complete}"),
        "form, to review": State(f"/questionnaire{unknown}&q=review"),
        "results, complete": State(f"/resultats{complete}", dialog("why_topic_ad")),
        "report, complete": State(f"/rapport{complete}"),
        "new versions": State(f"/nouvelles-versions{complete}"),
        "changes": State("/changements"),
    }
    assert all_faults(open_page(), site.server.url, states) == {}
