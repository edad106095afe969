"""axe-core finds nothing to say at levels A and AA, on the pages of the six topics, in either theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from axed import COMPLETE, State, all_faults, demonstration
from drills import reviewed
from places import a_directory, a_perimeter
from serving import Server

from care_assess.answers import Organisation
from care_assess.exercises import Register
from care_assess.exercises.keeping import to_json as exercises_json
from care_assess.perimeters import Book
from care_assess.perimeters.keeping import to_json as perimeters_json


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
    register = Register(exercises=(reviewed(),))
    book = Book(directories=(a_directory(),), exposed=(a_perimeter(),))
    seam.choices.put(COMPLETE, "exercises", lambda _: exercises_json(register))
    seam.choices.put(COMPLETE, "perimeters", lambda _: perimeters_json(book))
    served = Server(data).start()
    yield Site(server=served, empty=empty)
    served.kill()


@pytest.mark.slow
def test_no_page_of_a_topic_breaks_a_rule_of_level_a_or_aa(site, open_page):
    """Every page: nothing kept, filled."""
    empty, complete = f"?a={site.empty}", f"?a={COMPLETE}"
    states = {
        "topic, nothing open": State("/thematique?t=budget"),
        "topic, complete": State(f"/thematique{complete}&t=crisis_exercises"),
        "self-assessment, complete": State(f"/autoevaluation{complete}"),
        "directories, filled": State(f"/perimetres{complete}"),
        "exercises, empty": State(f"/exercices{empty}", dark=False),
        "exercises, filled": State(f"/exercices{complete}"),
    }
    assert all_faults(open_page(), site.server.url, states) == {}
