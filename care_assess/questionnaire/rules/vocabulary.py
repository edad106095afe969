"""Words that must be in the shared vocabulary: owners, topics, axes, references and the like."""

from __future__ import annotations

from collections.abc import Iterator

from care_assess.errors import Fault, Message
from care_assess.questionnaire.schema import closest
from care_assess.questionnaire.shelf import Place, Shelf, questions, top, words
from care_assess.questionnaire.yamltext import Document, Path

__all__ = ["unknown_word", "words_are_in_the_vocabulary"]

_OF_QUESTIONNAIRE = {"axis": "axes"}
_OF_QUESTION = {
    "answered_by": "owners",
    "axis": "axes",
    "unit": "units",
    "topics": "topics",
    "scenarios": "scenarios",
    "references": "references",
}
_OF_ACTION = {"owner": "owners", "function": "functions", "resources": "resources"}
_OF_CAP = {"topic": "topics"}

_NUMBERED = (
    "questions",
    "own_questions",
    "former_questions",
)  # GOV-99 is near GOV-09 without being meant for it
_LISTED = 15  # known words that fit in a sentence


def words_are_in_the_vocabulary(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Every field that names an entry of reference.yaml names one that is there."""
    yield from _unknown(document, shelf, top(document), _OF_QUESTIONNAIRE)
    for cap in top(document).each("caps"):
        yield from _unknown(document, shelf, cap, _OF_CAP)
    for question in questions(document):
        yield from _unknown(document, shelf, question, _OF_QUESTION)
        yield from _unknown(document, shelf, question.below("action"), _OF_ACTION)


def unknown_word(document: Document, path: Path, word: str, kind: str, known: list[str]) -> Fault:
    """The fault of a word that ``known`` does not have, with the nearest word or the whole list."""
    named = Message(f"content.vocabulary.{kind}")
    if kind in _NUMBERED:
        return document.fault(path, "content.rule.word_unknown", word=word, kind=named)
    if meant := closest(word, known):
        return document.fault(path, "content.rule.word_close", word=word, kind=named, meant=meant)
    if 0 < len(known) <= _LISTED:
        listed = ", ".join(known)
        return document.fault(path, "content.rule.word_listed", word=word, kind=named, known=listed)
    return document.fault(path, "content.rule.word_unknown", word=word, kind=named)


def _unknown(
    document: Document, shelf: Shelf, place: Place, fields: dict[str, str]
) -> Iterator[Fault]:
    for key, kind in fields.items():
        known = shelf.known(kind)
        for path, word in _named(place, key):
            if word and known and word not in known:
                yield unknown_word(document, path, word, kind, known)


def _named(place: Place, key: str) -> Iterator[tuple[Path, str]]:
    """The word of a field, or each word of its list."""
    yield (*place.path, key), place.text(key)
    for at, word in words(place.values, key):
        yield (*place.path, key, at), word
