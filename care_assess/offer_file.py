"""The catalogue of offers that was brought in, kept in the data folder; and the fictitious demonstration.

One catalogue at a time. What is kept is read again as it was the first time: by the same rules.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from care_assess.errors import ContentError, Refused
from care_assess.exchange.workbook import Row, Sheet
from care_assess.offers.model import FIELDS, Field, Offer, OfferCatalogue
from care_assess.offers.reading import read_offers
from care_assess.offers.table import read_table
from care_assess.paths import data_dir, write_whole
from care_assess.questionnaire import Reference

__all__ = ["demonstration", "keep", "kept", "remove"]

_FORMAT = "care-assess/offers/1"
_DEMO = "offres-fictives.csv"
_COLUMNS: dict[Field, str] = {name: name for name in FIELDS}


def kept(reference: Reference) -> OfferCatalogue | None:
    """The catalogue that was kept, if any. Raises Refused when its file can no longer be read."""
    file = _file()
    try:
        document = json.loads(file.read_bytes())
        if document["format"] != _FORMAT:
            raise ValueError(document["format"])
        rows = [
            Row(sheet="", number=number, cells=dict(texts), letters={})
            for number, texts in enumerate(document["offers"], 1)
        ]
        table = Sheet(name="", columns=FIELDS, rows=tuple(rows))
        offers = read_offers(file.name, table, _COLUMNS, reference)
        return OfferCatalogue(
            source=str(document["source"]), offers=offers, demo=document["demo"] is True
        )
    except FileNotFoundError:
        return None
    except (ContentError, OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Refused("offers.kept_broken", file=str(file)) from error


def keep(catalogue: OfferCatalogue) -> None:
    """Keep a catalogue in the place of the one that was there. Raises Refused when it cannot be written."""
    file = _file()
    document = {
        "format": _FORMAT,
        "source": catalogue.source,
        "demo": catalogue.demo,
        "offers": [_texts(offer) for offer in catalogue.offers],
    }
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, json.dumps(document, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise Refused("offers.not_writable", file=str(file)) from error


def remove() -> None:
    """Take the catalogue out; nothing when there is none. Raises Refused when its file cannot be erased."""
    file = _file()
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise Refused("offers.not_writable", file=str(file)) from error


def demonstration(reference: Reference) -> OfferCatalogue:
    """The demonstration catalogue: every offer in it is fictitious and says so."""
    data = (files("care_assess.demo") / _DEMO).read_bytes()
    table = read_table(_DEMO, data)
    return OfferCatalogue(
        source=_DEMO, offers=read_offers(_DEMO, table, _COLUMNS, reference), demo=True
    )


def _file() -> Path:
    return data_dir() / "offers.json"


def _texts(offer: Offer) -> dict[Field, str]:
    """An offer as the cells of a row."""
    return {
        "title": offer.title.fr,
        "title_en": offer.title.en,
        "body": offer.body,
        "provider": offer.provider,
        "function": offer.function,
        "topics": "; ".join(offer.topics),
        "words": "; ".join(offer.words),
        "price": offer.price,
        "url": offer.url,
        "id": offer.id,
    }
