"""Lines and pages: nothing wider than its column, nothing alone, nothing lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from care_assess.report.blocks import Bullets, Column, Heading, Level, Run, Table, Words, plain
from care_assess.report.fonts import REPLACEMENT, face, printable
from care_assess.report.grid import grid_piece
from care_assess.report.paging import FitPiece, fit_piece, paginate
from care_assess.report.pdf import ROOM, WIDTH, _pieces
from care_assess.report.pieces import Break, TextPiece, heading_piece, list_piece, text_piece
from care_assess.report.typeset import break_lines, shorten, width_of


def lines(text: str, width: float = 100, size: float = 10) -> list[str]:
    return [
        "".join(segment.text for segment in line) for line in break_lines((Run(text),), width, size)
    ]


def right_edge(line, size: float) -> float:
    return max((one.x + width_of(one.text, size, bold=one.bold) for one in line), default=0.0)


# Lines


def test_lines_break_at_spaces():
    assert lines("Les sauvegardes sont testées") == ["Les sauvegardes sont", "testées"]


def test_lines_never_break_at_no_break_spaces():
    text = "aaa aaa aaa aaa 12\u202f500\u00a0€"
    assert lines(text, 90) == ["aaa aaa aaa aaa", "12\u202f500\u00a0€"]


def test_lines_may_break_after_a_hyphen_or_a_slash_between_letters():
    assert lines("un rendez-vous", 60) == ["un rendez-", "vous"]
    assert lines("question GOV-22", 60) == ["question", "GOV-22"]
    assert lines("fiches du CERT-FR", 60) == ["fiches du", "CERT-FR"]
    room = width_of("médecins et/", 10)
    assert lines("médecins et/ou", room) == ["médecins et/", "ou"]


def test_an_endless_word_is_cut_where_it_must():
    broken = lines("x" * 100)
    assert "".join(broken) == "x" * 100
    assert len(broken) > 4


def test_a_word_in_two_weights_stays_whole():
    runs = (Run("aaaa aaaa aaaa "), Run("gras", bold=True), Run(", suite"))
    first, second = break_lines(runs, 80, 10)
    assert [one.text for one in first] == ["aaaa aaaa aaaa"]
    assert [(one.text, one.bold) for one in second] == [("gras", True), (", suite", False)]


def test_line_feeds_are_kept_and_many_become_one_blank_line():
    assert lines("un\ndeux\n\n\n\n\ntrois") == ["un", "deux", "", "trois"]


@given(
    st.lists(st.tuples(st.text(max_size=60), st.booleans()), min_size=1, max_size=5),
    st.floats(20, 300),
)
def test_no_line_is_wider_than_its_column(parts, width):
    runs = tuple(Run(text, bold=bold) for text, bold in parts)
    for line in break_lines(runs, width, 9):
        assert right_edge(line, 9) <= width + 0.02


@given(st.text(max_size=200), st.floats(20, 300))
def test_no_sign_is_lost_between_lines(text, width):
    shown = "".join(lines(text, width, 9))
    assert shown.replace(" ", "") == printable(text).replace("\n", "").replace(" ", "")


@given(st.text(max_size=300), st.integers(5, 100))
def test_a_shortened_text_is_short_and_on_one_line(text, length):
    short = shorten(text, length)
    assert len(short) <= length
    assert "\n" not in short


def test_a_text_is_shortened_at_a_space():
    assert shorten("Une phrase bien trop longue, vraiment", 30) == "Une phrase bien trop longue…"
    assert shorten("Une phrase", 29) == "Une phrase"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"


# Signs


@given(st.text())
def test_what_is_printed_is_in_the_fonts(text):
    known = face().widths.keys() & face(bold=True).widths.keys()
    assert {ord(sign) for sign in printable(text)} <= known | {ord("\n")}


def test_signs_without_a_glyph_are_replaced_one_by_one():
    assert printable("a👍b漢字") == f"a{REPLACEMENT}b{REPLACEMENT}{REPLACEMENT}"


def test_signs_that_say_the_same_in_plain_letters_are_said_so():
    assert printable("ｆin ℻ ㎏") == "fin FAX kg"
    assert printable("e\u0301te\u0301") == "été"


def test_marks_of_direction_and_joiners_leave_no_trace():
    assert printable("\u202egnp.exe\u202c a\u200bb\ufeffc\u00add") == "gnp.exe abcd"


# Pages


def table(*texts: str) -> Table:
    columns = (Column(title="Réf.", width=1), Column(title="Texte", width=5))
    rows = tuple(((plain(f"R{n}"),), (plain(text),)) for n, text in enumerate(texts))
    return Table(columns=columns, rows=rows)


def heading(text: str = "Titre") -> TextPiece:
    return heading_piece(Heading(level=2, text=text, id=text), WIDTH)


def paragraph(text: str) -> TextPiece:
    return text_piece(plain(text), "body", WIDTH)


def bottoms(page) -> float:
    return max(placed.down + placed.piece.height for placed in page)


def test_a_heading_goes_to_the_next_page_with_what_it_heads():
    filler = paragraph("mot " * 40)
    first, second = paginate([filler, heading(), paragraph("suite")], filler.height + 40)
    assert [placed.piece for placed in first] == [filler]
    assert len(second) == 2


def test_headings_in_a_row_stay_together():
    filler = paragraph("mot " * 40)
    first, second = paginate(
        [filler, heading("un"), heading("deux"), paragraph("suite")], filler.height + 80
    )
    assert len(first) == 1
    assert len(second) == 3


def test_a_long_paragraph_leaves_two_lines_at_least_on_each_page():
    piece = paragraph("mot " * 200)
    first, second = paginate([piece], piece.height - piece.setting.leading)
    assert len(first[0].piece.lines) == len(piece.lines) - 2
    assert len(second[0].piece.lines) == 2


def test_a_break_at_the_top_of_a_page_adds_no_blank_page():
    pages = paginate([Break(), paragraph("un"), Break(), Break(), paragraph("deux")], 300)
    assert [len(page) for page in pages] == [1, 1]


def test_a_table_is_cut_between_rows_and_its_columns_are_named_again():
    piece = grid_piece(table(*("mot " * 30 for _ in range(40))), WIDTH)
    pages = paginate([piece], 300)
    assert len(pages) > 3
    assert sum(len(page[0].piece.rows) for page in pages) == 40
    assert all(page[0].piece.titles == piece.titles for page in pages)
    assert all(bottoms(page) <= 300 for page in pages)


def test_the_last_row_of_a_table_is_not_alone_on_its_page():
    piece = grid_piece(table(*("mot" for _ in range(10))), WIDTH)
    *_, last = paginate([piece], piece.height - 5)
    assert len(last[0].piece.rows) == 2


def test_a_row_longer_than_a_page_is_cut_within_its_cells():
    words = [f"m{n:04}" for n in range(3000)]
    piece = grid_piece(table("court", " ".join(words), "court"), WIDTH)
    pages = paginate([piece], 400)
    found = [
        word
        for page in pages
        for row in page[0].piece.rows
        for lines in row.boxes[1].paragraphs
        for line in lines
        for segment in line
        for word in segment.text.split()
    ]
    assert found == ["court", *words, "court"]
    assert all(bottoms(page) <= 400 for page in pages)


def test_a_list_is_cut_between_items_and_within_a_long_one():
    piece = list_piece([plain("court"), plain("mot " * 2000), plain("fin")], WIDTH)
    pages = paginate([piece], 300)
    assert len(pages) > 2
    kept = [line for page in pages for item in page[0].piece.items for line in item]
    assert kept == [line for item in piece.items for line in item]
    assert all(bottoms(page) <= 300 for page in pages)


@settings(max_examples=40)
@given(
    st.lists(
        st.one_of(
            st.just("heading"),
            st.integers(1, 900).map(lambda n: Words(runs=plain("mot " * n))),
            st.lists(st.integers(1, 400), min_size=1, max_size=9).map(
                lambda sizes: table(*("mot " * size for size in sizes))
            ),
            st.lists(st.integers(1, 300), min_size=1, max_size=5).map(
                lambda sizes: Bullets(items=tuple(plain("mot " * size) for size in sizes))
            ),
        ),
        max_size=12,
    )
)
def test_nothing_goes_beyond_the_foot_of_a_page_and_no_heading_stays_behind(blocks):
    named = [
        Heading(level=2, text="Titre", id=str(n)) if block == "heading" else block
        for n, block in enumerate(blocks)
    ]
    pages = paginate(_pieces(named, None, WIDTH), ROOM)
    for page in pages:
        assert not page or bottoms(page) <= ROOM + 0.1
    for page in pages[:-1]:
        assert page
        assert not page[-1].piece.keep
    downs = [[placed.down for placed in page] for page in pages]
    assert downs == [sorted(down) for down in downs]


def test_real_pages_hold_together(teller):
    for name in ("chu-de-grandval", "ch-de-valmont", "clinique-des-tilleuls"):
        report = teller.report(teller.sheet(f"{name}-2026"), teller.sheet(f"{name}-2025"))
        for page in paginate(_pieces(report.blocks, report, WIDTH), ROOM):
            assert bottoms(page) <= ROOM + 0.1
            assert not page[-1].piece.keep
            for placed in page:
                if isinstance(placed.piece, FitPiece):
                    assert placed.piece.scale >= 0.9


def test_a_page_is_reduced_only_as_much_as_it_must():
    def make(width):
        return [text_piece(plain("mot " * 900), "body", width)]

    whole = fit_piece(make, 300, 3000)
    tight = fit_piece(make, 300, 0.8 * whole.placed[0].piece.height)
    assert whole.scale == 1
    assert 0.8 < tight.scale < 0.95
    assert len(tight.placed) == 1


def test_the_level_of_a_cell_keeps_its_word_and_room():
    columns = (Column(title="Niveau", width=1),)
    piece = grid_piece(Table(columns=columns, rows=((Level(3, "Défini"),),)), 80)
    (box,) = piece.rows[0].boxes
    assert box.level == Level(3, "Défini")
    assert box.height >= 12
