"""Bilingual text, the interface catalogue, and numbers and dates as French readers write them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from care_assess.errors import CareError, Message

__all__ = [
    "LANGUAGES",
    "NBSP",
    "NNBSP",
    "Lang",
    "Number",
    "Sentences",
    "Text",
    "Translator",
    "catalogue",
    "folded",
    "format_date",
    "format_number",
    "format_percent",
    "format_time",
    "french_spacing",
    "round_half_up",
    "translator",
]

Lang: TypeAlias = Literal["fr", "en"]
LANGUAGES: tuple[Lang, ...] = ("fr", "en")
Number: TypeAlias = int | float | Fraction | Decimal

_LOCALES = "care_assess.locales"
NBSP = "\u00a0"
NNBSP = "\u202f"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in French and, when translated, in English; French stands in for what is missing."""

    fr: str
    en: str = ""

    def __call__(self, lang: Lang) -> str:
        """The text in ``lang``, in French when there is no translation."""
        return self.en if lang == "en" and self.en else self.fr


def french_spacing(text: str) -> str:
    """Put a no-break space (U+00A0) before ``? ! ; : %`` and inside « » where an ordinary one stands."""
    for sign in "?!;:%»":
        text = text.replace(f" {sign}", f"{NBSP}{sign}")
    return text.replace("« ", f"«{NBSP}")


def round_half_up(value: Number, decimals: int) -> Decimal:
    """``value`` rounded half-up (away from zero at the half) to ``decimals`` ≥ 0 digits, exactly."""
    exact = Fraction(value)
    scale = Decimal(10) ** decimals
    magnitude = int((abs(exact) * int(scale) * 2 + 1) // 2)
    return Decimal(-magnitude if exact < 0 else magnitude) / scale


def format_number(value: Number, lang: Lang, decimals: int = 1) -> str:
    """``2.05`` → ``2,1`` (fr) or ``2.1`` (en); thousands apart by U+202F (fr) or a comma (en)."""
    written = f"{round_half_up(value, decimals):,.{decimals}f}"
    if lang == "fr":
        return written.replace(",", NNBSP).replace(".", ",")
    return written


def format_percent(share: Number, lang: Lang, decimals: int = 0) -> str:
    """A share in [0, 1] as ``94 %`` (fr) or ``94%`` (en)."""
    written = format_number(Fraction(share) * 100, lang, decimals)
    return f"{written}{NBSP}%" if lang == "fr" else f"{written}%"


def format_date(day: date, lang: Lang) -> str:
    """``23/11/2026`` in French, ``23 Nov 2026`` in English (no day/month ambiguity)."""
    if lang == "fr":
        return f"{day:%d/%m/%Y}"
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def folded(name: str) -> str:
    """A name as it is compared: spaces and case tell nothing apart."""
    return " ".join(name.split()).casefold()


def format_time(moment: datetime) -> str:
    """``14:02``, in the time zone that ``moment`` carries."""
    return f"{moment:%H:%M}"


@dataclass(frozen=True, slots=True)
class Translator:
    """Sentences of the interface in one language.

    ``tr("home.start")`` gives the sentence, ``tr("form.left", n=3)`` fills ``{n}`` in. A sentence with
    ``one`` and ``other`` forms is chosen by the parameter ``n`` (French: 0 and 1 are singular).
    Raises KeyError for an unknown key: a test walks every key used.
    """

    lang: Lang
    entries: Mapping[str, Mapping[str, object]]

    def __call__(self, key: str, /, **params: object) -> str:
        form = self.entries[key][self.lang]
        if isinstance(form, Mapping):
            amount = params.get("n", 2)
            single = isinstance(amount, int) and (amount < 2 if self.lang == "fr" else amount == 1)
            form = form["one" if single else "other"]
        text = str(form)
        return text.format_map(params) if params else text

    def message(self, message: Message) -> str:
        """The sentence of a message, its nested messages first and its exact numbers as figures."""
        return self(
            message.key, **{name: self._said(value) for name, value in message.params.items()}
        )

    def error(self, error: CareError) -> str:
        """The sentence of an error."""
        return self.message(error.message)

    def _said(self, value: object) -> object:
        match value:
            case Message():
                return self.message(value)
            case Fraction():
                exact = (n for n in range(7) if (value * 10**n).denominator == 1)
                return self.number(value, next(exact, 6))
        return value

    def text(self, text: Text) -> str:
        """A content text in this language."""
        return text(self.lang)

    def number(self, value: Number, decimals: int = 1) -> str:
        """See :func:`format_number`."""
        return format_number(value, self.lang, decimals)

    def figure(self, value: Number) -> str:
        """A level or a weight: whole when it is, else two decimals."""
        return self.number(value, 0 if Fraction(value).denominator == 1 else 2)

    def percent(self, share: Number, decimals: int = 0) -> str:
        """See :func:`format_percent`."""
        return format_percent(share, self.lang, decimals)

    def date(self, day: date) -> str:
        """See :func:`format_date`."""
        return format_date(day, self.lang)


class Sentences(Mapping[str, Mapping[str, object]]):
    """All sentences of the interface: ``area.name`` → language → sentence or its plural forms.

    They are in ``locales/<area>.toml``, one file an area, read when one of its sentences is asked for; a
    dotted TOML key gives a dotted name.
    """

    def __init__(self) -> None:
        self._read: dict[str, Mapping[str, object]] = {}
        self._areas: set[str] = set()

    def __getitem__(self, key: str) -> Mapping[str, object]:
        found = self._read.get(key)
        if found is None:
            self._look_into(key.partition(".")[0])
            found = self._read[key]
        return found

    def __iter__(self) -> Iterator[str]:
        for resource in files(_LOCALES).iterdir():
            if resource.name.endswith(".toml"):
                self._look_into(resource.name.removesuffix(".toml"))
        return iter(dict(self._read))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _look_into(self, area: str) -> None:
        file = files(_LOCALES) / f"{area}.toml"
        if area not in self._areas and file.is_file():
            _flatten(area, tomllib.loads(file.read_text("utf-8")), self._read)
            self._areas.add(area)


@cache
def catalogue() -> Sentences:
    """All sentences of the interface."""
    return Sentences()


@cache
def translator(lang: Lang) -> Translator:
    """The translator of ``lang``."""
    return Translator(lang, catalogue())


def _flatten(
    prefix: str, table: Mapping[str, object], into: dict[str, Mapping[str, object]]
) -> None:
    for name, value in table.items():
        if not isinstance(value, Mapping):
            raise TypeError(f"{prefix}.{name}: a sentence needs its languages")
        if "fr" in value:
            into[f"{prefix}.{name}"] = value
        else:
            _flatten(f"{prefix}.{name}", value, into)
