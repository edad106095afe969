"""What people type about an assessment, as it is kept and compared."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from care_assess.answers import LONGEST_COMMENT, LONGEST_NAME, Organisation, clean_text
from care_assess.errors import Refused

__all__ = ["as_typed", "checked_author", "checked_organisation", "checked_perimeter"]


def checked_organisation(organisation: Organisation) -> Organisation:
    """The organisation as it is kept. Raises Refused without a name, or with one too long."""
    name = _line(organisation.name)
    if not name:
        raise Refused("assessments.name_missing")
    ght = _line(organisation.ght or "")
    if max(len(name), len(ght)) > LONGEST_NAME:
        raise Refused("assessments.name_too_long", limit=LONGEST_NAME)
    return replace(
        organisation,
        name=name,
        ght=ght or None,
        finess=_line(organisation.finess or "") or None,
        profile=dict(organisation.profile),
    )


def checked_perimeter(text: str) -> str:
    """The perimeter as it is kept. Raises Refused when it is too long."""
    text = clean_text(text)
    if len(text) > LONGEST_COMMENT:
        raise Refused("assessments.perimeter_too_long", limit=LONGEST_COMMENT)
    return text


def checked_author(name: str) -> str:
    """The name of who answers, as it is kept: on one line, cut when it is too long."""
    return _line(name)[:LONGEST_NAME]


def as_typed(name: str) -> str:
    """A name without what a keyboard cannot tell: kinds of spaces, and accents written as two signs."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
