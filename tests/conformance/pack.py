"""The conformance pack: questionnaires and cases in YAML, and how a case is scored and looked into.

A case file has a ``source`` and ``cases``; each case:

- ``id``; ``questionnaires``: their ids, at version 1.0.0 (those of the pack, or shipped ones);
- ``answers``: as in a sheet; ``otherwise``: questionnaire id → the answer of all its other questions;
- ``before``, ``target``: the answers of an earlier sheet and of a sheet of levels aimed at;
- ``expect``: place → figure; ``published``: name in the source → ``is`` (what the source gives), ``at``
  (the place), and ``ours`` where we give something else; ``derived``: from what the figure was derived,
  when it is printed nowhere.

A place is a way into the scores of domains (``samm.sections.practice.score``) or, after ``@``, into
everything that is computed: ``@scores``, ``@readings``, ``@progress``, ``@before`` and ``@target`` (the
domains of these two sheets). A figure is a whole number, a fraction ("5/14") or a word, which are compared
exactly, or a decimal number, compared to 1e-9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from care_assess.answers import Sheet
from care_assess.content import load_catalogue
from care_assess.questionnaire import Catalogue
from care_assess.scoring import advances, read, score
from care_assess.sheet import read_sheet

HERE = Path(__file__).parent
CLOSE = 1e-9
VERSION = "1.0.0"


@dataclass(frozen=True)
class Case:
    """One example. ``said``: what its file says."""

    file: str
    source: str
    said: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.said["id"])

    @property
    def published(self) -> Mapping[str, Mapping[str, Any]]:
        """What the source gives, by its own names."""
        return self.said.get("published", {})

    @property
    def expected(self) -> list[tuple[str, object]]:
        """Each place with the figure that we give there."""
        given = [(one["at"], one.get("ours", one["is"])) for one in self.published.values()]
        return [*given, *self.said.get("expect", {}).items()]


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file."""
    found = []
    for path in sorted((HERE / "cases").glob("*.yaml")):
        written = yaml.safe_load(path.read_text("utf-8"))
        found += [Case(path.name, written["source"], said) for said in written["cases"]]
    return tuple(found)


@cache
def catalogue() -> Catalogue:
    """The questionnaires of the pack beside those that ship, checked as any questionnaire is."""
    return load_catalogue(HERE / "questionnaires")


def computed(case: Case) -> Mapping[str, object]:
    """All that is computed of a case, by the names that places begin with."""
    shelf = catalogue()
    now = sheet(case, "answers")
    asked = shelf.select(now.versions)
    found: dict[str, object] = {
        "scores": score(asked, now, shelf.reference),
        "readings": read(asked, now, shelf.reference),
    }
    others = {key: sheet(case, key) for key in ("before", "target") if key in case.said}
    for key, other in others.items():
        found[key] = score(asked, other, shelf.reference).domains
    before, target = others.get("before"), others.get("target")
    found["progress"] = advances(
        asked,
        now,
        shelf.reference,
        before=None if before is None else (asked, before),
        target=target,
    )
    return found


def sheet(case: Case, key: str) -> Sheet:
    """The sheet of those answers, read from YAML as a person's is."""
    answers = dict(case.said[key])
    for name, answer in case.said.get("otherwise", {}).items():
        for question in catalogue().questionnaires[name][VERSION].questions:
            answers.setdefault(question.id, answer)
    written = {
        "format": "care-assess/sheet/1",
        "organisation": {"name": "CH de Valmont (fictif)", "kind": "public"},
        "date": "2026-11-23",
        "questionnaires": dict.fromkeys(case.said["questionnaires"], VERSION),
        "answers": answers,
    }
    text = yaml.safe_dump(written, allow_unicode=True)
    return read_sheet(f"{case.id}.yaml", text.encode(), catalogue())


def found_at(place: str, everything: Mapping[str, Any]) -> object:
    """The figure at that place."""
    steps = place.removeprefix("@").split(".")
    here: Any = everything if place.startswith("@") else everything["scores"].domains
    for step in steps:
        if isinstance(here, Mapping):
            here = here[step]
        elif step.isdecimal():
            here = here[int(step)]
        else:
            here = getattr(here, step)
    return list(here) if isinstance(here, tuple) else here


def agrees(ours: object, figure: object) -> bool:
    """Whether our figure is the one expected: exactly, but to 1e-9 for a decimal number."""
    if isinstance(figure, float):
        return isinstance(ours, int | Fraction) and abs(float(ours) - figure) <= CLOSE
    if isinstance(figure, str) and "/" in figure:
        return ours == Fraction(figure)
    return ours == figure
