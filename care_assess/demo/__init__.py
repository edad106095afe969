"""Three fictitious establishments, two dates each: what the product looks like once used."""

from __future__ import annotations

from importlib.resources import files

from care_assess.answers import Sheet
from care_assess.questionnaire import Catalogue
from care_assess.sheet import read_sheet

__all__ = ["demo_sheets"]


def demo_sheets(catalogue: Catalogue) -> tuple[tuple[str, Sheet], ...]:
    """The demonstration sheets by name (``ch-de-valmont-2025``), in the order of names.

    Raises SheetError when the catalogue does not fit them.
    """
    resources = sorted(files("care_assess.demo").iterdir(), key=lambda one: one.name)
    return tuple(
        (one.name.removesuffix(".yaml"), read_sheet(one.name, one.read_bytes(), catalogue))
        for one in resources
        if one.name.endswith(".yaml")
    )
