"""Ids, prefixes, versions and the names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from care_assess.errors import Fault
from care_assess.questionnaire.reading import digest
from care_assess.questionnaire.shelf import Place, Shelf, parts, prefixes, questions, text, top
from care_assess.questionnaire.yamltext import Document

__all__ = [
    "a_file_is_named_after_its_version",
    "a_version_is_published_once",
    "local_ids_are_unique",
    "question_ids_are_unique",
    "question_ids_begin_with_a_prefix",
]

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def a_file_is_named_after_its_version(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """``governance/1.0.0.yaml`` holds version 1.0.0 of governance; other file names are free."""
    values, path = top(document).values, PurePath(document.name)
    if not _VERSION.fullmatch(path.stem):
        return
    version, name, folder = text(values, "version"), text(values, "id"), path.parent.name
    if version and version != path.stem:
        yield document.fault(
            ("version",), "content.rule.version_of_file", version=version, file=path.name
        )
    if name and folder not in ("", "..", name):
        yield document.fault(("id",), "content.rule.id_of_folder", id=name, folder=folder)


def a_version_is_published_once(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Two files that say they are the same version have the same content."""
    values = top(document).values
    for other in _before(document, shelf):
        same = all(text(values, key) == text(top(other).values, key) for key in ("id", "version"))
        if same and digest(values) != digest(other.value):
            yield document.fault(
                ("version",),
                "content.rule.version_taken",
                id=text(values, "id"),
                version=text(values, "version"),
                file=other.name,
            )


def question_ids_are_unique(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """One id, one question, over all questionnaires; versions of one questionnaire share theirs."""
    mine = text(top(document).values, "id")
    yield from _repeated(document, questions(document))
    others = {
        place.text("id"): (other, place)
        for other in _before(document, shelf)
        if text(top(other).values, "id") != mine
        for place in questions(other)
    }
    for place in questions(document):
        if place.text("id") in others:
            other, rival = others[place.text("id")]
            yield document.fault(
                (*place.path, "id"),
                "content.rule.id_elsewhere",
                id=place.text("id"),
                file=other.name,
                line=other.line((*rival.path, "id")),
            )


def question_ids_begin_with_a_prefix(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """``GOV-01`` belongs to a questionnaire of prefix GOV."""
    allowed = prefixes(top(document).values)
    for place in questions(document):
        prefix, dash, _ = place.text("id").partition("-")
        if allowed and dash and prefix not in allowed:
            yield document.fault(
                (*place.path, "id"),
                "content.rule.id_prefix",
                id=place.text("id"),
                prefixes=", ".join(allowed),
            )


def local_ids_are_unique(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """Sections, groups and ladders of a questionnaire, options of a question, control points."""
    yield from _repeated(document, parts(document))
    yield from _repeated(document, top(document).each("ladders"))
    for question in questions(document):
        yield from _repeated(document, question.each("options"))
    points = (
        point for question in questions(document) for point in question.each("control_points")
    )
    yield from _repeated(document, points)


def _repeated(document: Document, places: Iterable[Place]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for place in places:
        name, path = place.text("id"), (*place.path, "id")
        if name in first:
            yield document.fault(path, "content.rule.id_twice", id=name, first=first[name])
        elif name:
            first[name] = document.line(path)


def _before(document: Document, shelf: Shelf) -> Iterator[Document]:
    """The files that were there first."""
    for other in shelf.documents:
        if other is document:
            return
        yield other
