"""The two embedded fonts: their widths, and what becomes of the signs they lack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

__all__ = ["BOLD", "REGULAR", "REPLACEMENT", "Face", "face", "printable"]

REGULAR = "CaREAssessSans-Regular"
BOLD = "CaREAssessSans-Bold"
REPLACEMENT = "\ufffd"
"""What is printed for a sign that the fonts lack: a question mark in a diamond."""

_BLANK_LINES = re.compile(r"\n{3,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Face:
    """One font. ``widths``: code point → thousandths of the size."""

    name: str
    widths: Mapping[int, float]

    def width(self, text: str, size: float) -> float:
        """The width of printable text, in points."""
        widths = self.widths
        return sum([widths[ord(sign)] for sign in text]) * size / 1000


@cache
def face(*, bold: bool = False) -> Face:
    """The face of that weight, registered with reportlab."""
    name = BOLD if bold else REGULAR
    with as_file(files(__package__) / "fonts" / f"{name}.ttf") as path:
        font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    STATE_DEFAULTS["fontName"] = (
        REGULAR  # else each drawing asks for Helvetica, which is not embedded
    )
    return Face(name, font.face.charWidths)


def printable(text: str) -> str:
    """The text with signs the fonts have: one REPLACEMENT for each other one that a reader would see.

    Line feeds stay (three and more blank lines become one); other spaces that may break become
    ordinary ones; invisible signs (joiners, marks of direction) go.
    """
    known = face().widths
    text = unicodedata.normalize("NFC", text)
    if "\n" in text or "\r" in text:
        text = _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, text.splitlines())))
    if not all(ord(sign) in known for sign in text) or _INVISIBLE.search(text):
        text = "".join([_shown(sign, known) for sign in text])
    return text


def _shown(sign: str, known: Mapping[int, float]) -> str:
    if ord(sign) in known and not _INVISIBLE.match(sign):
        return sign
    return _stand_in(sign)


@lru_cache(maxsize=4096)
def _stand_in(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in "\n\u2028\u2029":
        return "\n"
    if sign.isspace():
        return " "
    if category == "Cf" or category.startswith("M"):
        return ""
    known = face().widths
    plain = unicodedata.normalize("NFKC", sign)
    return plain if all(ord(one) in known for one in plain) else REPLACEMENT
