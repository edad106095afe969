"""How scores are made: caps, ladders and the answers that fail their rungs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from care_assess.errors import Fault
from care_assess.questionnaire.rules.conditions import answer_fault, options_of
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.shelf import (
    Place,
    Shelf,
    number,
    parts,
    questions,
    said,
    scale_of,
    top,
    whole,
)
from care_assess.questionnaire.yamltext import Document, Items, Path

__all__ = [
    "caps_watch_their_own_questions",
    "failing_answers_exist",
    "ladders",
    "ladders_climb_one_rung_at_a_time",
    "overlaps_name_a_ladder",
    "rungs_are_on_a_ladder",
]


_ANYTHING = (Fraction(-(10**18)), Fraction(10**18))


def caps_watch_their_own_questions(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """A cap watches a scored question of its questionnaire, by a test that the question can meet."""
    mine = {question.text("id"): question for question in questions(document)}
    for cap in top(document).each("caps"):
        when = cap.below("when")
        name, path = when.text("question"), (*cap.path, "when", "question")
        if not name:
            continue
        question = mine.get(name)
        if question is None:
            yield unknown_word(document, path, name, "own_questions", list(mine))
        elif question.text("type") in ("date", "information"):
            yield document.fault(path, "content.rule.no_level", id=name, type=question.text("type"))
        else:
            yield from _test_faults(document, shelf, when, question)


def ladders_climb_one_rung_at_a_time(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """Rungs follow one another and do not lead above the scale; a ``ladder`` method has some."""
    ends = scale_of(document)
    for ladder in ladders(document):
        rungs = _whole_numbers(ladder)
        path, start = (*ladder.path, "rungs"), whole(ladder.values, "start")
        if ladder.text("method") == "ladder" and "rungs" not in ladder.values:
            yield document.fault(ladder.path, "content.rule.ladder_without_rungs")
        if any(after != before + 1 for before, after in pairwise(rungs)):
            yield document.fault(path, "content.rule.rungs_order")
        elif start is not None and ends and start + len(rungs) > ends[1]:
            n, highest = len(rungs), said(ends[1])
            yield document.fault(
                path, "content.rule.rungs_too_many", start=start, n=n, highest=highest
            )


def rungs_are_on_a_ladder(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """The rungs a question names are those of a ladder of the questionnaire; one can be failed."""
    known = sorted({rung for ladder in ladders(document) for rung in _whole_numbers(ladder)})
    listed = ", ".join(map(str, known))
    for question in questions(document):
        for path, rung in _rungs(question):
            if rung not in known:
                if known:
                    yield document.fault(path, "content.rule.rung_unknown", rung=rung, known=listed)
                else:
                    yield document.fault(path, "content.rule.no_ladder", rung=rung)
        tested = "fails" in question.values or "fails_when" in question.values
        if "control_points" in question.values and not tested:
            yield document.fault((*question.path, "control_points"), "content.rule.never_fails")


def overlaps_name_a_ladder(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """``overlaps`` of an action names a ladder of the questionnaire: the same work, counted once."""
    known = [ladder.text("id") for ladder in top(document).each("ladders")]
    for question in questions(document):
        action = question.below("action")
        name = action.text("overlaps")
        if name and name not in known:
            yield unknown_word(document, (*action.path, "overlaps"), name, "ladders", known)


def failing_answers_exist(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """``fails`` names answers of the question; ``fails_when`` bounds are numbers it accepts."""
    for question in questions(document):
        offered, fails = options_of(question), question.below("fails")
        for name in fails.values:
            if question.text("type") not in ("", "number") and name not in offered:
                yield unknown_word(document, (*fails.path, name), name, "options", offered)
        low, high = _range(document, question)
        for test in question.each("fails_when"):
            for key in ("below", "above"):
                bound = number(test.values, key)
                if bound is not None and not low <= bound <= high:
                    path = (*test.path, key)
                    yield document.fault(path, "content.rule.fail_bound", bound=str(bound))


def ladders(document: Document) -> Iterator[Place]:
    """Whatever has rungs to climb: ladders, and the scoring of the questionnaire and its parts."""
    yield from top(document).each("ladders")
    for part in (top(document), *parts(document)):
        if "scoring" in part.values:
            yield part.below("scoring")


def _test_faults(document: Document, shelf: Shelf, when: Place, question: Place) -> Iterator[Fault]:
    if option := when.text("answer"):
        path = (*when.path, "answer")
        yield from answer_fault(document, shelf, path, question.text("id"), option)
    if "older_than" in when.values and question.text("unit") != "months":
        path = (*when.path, "older_than")
        yield document.fault(path, "content.rule.cap_not_months", id=question.text("id"))


def _rungs(question: Place) -> Iterator[tuple[Path, int]]:
    """Each rung that a question names."""
    for point in question.each("control_points"):
        for at, rung in enumerate(_whole_numbers(point)):
            yield (*point.path, "rungs", at), rung
    fails = question.below("fails")
    named = [(fails, name) for name in fails.values]
    named += [(test, "rung") for test in question.each("fails_when")]
    for place, key in named:
        failed = whole(place.values, key)
        if failed is not None:
            yield (*place.path, key), failed


def _whole_numbers(place: Place) -> list[int]:
    rungs = place.values.get("rungs")
    return [rung for rung in rungs if isinstance(rung, int)] if isinstance(rungs, Items) else []


def _range(document: Document, question: Place) -> tuple[Fraction, Fraction]:
    """The numbers, or the levels, that an answer can be; nothing is out of a range that is not said."""
    if question.text("type") != "number":
        return scale_of(document) or _ANYTHING
    low, high = number(question.values, "min"), number(question.values, "max")
    return _ANYTHING if low is None or high is None else (low, high)
