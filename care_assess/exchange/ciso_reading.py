"""A library of CISO Assistant (version 2, YAML) → a questionnaire of ours.

A library holds a framework: a tree of requirement nodes, of which the assessable ones are scored, by their
questions (choices with ``add_score``) or, without questions, by hand on the scale of the framework.
Format: https://github.com/intuitem/ciso-assistant-community, tools/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from care_assess.errors import ContentError
from care_assess.exchange.ciso_questions import Asking
from care_assess.exchange.ciso_values import (
    OURS,
    Library,
    Node,
    as_words,
    digits,
    mapping,
    mappings,
    text,
)
from care_assess.exchange.drafting import (
    Drafted,
    DraftedSection,
    Heading,
    exact,
    finish,
    scale_values,
)
from care_assess.exchange.model import Imported, Remarks, refuse
from care_assess.exchange.naming import MOST_QUESTIONS, prefix_of, question_ids
from care_assess.exchange.texts import language_of
from care_assess.questionnaire.yamltext import Block, read_yaml

__all__ = ["is_ciso_library", "read_ciso_library"]

_BEGINNING = 4_096
_LIBRARY = re.compile(rb"^urn:\s*[\"']?urn:[^:\s]+:risk:library:", re.MULTILINE)
_OUR_ID = re.compile(r"[A-Z]{2,6}-[0-9]{1,3}")
_MOST_MAJOR = 9_999


def is_ciso_library(data: bytes) -> bool:
    """Whether the bytes begin as a library does."""
    return bool(_LIBRARY.search(data[:_BEGINNING]))


def read_ciso_library(name: str, data: bytes, taken: Collection[str] = ()) -> Imported:
    """The questionnaire of the framework of a library; ``taken``: prefixes to choose another than.

    Raises ContentError when it cannot be read: the faults of its YAML, or the one thing it lacks.
    """
    library = _library(name, data)
    remarks = Remarks()
    if said := text(library.values, "copyright"):
        remarks.lost("", "exchange.lost.rights", rights=" ".join(said.split())[:200])
    asking = Asking(library, remarks)
    sections = _sections(library, asking, remarks)
    questions = [question for section in sections for question in section.all_questions]
    if not questions:
        raise refuse(name, "exchange.ciso.no_requirement")
    if len(questions) > MOST_QUESTIONS:
        raise refuse(name, "exchange.too_many_questions", limit=MOST_QUESTIONS)
    prefix = _name_questions(library, questions, remarks, taken)
    asking.set_conditions()
    heading = Heading(
        name=text(library.framework, "ref_id") or text(library.values, "ref_id") or "library",
        version=_version(library, remarks),
        title=library.words(library.framework, "name") or library.words(library.values, "name"),
        summary=library.words(library.framework, "description"),
        prefix=prefix,
        values=scale_values(asking.scale) | _method(sections),
    )
    return finish(heading, sections, remarks)


def _library(name: str, data: bytes) -> Library:
    document = read_yaml(name, data)
    faults = tuple(one for one in document.faults if one.message.key != "content.yaml.bare_word")
    if faults:
        raise ContentError("exchange.refused", faults, file=name)
    values = document.value if isinstance(document.value, Block) else Block()
    objects = mapping(values, "objects")
    if not text(values, "urn") or not objects:
        raise refuse(name, "exchange.ciso.not_a_library")
    frameworks = [mapping(objects, "framework"), *mappings(objects, "frameworks")]
    found = [one for one in frameworks if one]
    if len(found) != 1:
        key = "no_framework" if not found else "many_frameworks"
        raise refuse(name, f"exchange.ciso.{key}", found=", ".join(objects) or "–", n=len(found))
    by_urn = _nodes(found[0])
    if any("question" in one.values and "questions" not in one.values for one in by_urn.values()):
        raise refuse(name, "exchange.ciso.older")
    locale = text(values, "locale")
    library = Library(values=values, framework=found[0], by_urn=by_urn, locale=language_of(locale))
    if not library.words(found[0], "name") and not library.words(values, "name"):
        raise refuse(name, "exchange.ciso.language", locale=locale or "–")
    return library


def _nodes(framework: Mapping[str, Any]) -> Mapping[str, Node]:
    """The requirement nodes that have a urn, by it, in order."""
    return {
        urn: Node(urn=urn, parent=text(values, "parent_urn"), values=values)
        for values in mappings(framework, "requirement_nodes")
        if (urn := text(values, "urn"))
    }


def _sections(library: Library, asking: Asking, remarks: Remarks) -> list[DraftedSection]:
    """One for each heading that has requirements right below it, in the order of the framework."""
    made: dict[str, DraftedSection] = {}
    several = False
    for node in library.nodes:
        if node.assessable:
            headings = library.headings(node)
            section = made.setdefault(
                headings[-1].urn if headings else "", _section(library, headings)
            )
            group = _group(library, node, list(asking.questions(node)))
            several = several or len(group.questions) > 1
            section.groups.append(group)
    sections = [section for section in made.values() if section.all_questions]
    if several:
        remarks.assumed("", "exchange.assumed.sum")
    for section in sections:
        _set_method(section, groups=several)
    return sections


def _method(sections: list[DraftedSection]) -> dict[str, Any]:
    """How the whole counts: by sections when they count by requirements, else by questions."""
    return {"scoring": {"method": "mean_of_groups"}} if any(one.groups for one in sections) else {}


def _group(library: Library, node: Node, questions: list[Drafted]) -> DraftedSection:
    """A requirement with its questions; the points of several add up."""
    values: dict[str, Any] = {}
    if len(questions) > 1:
        values["scoring"] = {"method": "sum"}
    if node.weight != 1:
        values["weight"] = exact(node.weight)
    return DraftedSection(
        name=node.tail,
        place=node.place,
        title=library.title(node),
        intro={},
        questions=questions,
        values=values,
    )


def _set_method(section: DraftedSection, *, groups: bool) -> None:
    """Count by requirements when some have several questions, else simply by questions."""
    section.groups = [group for group in section.groups if group.questions]
    if groups:
        weights = [Fraction(group.values.get("weight", 1)) for group in section.groups]
        section.values = {
            "scoring": {"method": "mean_of_groups"},
            "weight": exact(sum(weights, Fraction(0))),
        }
        for group in section.groups:
            if len(group.questions) == 1:
                group.questions[0].values.pop("weight", None)
    else:
        section.questions, section.groups = section.all_questions, []


def _section(library: Library, headings: list[Node]) -> DraftedSection:
    if not headings:
        words = library.words(library.framework, "name") or library.words(library.values, "name")
        return DraftedSection(name="general", place="", title=words, intro={})
    last = headings[-1]
    titles = [library.title(node) for node in headings]
    joined = as_words(
        {
            lang: " · ".join(title[lang] for title in titles if title.get(lang))
            for lang in titles[-1]
        }
    )
    intro = library.words(last.values, "description") if library.words(last.values, "name") else {}
    return DraftedSection(name=last.tail, place=last.place, title=joined, intro=intro)


def _name_questions(
    library: Library, questions: list[Drafted], remarks: Remarks, taken: Collection[str]
) -> str | list[str]:
    """Give every question its id: that of ours when the library comes from us; the prefix or prefixes."""
    names = [question.place for question in questions]
    if library.ours and len(set(names)) == len(names) and all(map(_OUR_ID.fullmatch, names)):
        for question in questions:
            question.id = question.place
        prefixes = list(dict.fromkeys(name.partition("-")[0] for name in names))
        return prefixes[0] if len(prefixes) == 1 else prefixes
    prefix = prefix_of(text(library.framework, "ref_id") or text(library.values, "ref_id"), taken)
    remarks.assumed("", "exchange.assumed.prefix", prefix=prefix)
    for question, made in zip(questions, question_ids(prefix, len(questions)), strict=True):
        question.id = made
    return prefix


def _version(library: Library, remarks: Remarks) -> str:
    """Ours is written as one number (see ciso_writing); of others the number is the first of three."""
    number = digits(library.values, "version")
    if number is not None and library.ours:
        major, rest = divmod(number, OURS.major)
        return f"{major}.{rest // OURS.minor}.{rest % OURS.minor}"
    major = number if number is not None and 0 < number <= _MOST_MAJOR else 1
    version = f"{major}.0.0"
    remarks.assumed("", "exchange.assumed.version", version=version)
    return version
