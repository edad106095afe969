"""The three ready-to-run exercises: what they hold, and how they are adapted to an establishment.

They are ours, and not the kits of the ANS. Their texts are in ``ready/``, in two languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from care_assess.errors import ContentError
from care_assess.exercises.model import Level
from care_assess.exercises.setting import Service, Setting
from care_assess.questionnaire.words import read_optional, read_text
from care_assess.questionnaire.yamltext import read_yaml
from care_assess.text import Text

__all__ = [
    "Common",
    "Kit",
    "Stimulus",
    "adapted",
    "load_common",
    "load_kit",
]

_Values: TypeAlias = "Mapping[str, Any]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stimulus:
    """One row of the timeline. ``way``: from whom, by what, to whom. ``service``: the department that sends it."""

    at: Text
    way: Text
    text: Text
    expected: Text
    service: Service | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kit:
    """One exercise. ``sheet``: its form, its length, who plays; ``handout``: a document given to the players.

    ``hints``: what those who run it add when it goes too fast, or wrong.
    """

    level: Level
    beds: int
    title: Text
    scenario: Text
    sheet: tuple[tuple[Text, Text], ...]
    goals: tuple[Text, ...]
    situation: Text
    handout: Text | None
    stimuli: tuple[Stimulus, ...]
    hints: tuple[Text, ...]
    grid: tuple[Text, ...]
    questions: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Common:
    """What the three share: rules, preparation, roles, and the forms to fill in.

    ``preparation``: when, what, who. ``roles``: role, mission, for whom. ``log``, ``actions``, ``approval``:
    columns; ``review``: what the after-action review tells; ``approvals``: who signs it.
    """

    notice: Text
    counts: tuple[Text, ...]
    rules: tuple[Text, ...]
    acronyms: tuple[tuple[str, Text], ...]
    preparation: tuple[tuple[Text, Text, Text], ...]
    equipment: Text
    roles: tuple[tuple[Text, Text, Text], ...]
    contacts: Text
    log: tuple[Text, ...]
    briefing: tuple[Text, ...]
    debrief: Text
    review: tuple[Text, ...]
    actions: tuple[Text, ...]
    approval: tuple[Text, ...]
    approvals: tuple[Text, ...]


@cache
def load_kit(level: Level) -> Kit:
    """The exercise of that level."""
    found = _read(level)
    return Kit(
        level=level,
        beds=found["beds"],
        title=read_text(found["title"]),
        scenario=read_text(found["scenario"]),
        sheet=tuple((read_text(one["name"]), read_text(one["text"])) for one in found["sheet"]),
        goals=_texts(found["goals"]),
        situation=read_text(found["situation"]),
        handout=read_optional(found.get("handout")),
        stimuli=tuple(map(_stimulus, found["stimuli"])),
        hints=_texts(found["hints"]),
        grid=_texts(found["grid"]),
        questions=_texts(found["questions"]),
    )


@cache
def load_common() -> Common:
    """What the three exercises share."""
    found = _read("common")
    return Common(
        notice=read_text(found["notice"]),
        counts=_texts(found["counts"]),
        rules=_texts(found["rules"]),
        acronyms=tuple((one["sign"], read_text(one["meaning"])) for one in found["acronyms"]),
        preparation=_three(found["preparation"], "when", "what", "who"),
        equipment=read_text(found["equipment"]),
        roles=_three(found["roles"], "role", "mission", "advised"),
        contacts=read_text(found["contacts"]),
        log=_texts(found["log"]),
        briefing=_texts(found["briefing"]),
        debrief=read_text(found["debrief"]),
        review=_texts(found["review"]),
        actions=_texts(found["actions"]),
        approval=_texts(found["approval"]),
        approvals=_texts(found["approvals"]),
    )


def adapted(said: str, kit: Kit, setting: Setting) -> str:
    """A text of an exercise with what the establishment says of itself: ``{beds}``, ``{ehr}``."""
    software = f" ({setting.ehr})" if setting.ehr else ""
    beds = kit.beds if setting.beds is None else setting.beds
    return said.replace("{beds}", str(beds)).replace("{ehr}", software)


def _read(name: str) -> _Values:
    """One file. Raises ContentError when it is no YAML: it ships, and is checked before it does."""
    file = files("care_assess.exercises").joinpath("ready", f"{name}.yaml")
    document = read_yaml(f"{name}.yaml", file.read_bytes())
    if document.faults or not isinstance(document.value, dict):
        raise ContentError("content.faulty", document.faults, n=len(document.faults))
    return document.value


def _stimulus(found: _Values) -> Stimulus:
    return Stimulus(
        at=read_text(found["at"]),
        way=read_text(found["way"]),
        text=read_text(found["text"]),
        expected=read_text(found["expected"]),
        service=found.get("service"),
    )


def _texts(found: list[_Values]) -> tuple[Text, ...]:
    return tuple(map(read_text, found))


def _three(found: list[_Values], *names: str) -> tuple[tuple[Text, Text, Text], ...]:
    rows = ([read_text(one[name]) for name in names] for one in found)
    return tuple((first, second, third) for first, second, third in rows)
