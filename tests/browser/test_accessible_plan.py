"""axe-core finds nothing to say at levels A and AA, on the plan and the pages around it, in either theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from axed import COMPLETE, UNKNOWN, State, all_faults, demonstration, dialog, unfold_all, visit
from budgets import MILLION, an_entry
from playwright.sync_api import Page, expect
from serving import Server
from walking import PRESS, settle

from care_assess.answers import Organisation
from care_assess.assessments import Assessments
from care_assess.budget.book import Book
from care_assess.budget.keeping import to_json
from care_assess.content import load_catalogue
from care_assess.follows import Follows
from care_assess.plan.following import Follow
from care_assess.store import new_id, open_store


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
    years = [an_entry(entity="", year=year, staff=Fraction(1200)) for year in (2023, 2024, 2025)]
    odd = Book(years=(2025, 2024, 2023)).with_entries(
        [*years[:2], replace(years[2], operating=5 * MILLION)]
    )
    seam.choices.put(COMPLETE, "budget", lambda _: to_json(odd))
    served = Server(data).start()
    yield Site(server=served, empty=empty)
    served.kill()


def choose_a_filter(page: Page) -> None:
    page.get_by_role("button", name="Rapides", exact=True).click(delay=PRESS)


def look_into_a_package(page: Page) -> None:
    """Its actions, then all there is to know of one of them."""
    dialog("open_ad_2")(page)
    shown = page.get_by_role("dialog")
    shown.get_by_role("combobox").click(delay=PRESS)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(shown.get_by_text("Pourquoi ce rang")).to_be_visible(timeout=20_000)
    settle(page)


def give_few_days(page: Page) -> None:
    page.get_by_label("Jours-personne disponibles").fill("10")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ce qui bloque, et le moins")).to_be_visible(timeout=20_000)


def load_a_catalogue(page: Page) -> None:
    page.get_by_role("button", name="Charger le catalogue de démonstration").click(delay=PRESS)
    expect(page.get_by_text("Catalogue en place")).to_be_visible()
    unfold_all(page)


def say_of_late_actions(site: Site) -> Callable[[Page], None]:
    """Someone says that an action is done and another late: the page is then drawn with doubts and a history."""

    def said(page: Page) -> None:
        store = open_store(site.server.data)
        work = Assessments(store, load_catalogue(), clock=lambda: datetime.now(UTC), new_id=new_id)
        follows, opened = Follows(store, work, clock=lambda: datetime.now(UTC)), work.open(COMPLETE)
        some = work.plan(opened).actions[:2]
        said = (Follow(status="done"), Follow(status="blocked", reason="x", due=date(2026, 1, 1)))
        changes = {one.id: follow for one, follow in zip(some, said, strict=True)}
        after = {name: one.seq for name, one in follows.latest(COMPLETE).items()}
        follows.save(opened, changes, after=after, author="")
        visit(page, page.url)

    return said


@pytest.mark.slow
def test_no_page_around_the_plan_breaks_a_rule_of_level_a_or_aa(site, open_page):
    """Every page: nothing answered, with unknowns, complete, in error."""
    empty, unknown, complete = f"?a={site.empty}", f"?a={UNKNOWN}", f"?a={COMPLETE}"
    states = {
        "risks, complete": State(f"/risques{complete}", dialog("all_ransomware")),
        "plan, empty": State(f"/plan-action{empty}", dark=False),
        "plan, unknown": State(f"/plan-action{unknown}", choose_a_filter, dark=False),
        "plan, complete": State(f"/plan-action{complete}", look_into_a_package),
        "scenarios, complete": State(f"/essais{complete}"),
        "road map, complete": State(f"/feuille-de-route{complete}", say_of_late_actions(site)),
        "path, complete": State(f"/chemin{complete}", give_few_days, stiff=True),
        "catalogue, empty, then loaded": State(f"/offres{complete}", load_a_catalogue),
        "frameworks, complete": State(f"/referentiels{complete}"),
        "due dates, complete": State(f"/echeances{complete}"),
        "budget, empty": State(f"/budget-numerique{empty}", dark=False),
        "budget, filled": State(f"/budget-numerique{complete}"),
    }
    assert all_faults(open_page(), site.server.url, states) == {}
