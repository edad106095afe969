"""axe-core finds nothing to say at levels A and AA, on any page, in either theme."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from axe_playwright_python.sync_playwright import Axe
from budgets import MILLION, an_entry
from drafts import DRAFT
from drills import reviewed
from places import a_directory, a_perimeter
from playwright.sync_api import Page, expect
from serving import Server
from walking import PRESS, press, settle

from care_assess.answers import Answer, Organisation
from care_assess.assessments import Assessments
from care_assess.budget.book import Book
from care_assess.budget.keeping import to_json
from care_assess.content import load_catalogue
from care_assess.exercises import Register
from care_assess.exercises.keeping import to_json as exercises_json
from care_assess.follows import Follows
from care_assess.perimeters import Book as Perimeters
from care_assess.perimeters.keeping import to_json as perimeters_json
from care_assess.plan.following import Follow
from care_assess.questionnaire import QuestionId
from care_assess.store import new_id, open_store

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PHONE = {"width": 390, "height": 844}
COMPLETE = "demo-ch-de-valmont-2026"
UNKNOWN = "demo-ch-de-valmont-2025"
CALM = 300  # milliseconds: what appears does so gradually, and half a colour fails

OPEN_ALL = "document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"


@dataclass(frozen=True)
class Site:
    """A served application with assessments in it."""

    server: Server
    empty: str
    begun: str


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("axe") / "data"
    data.mkdir()
    seam = Assessments(
        open_store(data),
        load_catalogue(),
        clock=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_hex(8),
    )
    organisation = Organisation(name="CH des Essais", kind="public")
    empty, begun = (seam.create(organisation, date(2026, 11, 23), "core").id for _ in range(2))
    for question, value in (("GOV-01", "4"), ("GOV-02", "1")):
        answer = Answer(kind="value", value=value, comment="Vu", evidence=("CR.pdf",))
        seam.record(begun, QuestionId(question), answer, author="Mme Roy", tab="t")
    seam.load_demo()
    years = [an_entry(entity="", year=year, staff=Fraction(1200)) for year in (2023, 2024, 2025)]
    odd = Book(years=(2025, 2024, 2023)).with_entries(
        [*years[:2], replace(years[2], operating=5 * MILLION)]
    )
    seam.choices.put(COMPLETE, "budget", lambda _: to_json(odd))
    seam.choices.put(
        COMPLETE, "exercises", lambda _: exercises_json(Register(exercises=(reviewed(),)))
    )
    book = Perimeters(directories=(a_directory(),), exposed=(a_perimeter(),))
    seam.choices.put(COMPLETE, "perimeters", lambda _: perimeters_json(book))
    served = Server(data).start()
    yield Site(server=served, empty=empty, begun=begun)
    served.kill()


@dataclass(frozen=True)
class State:
    """A page as someone meets it, and what they then do there; axe-core looks both times."""

    path: str
    then: Callable[[Page], None] | None = None


def faults(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    for _ in range(2):  # what was just unfolded may have asked the server for the rest
        settle(page)
        page.wait_for_timeout(CALM)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def visit(page: Page, url: str) -> None:
    """Load a page to its end, with all that can be unfolded."""
    page.goto(url)
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    for chart in page.locator(".js-plotly-plot").all():
        expect(chart.locator(".main-svg").first).to_be_visible(timeout=15_000)
    page.evaluate(OPEN_ALL)


def all_faults(page: Page, site: Site, states: dict[str, State]) -> dict[str, list[str]]:
    """The states that have any, with them all."""
    found = {}
    for name, state in states.items():
        visit(page, f"{site.server.url}{state.path}")
        found[name] = faults(page)
        if state.then:
            state.then(page)
            found[f"{name}, then"] = faults(page)
    return {name: lines for name, lines in found.items() if lines}


def dialog(key: str) -> Callable[[Page], None]:
    """Open what a button opens."""

    def opened(page: Page) -> None:
        page.locator(f".st-key-{key} button").click(delay=PRESS)
        expect(page.get_by_role("dialog")).to_be_visible()
        settle(page)

    return opened


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
    page.evaluate(OPEN_ALL)


def choose_a_filter(page: Page) -> None:
    page.get_by_role("button", name="Rapides", exact=True).click(delay=PRESS)


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


def give_few_days(page: Page) -> None:
    page.get_by_label("Jours-personne disponibles").fill("10")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ce qui bloque, et le moins")).to_be_visible(timeout=20_000)


def load_a_catalogue(page: Page) -> None:
    """The fictitious one, unless an earlier look has loaded it."""
    demo = page.get_by_role("button", name="Charger le catalogue de démonstration")
    if demo.count():
        demo.click(delay=PRESS)
    expect(page.get_by_text("Catalogue en place")).to_be_visible()
    page.evaluate(OPEN_ALL)


def states_of(site: Site) -> dict[str, State]:
    """Every page: nothing open, nothing answered, just begun, with unknowns, complete, in error."""
    empty, begun = f"?a={site.empty}", f"?a={site.begun}"
    unknown, complete = f"?a={UNKNOWN}", f"?a={COMPLETE}"
    return {
        "home": State("/"),
        "new assessment, then in error": State("/?new=1", create_without_a_name),
        "method": State("/methode"),
        "questionnaires, then one on trial": State("/questionnaires", try_a_questionnaire),
        "nothing open": State("/resultats"),
        "form, empty": State(f"/questionnaire{empty}", refuse_without_a_reason),
        "form, complete": State(f"/questionnaire{complete}"),
        "form, to review": State(f"/questionnaire{unknown}&q=review"),
        "results, unknown": State(f"/resultats{unknown}"),
        "results, complete": State(f"/resultats{complete}", dialog("why_topic_ad")),
        "risks, begun": State(f"/risques{begun}"),
        "risks, complete": State(f"/risques{complete}", dialog("all_ransomware")),
        "plan, empty": State(f"/plan-action{empty}"),
        "plan, unknown": State(f"/plan-action{unknown}", choose_a_filter),
        "plan, complete": State(f"/plan-action{complete}", dialog("open_decide_2")),
        "scenarios, complete": State(f"/essais{complete}"),
        "road map, complete": State(f"/feuille-de-route{complete}", say_of_late_actions(site)),
        "path, complete": State(f"/chemin{complete}", give_few_days),
        "catalogue, empty, then loaded": State(f"/offres{complete}", load_a_catalogue),
        "frameworks, complete": State(f"/referentiels{complete}"),
        "due dates, complete": State(f"/echeances{complete}"),
        "budget, empty": State(f"/budget-numerique{empty}"),
        "budget, filled": State(f"/budget-numerique{complete}"),
        "topic, nothing open": State("/thematique?t=budget"),
        "topic, complete": State(f"/thematique{complete}&t=crisis_exercises"),
        "self-assessment, complete": State(f"/autoevaluation{complete}"),
        "directories, filled": State(f"/perimetres{complete}"),
        "exercises, empty": State(f"/exercices{empty}"),
        "exercises, filled": State(f"/exercices{complete}"),
        "report, complete": State(f"/rapport{complete}"),
        "new versions": State(f"/nouvelles-versions{complete}"),
        "changes": State("/changements"),
    }


EACH_PAGE = (
    "new assessment, then in error",
    "method",
    "questionnaires, then one on trial",
    "form, complete",
    "form, to review",
    "results, unknown",
    "results, complete",
    "risks, complete",
    "plan, complete",
    "scenarios, complete",
    "path, complete",
    "road map, complete",
    "catalogue, empty, then loaded",
    "frameworks, complete",
    "due dates, complete",
    "budget, filled",
    "topic, complete",
    "self-assessment, complete",
    "directories, filled",
    "exercises, filled",
    "report, complete",
    "new versions",
    "changes",
)
"""The states in which a page shows most of what it can show."""


@pytest.mark.slow
def test_no_page_breaks_a_rule_of_level_a_or_aa(site, open_page):
    assert all_faults(open_page(), site, states_of(site)) == {}


@pytest.mark.slow
def test_no_page_breaks_one_in_the_dark_on_a_phone(site, open_page):
    states = states_of(site)
    kept = {name: states[name] for name in EACH_PAGE}
    assert all_faults(open_page(viewport=PHONE, theme="dark"), site, kept) == {}
