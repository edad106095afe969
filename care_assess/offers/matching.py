"""Which offers could serve an action, why, and in which order.

An offer serves an action when it shares a word with it and, besides, has the same function, shares one of
the six topics or shares a second word. One that lists no words of its own serves it also by its function
and a topic together. [Our proposal.] What an offer does not say speaks neither for nor against it. The
list outside the six topics is no topic: what is in it has nothing else in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from care_assess.offers.model import BODIES, Offer
from care_assess.offers.words import fold, significant
from care_assess.plan import PlannedAction
from care_assess.questionnaire import TOPICS

__all__ = ["Match", "Matcher", "by_body"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """An offer that could serve an action, and why.

    ``function``: it has the same; ``topics``: those in common; ``words``: those in common, as the offer
    writes them, in alphabetical order.
    """

    offer: Offer
    function: bool
    topics: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether this is worth proposing."""
        if self.words:
            return self.function or bool(self.topics) or len(self.words) > 1
        return self.function and bool(self.topics) and not self.offer.words

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Most kinds of reasons first, then most words, then most topics, then by title, then by id: a total order."""
        kinds = self.function + bool(self.topics) + bool(self.words)
        title = fold(self.offer.title.fr)
        return -kinds, -len(self.words), -len(self.topics), title, self.offer.id


class Matcher:
    """The offers of a catalogue, ready to be matched. ``stop_words``: folded words that say nothing."""

    def __init__(self, offers: Iterable[Offer], stop_words: AbstractSet[str]) -> None:
        self._stop_words = stop_words
        self._offers = tuple(offers)
        self._words = tuple(self._words_of(one) for one in self._offers)
        self._wordless = {place for place, one in enumerate(self._offers) if not one.words}
        self._holding: dict[str, set[int]] = {}
        for place, words in enumerate(self._words):
            for word in words:
                self._holding.setdefault(word, set()).add(place)

    def matches(self, action: PlannedAction) -> tuple[Match, ...]:
        """The offers that could serve ``action``, the best first."""
        sought = tuple(
            significant(text, self._stop_words).keys() for text in (action.text.fr, action.text.en)
        )
        places = self._wordless.union(
            *(self._holding.get(word, ()) for words in sought for word in words)
        )
        found = (self._match(action, sought, place) for place in places)
        return tuple(sorted((one for one in found if one.enough), key=lambda one: one.order))

    def _match(
        self, action: PlannedAction, sought: Iterable[AbstractSet[str]], place: int
    ) -> Match:
        """``sought``: the words of the action in each language: those in common are of the one that has most."""
        offer, words = self._offers[place], self._words[place]
        shared = max((words.keys() & some for some in sought), key=len)
        return Match(
            offer=offer,
            function=offer.function == action.function,
            topics=tuple(one for one in TOPICS if one in action.topics and one in offer.topics),
            words=tuple(sorted((words[one] for one in shared), key=lambda one: (fold(one), one))),
        )

    def _words_of(self, offer: Offer) -> Mapping[str, str]:
        """The words of an offer: those it lists, then those of its title."""
        text = "\n".join((*offer.words, offer.title.fr, offer.title.en))
        return significant(text, self._stop_words)


def by_body(offers: Iterable[Offer]) -> Mapping[str, tuple[Offer, ...]]:
    """The offers of each buying body: those that hospitals use most first, then the others by name."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        found.setdefault(offer.body, []).append(offer)

    def order(body: str) -> tuple[int, str, str]:
        return BODIES.index(body) if body in BODIES else len(BODIES), fold(body), body

    return {body: tuple(found[body]) for body in sorted(found, key=order)}
