"""The report as a PDF: A4, fonts embedded, contents with page numbers, outline, tags; same report, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from threading import Lock

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from care_assess.report.blocks import (
    Bars,
    Beside,
    Block,
    Bullets,
    Contents,
    Heading,
    OnePage,
    PageBreak,
    Printed,
    Report,
    Run,
    Scale,
    Table,
    Tiles,
    Words,
    headings,
)
from care_assess.report.figures import bars_drawing, scale_drawing
from care_assess.report.fonts import REGULAR, face, printable
from care_assess.report.front import beside_piece, contents_lines, cover_pieces
from care_assess.report.grid import grid_piece
from care_assess.report.paging import FitPiece, Page, fit_piece, paginate, where_headings_are
from care_assess.report.palette import ACCENT, LINE
from care_assess.report.pieces import (
    Break,
    FigurePiece,
    Pen,
    Piece,
    Setting,
    draw_lines,
    heading_piece,
    list_piece,
    text_piece,
    tiles_piece,
)
from care_assess.report.tags import TaggedCanvas
from care_assess.report.typeset import one_line, width_of
from care_assess.text import translator

__all__ = ["write_pdf"]

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = 20 * mm
WIDTH = PAGE_WIDTH - 2 * LEFT
TOP = PAGE_HEIGHT - 25 * mm
BOTTOM = 21 * mm
ROOM = TOP - BOTTOM
COVER_TOP = PAGE_HEIGHT - 34 * mm

_RUNNING = Setting(size=7.8, leading=10, tone="muted")
_ONE_AT_A_TIME = Lock()  # reportlab's fonts cannot serve two documents at the same time


def write_pdf(report: Report, *, covered: bool = True) -> bytes:
    """The PDF of the report. The same report gives the same bytes, whenever and wherever it is written.

    ``covered`` False: the cover is left out, for what is one page.
    """
    with _ONE_AT_A_TIME:
        for bold in (False, True):
            face(bold=bold)  # registered before the first page asks for them
        cover = (
            fit_piece(lambda width: cover_pieces(report.cover, width), WIDTH, COVER_TOP - BOTTOM)
            if covered
            else None
        )
        pages = paginate(_pieces(report.blocks, report, WIDTH), ROOM)
        return _drawn(report, cover, pages)


def _pieces(blocks: Sequence[Block], report: Report, width: float) -> Iterator[Piece | Break]:
    for block in blocks:
        yield from _made(block, report, width)


def _made(block: Block, report: Report, width: float) -> Iterable[Piece | Break]:
    match block:
        case PageBreak():
            return (Break(),)
        case Contents():
            listed = (one for one in headings(report.blocks) if one.listed)
            return contents_lines(listed, width)
        case OnePage(inner):
            page = fit_piece(lambda wide: _whole(inner, report, wide), width, ROOM)
            return (Break(), page, Break())
        case other:
            return (_piece(other, width),)


def _whole(blocks: Sequence[Block], report: Report, width: float) -> Iterator[Piece]:
    return (piece for piece in _pieces(blocks, report, width) if not isinstance(piece, Break))


def _piece(block: Printed, width: float) -> Piece:
    piece: Piece
    match block:
        case Heading():
            piece = heading_piece(block, width)
        case Words():
            piece = text_piece(block.runs, block.style, width)
        case Bullets():
            piece = list_piece(block.items, width)
        case Table():
            piece = grid_piece(block, width)
        case Tiles():
            piece = tiles_piece(block.tiles, width)
        case Beside():
            piece = beside_piece(block, width)
        case Bars():
            piece = FigurePiece(drawing=bars_drawing(block, width), alt=block.alt)
        case Scale():
            piece = FigurePiece(drawing=scale_drawing(block, width), alt=block.alt)
    return piece


def _drawn(report: Report, cover: FitPiece | None, pages: Sequence[Page]) -> bytes:
    buffer = BytesIO()
    canvas = _canvas(buffer, report)
    first = 1 if cover is None else 2
    pen = Pen(canvas, where_headings_are(pages, first=first))
    if cover is not None:
        _draw_edge(canvas)
        cover.draw(pen, LEFT, COVER_TOP)
        canvas.showPage()
    for number, page in enumerate(pages, first):
        for placed in page:
            placed.piece.draw(pen, LEFT, TOP - placed.down)
        with canvas.artifact():
            _draw_running(canvas, report, number, len(pages) + first - 1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: BytesIO, report: Report) -> TaggedCanvas:
    title = one_line(printable(report.title))
    canvas = TaggedCanvas(
        buffer,
        title=title,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        initialFontName=REGULAR,
        lang="fr-FR" if report.lang == "fr" else "en-GB",
    )
    canvas.setTitle(title)
    canvas.setSubject(one_line(printable(report.subject)))
    for setter in (canvas.setAuthor, canvas.setCreator, canvas.setProducer):
        setter(report.cover.product)
    canvas.setDateFormatter(lambda *_: _pdf_date(report.day))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas


def _pdf_date(day: date) -> str:
    """The day of the assessment: the clock, and SOURCE_DATE_EPOCH, would change the bytes."""
    return f"D:{day:%Y%m%d}000000+00'00'"


def _draw_edge(canvas: TaggedCanvas) -> None:
    with canvas.artifact():
        canvas.setFillColor(HexColor(ACCENT))
        canvas.rect(0, 0, 6 * mm, PAGE_HEIGHT, stroke=0, fill=1)


def _draw_running(canvas: TaggedCanvas, report: Report, number: int, total: int) -> None:
    tr = translator(report.lang)
    canvas.setStrokeColor(HexColor(LINE))
    canvas.setLineWidth(0.5)
    for y in (PAGE_HEIGHT - 17 * mm, 15 * mm):
        canvas.line(LEFT, y, LEFT + WIDTH, y)
    _draw_ends(canvas, report.running, report.cover.restriction, PAGE_HEIGHT - 12.5 * mm)
    page = tr("report.page_of", page=number, total=total)
    _draw_ends(canvas, f"{report.cover.product} \u00b7 {report.cover.title}", page, 14 * mm)


def _draw_ends(canvas: TaggedCanvas, left: str, right: str, top: float) -> None:
    draw_lines(canvas, _RUNNING.lines((Run(left),), WIDTH)[:1], LEFT, top, _RUNNING)
    shift = WIDTH - width_of(right, _RUNNING.size)
    draw_lines(canvas, _RUNNING.lines((Run(right),), WIDTH)[:1], LEFT + shift, top, _RUNNING)
