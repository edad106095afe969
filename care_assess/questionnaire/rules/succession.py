"""A version after another: every question and answer of the version before has a place to go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from care_assess.errors import Fault
from care_assess.questionnaire.model import LEVELS, precedence
from care_assess.questionnaire.rules.conditions import options_of
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.schema import VERSION
from care_assess.questionnaire.shelf import Place, Shelf, block, questions, text, top, words
from care_assess.questionnaire.yamltext import Block, Document, Path

__all__ = [
    "a_version_follows_the_one_before",
    "answers_have_a_place_to_go",
    "former_questions_are_accounted_for",
    "ids_are_never_used_again",
    "replaces_names_former_questions",
]

_WAYS = ("rescaled", "split_from", "merged_from")
_LEVEL = re.compile(r"-?\d{1,6}(\.\d{1,6})?")


def a_version_follows_the_one_before(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """``follows`` is the version just before at hand; without it nothing is said of former questions."""
    values = top(document).values
    earlier = _earlier(document, shelf)
    before = max(earlier, key=precedence, default=None)
    follows = text(values, "follows")
    if before is None and follows:
        yield document.fault(
            ("follows",), "content.rule.follows_nothing", id=text(values, "id"), version=follows
        )
    elif before is not None and "follows" not in values:
        yield document.fault(("version",), "content.rule.follows_missing", version=before)
    elif before is not None and follows and follows != before:
        yield document.fault(
            ("follows",), "content.rule.follows_other", version=follows, before=before
        )
    if "follows" not in values:
        spoken = [top(document), *questions(document)]
        for place in spoken:
            for key in ("removed", "replaces"):
                if key in place.values:
                    yield document.fault(
                        (*place.path, key), "content.rule.follows_unsaid", field=key
                    )


def former_questions_are_accounted_for(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """A former question is still asked, or taken up by others, or removed with the reason: one of them."""
    former = _former(document, shelf)
    if not former:
        return
    asked = {question.text("id") for question in questions(document)}
    taken = {name for question in questions(document) for _, name in _sources(question)}
    removed = set()
    for place in top(document).each("removed"):
        name, path = place.text("id"), (*place.path, "id")
        if name and name not in former:
            yield unknown_word(document, path, name, "former_questions", list(former))
        elif name in asked or name in taken:
            yield document.fault(path, "content.rule.removed_and_kept", id=name)
        elif name in removed:
            yield document.fault(path, "content.rule.removed_twice", id=name)
        removed.add(name)
    follows = text(top(document).values, "follows")
    for name in former:
        if name not in asked | taken | removed:
            yield document.fault(
                ("follows",), "content.rule.question_lost", id=name, version=follows
            )


def ids_are_never_used_again(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """The id of a question that has gone is not given to another."""
    former = _former(document, shelf)
    earlier = _earlier(document, shelf)
    used: dict[str, str] = {}
    for version in sorted(earlier, key=precedence):
        used |= {question.text("id"): version for question in questions(earlier[version])}
    for question in questions(document):
        name = question.text("id")
        if former and name in used and name not in former:
            yield document.fault(
                (*question.path, "id"), "content.rule.id_used", id=name, version=used[name]
            )


def replaces_names_former_questions(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """``replaces`` says one thing, of questions that were there."""
    former = _former(document, shelf)
    for question in questions(document) if former else ():
        place = question.below("replaces")
        name, path = question.text("id"), (*question.path, "replaces")
        ways = [key for key in _WAYS if key in place.values]
        if "replaces" not in question.values:
            continue
        if "answers" in place.values and "rescaled" in ways:
            yield document.fault((*path, "answers"), "content.rule.replaces_answers")
        if question.text("replaces") not in ("same", "new") and len(ways) != 1:
            yield document.fault(path, "content.rule.replaces_one")
        elif (question.text("replaces") == "same" or ways == ["rescaled"]) and name not in former:
            yield document.fault(path, "content.rule.replaces_nothing", id=name)
        for source_path, source in _sources(question):
            if source not in former:
                yield unknown_word(document, source_path, source, "former_questions", list(former))


def answers_have_a_place_to_go(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Answers that are carried are answers of both versions; those that changed are mapped."""
    former = _former(document, shelf)
    follows = text(top(document).values, "follows")
    for question in questions(document):
        for name, path, answers in _carried(question, former):
            before = former[name]
            if answers is not None:
                yield from _map_faults(document, Place(path, answers), before, question)
            elif not _fits(before, question, said=question.text("replaces") == "same"):
                yield document.fault(path, "content.rule.answers_changed", id=name, version=follows)


