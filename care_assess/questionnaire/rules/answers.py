"""Types of questions: levels, numbers and options that make a scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import get_args

from care_assess.errors import Fault
from care_assess.questionnaire.model import Cut, Kind, as_level
from care_assess.questionnaire.reading import CUT_WORDS, LEVEL_NAME, read_cut
from care_assess.questionnaire.shelf import (
    Place,
    Shelf,
    number,
    questions,
    said,
    scale_of,
    top,
    whole,
    words,
)
from care_assess.questionnaire.yamltext import Block, Document, Items
from care_assess.text import LANGUAGES

__all__ = [
    "answers_tell_apart",
    "bounds_hold_a_range",
    "cuts_are_ordered_within_bounds",
    "fields_belong_to_the_type",
    "options_make_a_scale",
    "texts_are_translated",
    "texts_speak_the_languages",
]

_NUMBER_FIELDS = ("unit", "min", "max", "decimals", "better", "cuts", "never")
_TYPES_OF: Mapping[str, tuple[str, ...]] = {
    "levels": ("level", "yes_partial_no", "number"),
    "options": ("choice", "multiple"),
    "ceiling": ("multiple",),
    "fails": ("level", "yes_partial_no", "choice"),
    "fails_when": ("level", "number"),
} | dict.fromkeys(_NUMBER_FIELDS, ("number",))
"""Field → the types of questions that have it."""
_SENTENCE = 4  # words from which a text is no mere name
_KINDS = get_args(Kind)


def fields_belong_to_the_type(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """``cuts`` of a level question, ``options`` of a number: nothing would read them."""
    for question in questions(document):
        kind = question.text("type")
        for key, kinds in _TYPES_OF.items():
            if kind in _KINDS and key in question.values and kind not in kinds:
                yield document.fault(
                    (*question.path, key),
                    "content.rule.field_of_type",
                    field=key,
                    type=kind,
                    types=", ".join(kinds),
                )


def bounds_hold_a_range(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """The smallest number allowed is below the largest."""
    for question in _numbers(document):
        low, high = number(question.values, "min"), number(question.values, "max")
        if low is not None and high is not None and low >= high:
            yield document.fault(
                (*question.path, "max"), "content.rule.bounds", min=said(low), max=said(high)
            )


def cuts_are_ordered_within_bounds(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """From level 1 to level 5 each cut asks for more than the one before, within min and max."""
    for question in _numbers(document):
        better, cuts = question.text("better"), list(_cuts(question))
        if better not in ("lower", "higher") or not cuts:
            continue
        first, last = said(Fraction(cuts[0][1].level)), said(Fraction(cuts[-1][1].level))
        for path, cut in cuts:
            yield from _cut_faults(document, question, path, cut, first)
        for (_, before), (path, cut) in pairwise(cuts):
            if not _asks_more(cut, before, better):
                level, lower = said(Fraction(cut.level)), said(Fraction(before.level))
                key, ways = f"content.rule.cut_order_{better}", {"first": first, "last": last}
                yield document.fault(path, key, level=level, before=lower, **ways)


def options_make_a_scale(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """A choice has a best and a worst option; those of a multiple can add up to its ceiling."""
    ends = scale_of(document)
    for question in questions(document):
        given = [number(option.values, "level") for option in question.each("options")]
        levels = [level for level in given if level is not None]
        if len(levels) < 2 or ends is None:
            continue
        path = (*question.path, "options")
        ceiling, total = number(question.values, "ceiling") or ends[1], _added(levels, ends[0])
        if question.text("type") == "choice" and len(set(levels)) == 1:
            yield document.fault(path, "content.rule.options_equal", level=said(levels[0]))
        if question.text("type") == "multiple" and total < ceiling:
            yield document.fault(
                path, "content.rule.options_short", total=said(total), ceiling=said(ceiling)
            )


def answers_tell_apart(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """No two answers of a question are worded alike."""
    for question in questions(document):
        first: dict[str, int] = {}
        levels = question.below("levels")
        worded = [levels.below(name) for name in levels.values]
        worded += [option.below("text") for option in question.each("options")]
        for answer in worded:
            text = answer.text("fr") or answer.text("en")
            said, line = text.strip().casefold(), document.line(answer.path)
            if said and said in first:
                yield document.fault(answer.path, "content.rule.answers_alike", first=first[said])
            first.setdefault(said, line)


def texts_are_translated(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """A sentence is not the same in both languages; a name may be."""
    for place in _texts(top(document)):
        french, english = place.text("fr"), place.text("en")
        if french == english and len(french.split()) >= _SENTENCE:
            yield document.fault((*place.path, "en"), "content.rule.not_translated")


def _added(levels: list[Fraction], lowest: Fraction) -> Fraction:
    """The level of all options together: each adds what it has above the lowest level."""
    return lowest + sum(level - lowest for level in levels)


def texts_speak_the_languages(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """Every text is in the languages that the questionnaire says it speaks: both, unless it says so."""
    whole_file = top(document)
    said = [word for _, word in words(whole_file.values, "languages")]
    wanted = said if "languages" in whole_file.values else LANGUAGES
    for place in _texts(whole_file):
        for lang in wanted:
            if lang in LANGUAGES and lang not in place.values:
                yield document.fault((*place.path, lang), f"content.shape.no_{lang}")


def _texts(place: Place) -> Iterator[Place]:
    """Every text, of one language or two, within a mapping."""
    if place.values.keys() & set(LANGUAGES):
        yield place
    for key, value in place.values.items():
        if key == "evidence_import":  # a block of another tool
            continue
        if isinstance(value, Block):
            yield from _texts(place.below(key))
        elif isinstance(value, Items):
            for item in place.each(key):
                yield from _texts(item)


def _cut_faults(
    document: Document, question: Place, path: tuple[str | int, ...], cut: Cut, first: str
) -> Iterator[Fault]:
    """What is wrong with one cut alone; ``first``: the lowest level that a cut gives."""
    bound, better, level = cut.bound, question.text("better"), said(Fraction(cut.level))
    if bound is None:
        if level != first:
            yield document.fault(path, "content.rule.cut_any", level=level, first=first)
        return
    wrong_way = "below" if better == "higher" else "above"
    if str(question.below("cuts").values[str(path[-1])]).startswith(wrong_way):
        yield document.fault(path, f"content.rule.cut_strict_{better}")
    low, high = number(question.values, "min"), number(question.values, "max")
    if low is not None and high is not None and low < high and not low <= bound <= high:
        yield document.fault(
            path, "content.rule.cut_outside", cut=said(bound), min=said(low), max=said(high)
        )
    decimals = whole(question.values, "decimals") or 0
    if 0 <= decimals <= 6 and (bound * 10**decimals).denominator != 1:
        yield document.fault(path, "content.rule.cut_decimals", cut=said(bound), decimals=decimals)


def _asks_more(cut: Cut, before: Cut, better: str) -> bool:
    """Whether fewer numbers reach ``cut`` than ``before``."""
    if cut.bound is None:
        return True  # said apart
    if before.bound is None:
        return True
    if cut.bound == before.bound:
        return cut.strict and not before.strict
    return (cut.bound > before.bound) == (better == "higher")


def _numbers(document: Document) -> Iterator[Place]:
    return (question for question in questions(document) if question.text("type") == "number")


def _cuts(question: Place) -> Iterator[tuple[tuple[str | int, ...], Cut]]:
    """The cuts that can be read, by level."""
    cuts = question.below("cuts")
    levels = {name: Fraction(name) for name in cuts.values if LEVEL_NAME.fullmatch(name)}
    for name, level in sorted(levels.items(), key=lambda one: one[1]):
        bound = cuts.values.get(name)
        worded = isinstance(bound, str) and CUT_WORDS.fullmatch(bound)
        if worded or number(cuts.values, name) is not None:
            yield (*cuts.path, name), read_cut(as_level(level), bound)
