"""What an offer is, and the fields of which a catalogue file gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from care_assess.text import Text

__all__ = ["BODIES", "FIELDS", "REQUIRED", "Field", "Offer", "OfferCatalogue"]

Field: TypeAlias = Literal[
    "title", "title_en", "body", "provider", "function", "topics", "words", "price", "url", "id"
]
FIELDS: tuple[Field, ...] = get_args(Field)
REQUIRED: tuple[Field, ...] = ("title", "body")

BODIES = ("CAIH", "RESAH", "CAHPP", "UniHA", "UGAP")
"""The buying bodies that hospitals use most; a catalogue may name any other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One offer, as its catalogue tells it; nothing in it is ours.

    ``id``: unique in the catalogue. ``body``: the buying body. ``function``: one of the five of the
    vocabulary, or "". ``topics``: ids of topics. ``price``: as given, any text. What is not given is empty.
    """

    id: str
    title: Text
    body: str
    provider: str = ""
    function: str = ""
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    price: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferCatalogue:
    """The offers of one file. ``source``: its name; ``demo``: it is our fictitious demonstration."""

    source: str
    offers: tuple[Offer, ...]
    demo: bool = False
