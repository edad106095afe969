"""Actions: effort, days and what comes first."""

from __future__ import annotations

from collections.abc import Iterator

from care_assess.errors import Fault
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.shelf import EMPTY, Shelf, cycles, questions, whole, words
from care_assess.questionnaire.yamltext import Document

__all__ = [
    "days_are_within_the_effort",
    "required_actions_do_not_go_round",
    "required_actions_exist",
]


def days_are_within_the_effort(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Days stay within the bounds that the vocabulary gives to S, M and L."""
    for question in questions(document):
        action = question.below("action")
        effort, days = action.text("effort"), whole(action.values, "days")
        band = shelf.entry("effort", effort)
        low, high = whole(band, "days_min"), whole(band, "days_max")
        if days is None or low is None or high is None or days < 1 or low <= days <= high:
            continue  # the schema says that there is at least one day
        yield document.fault(
            (*action.path, "days"),
            "content.rule.days_of_effort",
            days=days,
            effort=effort,
            min=low,
            max=high,
        )


def required_actions_exist(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """``requires`` names questions that are there and have an action."""
    for question in questions(document):
        action = question.below("action")
        for at, name in words(action.values, "requires"):
            path = (*action.path, "requires", at)
            needed = shelf.question(name, document)
            if needed is None:
                yield unknown_word(document, path, name, "questions", list(shelf.questions))
            elif "action" not in needed.values:
                yield document.fault(path, "content.rule.requires_no_action", id=name)


def required_actions_do_not_go_round(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """No action comes before itself, directly or not."""
    mine = {question.text("id"): question for question in questions(document)}

    def before(name: str) -> list[str]:
        place = shelf.question(name, document)
        action = place.below("action").values if place else EMPTY
        return [word for _, word in words(action, "requires")]

    for way in cycles(mine, before):
        if first := next((name for name in way if name in mine), None):
            path = (*mine[first].path, "action", "requires")
            yield document.fault(path, "content.rule.requires_round", way=" → ".join(way))
