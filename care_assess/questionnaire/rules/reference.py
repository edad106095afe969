"""The shared vocabulary: whole, and true to itself."""

from __future__ import annotations

from collections.abc import Iterator

from care_assess.errors import Fault, Message
from care_assess.questionnaire.model import AXES, OUTSIDE, TOPICS
from care_assess.questionnaire.rules.conditions import parts, profile_faults
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.shelf import Place, Shelf, block, top, whole, words
from care_assess.questionnaire.yamltext import Document

__all__ = [
    "computed_facts_have_their_source",
    "effort_bands_hold_a_range",
    "the_vocabulary_is_true_to_itself",
    "the_vocabulary_is_whole",
]

_PARTS = {
    "version": (),
    "levels": (),
    "units": (),
    "topics": (*TOPICS, OUTSIDE),
    "axes": AXES,
    "owners": (),
    "functions": (),
    "effort": (),
    "resources": (),
    "references": (),
    "scenarios": (),
    "profile": (),
}
"""What a vocabulary must have, all its files together, and the entries it cannot do without."""


def the_vocabulary_is_whole(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Every part is there, and every topic and axis has its words."""
    for part, needed in _PARTS.items():
        entries = shelf.vocabulary.get(part)
        if entries is None:
            hint = Message(f"content.vocabulary.{part}")
            yield document.fault((part,), "content.shape.missing", name=part, hint=hint)
            continue
        for name in needed:
            if isinstance(entries, dict) and name not in entries:
                hint = Message("content.hint.entry")
                yield document.fault((part, name), "content.shape.missing", name=name, hint=hint)


def the_vocabulary_is_true_to_itself(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """Each part names resources, owners, topics, references and facts that exist."""
    vocabulary = top(document)
    for name in block(vocabulary.values, "resources"):
        yield from _unknown_owners(document, shelf, vocabulary.below("resources", name))
    for name in block(vocabulary.values, "topics"):
        yield from _unknown(document, shelf, vocabulary.below("topics", name), "resources")
    for duty in vocabulary.each("obligations"):
        yield from _unknown(document, shelf, duty, "references")
        topic, known = duty.text("topic"), [*shelf.known("topics"), OUTSIDE]
        if topic and topic not in known:
            yield unknown_word(document, (*duty.path, "topic"), topic, "topics", known)
        for part in parts(duty.below("applies_if")):
            yield from profile_faults(document, shelf, part)
    for name in block(vocabulary.values, "readiness"):
        table = vocabulary.below("readiness", name)
        for part in parts(table.below("applies_if")):
            yield from profile_faults(document, shelf, part)
        for line in table.each("lines"):
            yield from _unknown(document, shelf, line, "references")


def computed_facts_have_their_source(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """``derived: "legal_status=public"`` names a fact chosen from a list, and options of it."""
    profile = top(document).below("profile")
    for name in profile.values:
        fact = profile.below(name)
        source, _, values = fact.text("derived").partition("=")
        path = (*fact.path, "derived")
        if values and shelf.entry("profile", source).get("type") != "choice":
            yield document.fault(path, "content.rule.derived_source", key=source)
        elif values:
            offered = list(block(shelf.entry("profile", source), "options"))
            for value in values.split("|"):
                if value not in offered:
                    yield unknown_word(document, path, value, "options", offered)
        if fact.text("type") == "choice" and not block(fact.values, "options"):
            hint = Message("content.hint.entries")
            yield document.fault(
                (*fact.path, "options"), "content.shape.missing", name="options", hint=hint
            )


def effort_bands_hold_a_range(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """The fewest days of an effort are not above the most."""
    bands = top(document).below("effort")
    for name in bands.values:
        band = bands.below(name)
        low, high = whole(band.values, "days_min"), whole(band.values, "days_max")
        if low is not None and high is not None and low > high:
            yield document.fault(
                (*band.path, "days_max"), "content.rule.bounds", min=str(low), max=str(high)
            )


def _unknown_owners(document: Document, shelf: Shelf, resource: Place) -> Iterator[Fault]:
    known = shelf.known("owners")
    for owner in block(resource.values, "packages"):
        if owner not in known:
            path = (*resource.path, "packages", owner)
            yield unknown_word(document, path, owner, "owners", known)


def _unknown(document: Document, shelf: Shelf, place: Place, kind: str) -> Iterator[Fault]:
    known = shelf.known(kind)
    for at, word in words(place.values, kind):
        if word not in known:
            yield unknown_word(document, (*place.path, kind, at), word, kind, known)