def _carried(
    question: Place, former: Mapping[str, Place]
) -> Iterator[tuple[str, Path, Block | None]]:
    """Each former question whose answers are carried, and their map; None: as they are."""
    name, way, path = question.text("id"), question.below("replaces"), (*question.path, "replaces")
    answers = block(way.values, "answers")
    if question.text("replaces") == "new":
        return
    if not way.values:
        if name in former:
            yield name, path, None
    elif "rescaled" in way.values and name in former:
        yield name, (*path, "rescaled"), block(way.values, "rescaled")
    elif "split_from" in way.values and way.text("split_from") in former:
        if answers:
            yield way.text("split_from"), (*path, "answers"), answers
    elif way.text("rule") in ("lowest", "highest"):
        for _, source in words(way.values, "merged_from"):
            if source in former:
                own = block(answers, source) if source in answers else None
                yield source, (*path, "answers", source) if source in answers else path, own


def _map_faults(
    document: Document, answers: Place, before: Place, question: Place
) -> Iterator[Fault]:
    """Former answers that were none, and answers that are none now."""
    by_level = before.text("type") == "multiple" and question.text("type") != "multiple"
    known, offered = _named(before), options_of(question)
    if question.text("type") == "number" and question.values.get("never") is not True:
        offered = []
    for former, now in answers.values.items():
        path = (*answers.path, former)
        if former not in known and not (by_level and _LEVEL.fullmatch(former)):
            yield unknown_word(document, path, former, "former_answers", known)
        elif isinstance(now, Block):
            yield document.fault(path, "content.rule.answer_is_a_word")
        elif str(now) not in offered:
            yield unknown_word(document, path, str(now), "options", offered)


def _named(question: Place) -> list[str]:
    """The names of the answers of a question: of a number, the levels that are worded, and ``never``."""
    if question.text("type") != "number":
        return options_of(question)
    never = options_of(question) if question.values.get("never") is True else []
    return [*(question.below("levels").values or map(str, LEVELS)), *never]


def _fits(before: Place, question: Place, *, said: bool) -> bool:
    """Whether an answer to ``before`` answers ``question``; ``said``: options may have been added."""
    kind = question.text("type")
    if kind != before.text("type") or (kind == "number" and _unit(before) != _unit(question)):
        return False
    if kind not in ("level", "choice", "multiple"):
        return True
    former, now = set(options_of(before)), set(options_of(question))
    return former <= now if said else former == now


def _unit(question: Place) -> str:
    return question.text("unit")


def _sources(question: Place) -> Iterator[tuple[Path, str]]:
    """The former questions that a question takes up."""
    place = question.below("replaces")
    if name := place.text("split_from"):
        yield (*place.path, "split_from"), name
    for at, name in words(place.values, "merged_from"):
        yield (*place.path, "merged_from", at), name


def _former(document: Document, shelf: Shelf) -> Mapping[str, Place]:
    """The questions of the version that is followed, by id; none when it is not at hand."""
    follows = text(top(document).values, "follows")
    followed = _earlier(document, shelf).get(follows)
    if followed is None:
        return {}
    return {question.text("id"): question for question in questions(followed)}


def _earlier(document: Document, shelf: Shelf) -> Mapping[str, Document]:
    """The versions of the questionnaire at hand that are before this one."""
    name, version = (text(top(document).values, key) for key in ("id", "version"))
    if not VERSION.fullmatch(version):
        return {}
    versions = {
        text(top(other).values, "version"): other
        for other in shelf.documents
        if text(top(other).values, "id") == name
    }
    return {
        one: other
        for one, other in versions.items()
        if VERSION.fullmatch(one) and precedence(one) < precedence(version)
    }
