"""Conditions: what they ask exists, and they never wait for one another."""

from __future__ import annotations

from collections.abc import Iterator

from care_assess.errors import Fault
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.shelf import Place, Shelf, cycles, questions
from care_assess.questionnaire.yamltext import Document, Path

__all__ = [
    "answer_fault",
    "conditions_ask_what_exists",
    "conditions_do_not_go_round",
    "options_of",
    "parts",
    "profile_faults",
    "question_fault",
]


def conditions_ask_what_exists(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """A fact of the profile answered by yes or no, or a scored question and one of its answers."""
    for question in questions(document):
        for part in parts(question.below("applies_if")):
            yield from profile_faults(document, shelf, part)
            asked = part.text("question")
            if asked and (
                fault := question_fault(document, shelf, (*part.path, "question"), asked)
            ):
                yield fault
            elif asked and (option := part.text("equals")):
                yield from answer_fault(document, shelf, (*part.path, "equals"), asked, option)


def conditions_do_not_go_round(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """No question waits, directly or not, for its own answer."""
    mine = {question.text("id"): question for question in questions(document)}

    def asked_by(name: str) -> list[str]:
        place = shelf.question(name, document)
        asked = parts(place.below("applies_if")) if place else ()
        return [part.text("question") for part in asked if part.text("question")]

    for way in cycles(mine, asked_by):
        if first := next((name for name in way if name in mine), None):
            path = (*mine[first].path, "applies_if")
            yield document.fault(path, "content.rule.condition_round", way=" → ".join(way))


def question_fault(document: Document, shelf: Shelf, path: Path, name: str) -> Fault | None:
    """The fault of asking about a question that does not exist or has no level."""
    asked = shelf.question(name, document)
    if asked is None:
        return unknown_word(document, path, name, "questions", list(shelf.questions))
    if asked.text("type") in ("date", "information"):
        return document.fault(path, "content.rule.no_level", id=name, type=asked.text("type"))
    return None


def answer_fault(
    document: Document, shelf: Shelf, path: Path, question: str, option: str
) -> Iterator[Fault]:
    """The fault of naming an answer that the question does not offer."""
    asked = shelf.question(question, document)
    offered = options_of(asked) if asked else []
    if offered and option not in offered:
        yield unknown_word(document, path, option, "options", offered)


def options_of(question: Place) -> list[str]:
    """The ids of the answers one may choose; none for dates and information."""
    match question.text("type"):
        case "level":
            return ["0", "1", "2", "3", "4", "5"]
        case "yes_partial_no":
            return ["yes", "partial", "no"]
        case "number":
            return ["never"]
    return [option.text("id") for option in question.each("options")]


def profile_faults(document: Document, shelf: Shelf, part: Place) -> Iterator[Fault]:
    """The fault of asking a fact that is not in the vocabulary or is no yes or no."""
    key, path = part.text("profile"), (*part.path, "profile")
    if not key:
        return
    known = shelf.known("profile")
    if key not in known:
        yield unknown_word(document, path, key, "profile", known)
    elif shelf.entry("profile", key).get("type") != "boolean":
        yield document.fault(path, "content.rule.profile_not_boolean", key=key)


def parts(condition: Place) -> Iterator[Place]:
    """The condition and every condition within it."""
    if condition.values:
        yield condition
        for key in ("all", "any"):
            for part in condition.each(key):
                yield from parts(part)
        yield from parts(condition.below("not"))
