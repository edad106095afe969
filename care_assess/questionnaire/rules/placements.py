"""Where answers weigh in the scenarios: at steps, of questions and for scenarios that exist, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from care_assess.errors import Fault
from care_assess.questionnaire.model import precedence
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.schema import VERSION
from care_assess.questionnaire.shelf import Place, Shelf, blocks, questions, text, top, words
from care_assess.questionnaire.yamltext import Document

__all__ = [
    "a_question_is_at_a_step_once",
    "placed_questions_exist",
    "placed_questions_name_the_scenario",
    "questions_are_all_placed",
    "steps_are_those_of_the_scenario",
]

_WITHOUT_LEVEL = ("date", "information")


def steps_are_those_of_the_scenario(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Scenarios and steps are those of the vocabulary, questionnaires those at hand."""
    scenarios, at_hand = shelf.known("scenarios"), list(_versions(shelf))
    for name in top(document).below("scenarios").values:
        if name not in scenarios:
            yield unknown_word(document, ("scenarios", name), name, "scenarios", scenarios)
            continue
        steps = [text(step, "id") for _, step in blocks(shelf.entry("scenarios", name), "steps")]
        for step in top(document).below("scenarios", name).values:
            if step not in steps:
                yield unknown_word(document, ("scenarios", name, step), step, "steps", steps)
    for at, name in words(top(document).values, "questionnaires"):
        if name not in at_hand:
            path = ("questionnaires", at)
            yield unknown_word(document, path, name, "questionnaires", at_hand)


def placed_questions_exist(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Every placed question is there, and gives a level."""
    newest = _newest(shelf)
    for _, _, placement in _placements(document):
        name, path = placement.text("question"), (*placement.path, "question")
        if name and name not in newest:
            yield unknown_word(document, path, name, "questions", list(newest))
        elif name and (kind := newest[name].text("type")) in _WITHOUT_LEVEL:
            yield document.fault(path, "content.rule.placed_without_level", id=name, type=kind)


def placed_questions_name_the_scenario(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """A question weighs in a scenario only when its newest version names it."""
    newest = _newest(shelf)
    for scenario, _, placement in _placements(document):
        name = placement.text("question")
        if name in newest and scenario not in _named(newest[name]):
            path = (*placement.path, "question")
            yield document.fault(path, "content.rule.placed_unnamed", id=name, scenario=scenario)


def a_question_is_at_a_step_once(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """A question may be at several steps of a scenario, once at each."""
    first: dict[tuple[str, str, str], int] = {}
    for scenario, step, placement in _placements(document):
        path = (*placement.path, "question")
        key = (scenario, step, placement.text("question"))
        if key in first:
            yield document.fault(path, "content.rule.placed_twice", id=key[2], first=first[key])
        first.setdefault(key, document.line(path))


def questions_are_all_placed(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Each scenario that a question of the listed questionnaires names has it at one of its steps."""
    placed = {(scenario, one.text("question")) for scenario, _, one in _placements(document)}
    versions = _versions(shelf)
    for _, questionnaire in words(top(document).values, "questionnaires"):
        for name, question in _latest(versions.get(questionnaire, [])).items():
            for scenario in _named(question):
                if (scenario, name) not in placed:
                    path = ("scenarios", scenario)
                    yield document.fault(
                        path, "content.rule.not_placed", id=name, scenario=scenario
                    )


def _placements(document: Document) -> Iterator[tuple[str, str, Place]]:
    """Every placement with its scenario and its step."""
    scenarios = top(document).below("scenarios")
    for scenario in scenarios.values:
        steps = scenarios.below(scenario)
        for step in steps.values:
            for placement in steps.below(step).each("answers"):
                yield scenario, step, placement


def _named(question: Place) -> list[str]:
    return [scenario for _, scenario in words(question.values, "scenarios")]


def _versions(shelf: Shelf) -> Mapping[str, list[Document]]:
    """Questionnaire id → its files, from the earliest version to the newest."""
    found: dict[str, list[Document]] = {}
    readable = (one for one in shelf.documents if VERSION.fullmatch(_version(one)))
    for document in sorted(readable, key=lambda one: precedence(_version(one))):
        found.setdefault(top(document).text("id"), []).append(document)
    return found


def _version(document: Document) -> str:
    return top(document).text("version")


def _latest(documents: list[Document]) -> Mapping[str, Place]:
    """Question id → the question as it was last asked."""
    return {place.text("id"): place for document in documents for place in questions(document)}


def _newest(shelf: Shelf) -> Mapping[str, Place]:
    return {
        name: place
        for documents in _versions(shelf).values()
        for name, place in _latest(documents).items()
    }
