"""Text into lines of a given width: the breaking of French and English, of paths and of endless words.

A line may break at an ordinary space, after a slash between two letters, and after a
hyphen before a small one ("rendez-vous", not "CERT-FR"). No-break spaces
(U+00A0, U+202F) never break; reportlab's own paragraphs break at U+202F, and read text as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from care_assess.report.blocks import Run, Tone
from care_assess.report.fonts import face, printable

__all__ = ["Line", "Segment", "break_lines", "one_line", "shorten", "width_of"]

_CHUNK = re.compile(r"[^ ]* *")
_WITHIN = re.compile(r"(?<=[^\W\d_]/)(?=[^\W\d_])|(?<=[^\W\d_]-)(?=[a-z\u00df-\u00ff])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_ROUNDING = 0.01  # points: a line measured in two ways may differ by that


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line in one weight and tone, ``x`` points from its left."""

    x: float
    text: str
    bold: bool
    tone: Tone


Line: TypeAlias = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What no line may break, with the spaces after it: (text, bold, tone) parts."""

    parts: tuple[tuple[str, bool, Tone], ...]
    solid: float
    full: float


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of printable text, in points."""
    return face(bold=bold).width(text, size)


def shorten(text: str, length: int) -> str:
    """The text on one line, cut with an ellipsis, at a space if it can be, when longer than ``length`` characters."""
    text = one_line(text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:.') or cut}…"


def one_line(text: str) -> str:
    """The text without line feeds nor double spaces; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def break_lines(runs: tuple[Run, ...], width: float, size: float) -> tuple[Line, ...]:
    """The lines of the runs, none wider than ``width`` points; at least one, perhaps empty."""
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        lines += _filled(paragraph, width, size)
    return tuple(lines)


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[list[Run]]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = printable(run.text).split("\n")
        paragraph.append(Run(first, run.bold, run.tone))
        for other in others:
            yield paragraph
            paragraph = [Run(other, run.bold, run.tone)]
    yield paragraph


def _filled(paragraph: list[Run], width: float, size: float) -> Iterator[Line]:
    line: list[_Chunk] = []
    used = 0.0
    for chunk in _chunks(paragraph, size):
        if line and used + chunk.solid > width + _ROUNDING:
            yield _segments(line, size)
            line, used = [], 0.0
        if chunk.solid > width:
            *whole, last = _chopped(chunk, width, size)
            yield from (_segments([piece], size) for piece in whole)
        else:
            last = chunk
        line.append(last)
        used += last.full
    yield _segments(line, size)


def _chunks(paragraph: list[Run], size: float) -> Iterator[_Chunk]:
    parts: list[tuple[str, bool, Tone]] = []
    for run in paragraph:
        for found in _CHUNK.findall(run.text):
            *heads, tail = _WITHIN.split(found) if "-" in found or "/" in found else (found,)
            for head in heads:
                yield _chunk([*parts, (head, run.bold, run.tone)], size)
                parts = []
            if tail:
                parts.append((tail, run.bold, run.tone))
            if tail.endswith(" "):
                yield _chunk(parts, size)
                parts = []
    if parts:
        yield _chunk(parts, size)


def _chunk(parts: list[tuple[str, bool, Tone]], size: float) -> _Chunk:
    full = sum(width_of(text, size, bold=bold) for text, bold, _ in parts)
    last, bold, _ = parts[-1]
    trailing = last[len(last.rstrip(" ")) :]
    return _Chunk(tuple(parts), full - width_of(trailing, size, bold=bold), full)


def _chopped(chunk: _Chunk, width: float, size: float) -> list[_Chunk]:
    """A word wider than the line, cut wherever it must be."""
    pieces: list[_Chunk] = []
    parts: list[tuple[str, bool, Tone]] = []
    used = 0.0
    for text, bold, tone in chunk.parts:
        start = 0
        for position, sign in enumerate(text):
            step = width_of(sign, size, bold=bold)
            if used + step > width and sign != " " and (position > start or parts):
                pieces.append(_chunk([*parts, (text[start:position], bold, tone)], size))
                parts, start, used = [], position, 0.0
            used += step
        parts.append((text[start:], bold, tone))
    return [*pieces, _chunk(parts, size)]


def _segments(line: list[_Chunk], size: float) -> Line:
    merged: list[tuple[str, bool, Tone]] = []
    for chunk in line:
        for text, bold, tone in chunk.parts:
            if merged and merged[-1][1:] == (bold, tone):
                merged[-1] = (merged[-1][0] + text, bold, tone)
            else:
                merged.append((text, bold, tone))
    if merged:
        text, bold, tone = merged[-1]
        merged[-1] = (text.rstrip(" "), bold, tone)
    placed: list[Segment] = []
    x = 0.0
    for text, bold, tone in merged:
        if text:
            placed.append(Segment(x, text, bold, tone))
            x += width_of(text, size, bold=bold)
    return tuple(placed)
