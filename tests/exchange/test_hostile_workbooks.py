"""Bytes that are no workbook, or one that means harm: one clear message, at little cost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import SURVEY, WARD, a_workbook, with_rows

from care_assess.errors import ContentError
from care_assess.exchange.workbook import LARGEST, LARGEST_UNPACKED, column_letter, read_workbook
from care_assess.exchange.xlsform import read_xlsform
from care_assess.text import translator

WORKBOOK = a_workbook()


def said(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        read_xlsform("x.xlsx", data)
    (fault,) = caught.value.faults
    return translator("en").message(fault.message)


def outcome(data: bytes):
    """What is read, or the faults that prevent it."""
    try:
        return read_xlsform("x.xlsx", data), ()
    except ContentError as error:
        return None, error.faults


def with_part(name: str, content: bytes, data: bytes = WORKBOOK) -> bytes:
    """The workbook with one of its parts replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return target.getvalue()


BROKEN = (
    "this is not a readable .xlsx workbook: open it in a spreadsheet and save it again as .xlsx."
)
BOMB = "once unpacked, the file would be over 50 MB or has too many parts: it was not opened."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"type,name\n",
        b"PK\x03\x04",
        WORKBOOK[:2000],
        WORKBOOK[:-30],
        with_part("xl/workbook.xml", b"<workbook"),
        with_part("[Content_Types].xml", b"<Types/>"),
        with_part("xl/worksheets/sheet1.xml", b"\x00\x01"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    ],
)
def test_bytes_that_are_no_workbook_are_refused_in_one_sentence(data):
    assert said(data) == BROKEN


def test_a_file_of_a_hundred_megabytes_is_not_opened():
    assert said(WORKBOOK + bytes(LARGEST)).startswith("the file is over 5 MB")


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked():
    bomb = with_part("xl/media/image1.png", bytes(LARGEST_UNPACKED + 1))
    assert len(bomb) < LARGEST
    assert said(bomb) == BOMB


def test_a_zip_of_many_parts_is_not_opened():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(600):
            archive.writestr(f"{number}", "")
    assert said(target.getvalue()) == BOMB


def test_entities_of_xml_are_refused():
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    for part in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        assert said(with_part(part, entities)) == BROKEN


def test_a_formula_is_refused_with_its_cell():
    data = with_rows("survey", ("text", "x", "=1+1", "What?"))
    with pytest.raises(ContentError) as caught:
        read_xlsform("x.xlsx", data)
    (fault,) = caught.value.faults
    assert (fault.path, fault.message.key) == ("survey!C12", "exchange.workbook.formula")


def test_links_to_other_files_are_not_followed():
    relations = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"""
    data = with_part("xl/externalLinks/_rels/externalLink1.xml.rels", relations)
    assert read_xlsform("x.xlsx", data).document["id"] == "ward"


def test_a_sheet_far_too_long_or_a_cell_far_away_costs_little():
    far = b"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c><c r="XFD1" t="inlineStr"><is><t>name</t></is></c></row>
<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>text</t></is></c></row></sheetData></worksheet>"""
    sheets = read_workbook("x.xlsx", with_part("xl/worksheets/sheet1.xml", far))
    assert sheets["survey"].columns == ("type",)
    rows = [SURVEY, *(("text", f"n{n}", "a", "b") for n in range(5_001))]
    assert said(a_workbook({**WARD, "survey": rows})).startswith("the sheet is over 5000 rows")


def test_columns_are_named_as_a_spreadsheet_names_them():
    assert [column_letter(number) for number in (1, 26, 27, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


CELLS = st.one_of(
    st.none(),
    st.integers(-9, 9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
    st.sampled_from(["text", "select_one a", "select_multiple a", "begin_group", "end_group", "note", "integer",
                     "a", "b", "unknown", "${a} = 'b'", "selected(${a}, 'a')", "yes", "1.5", "lower"]),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
)  # fmt: skip
HEADERS = st.lists(
    st.sampled_from(["type", "name", "label", "label::English (en)", "label::Deutsch (de)", "hint", "relevant",
                     "weight", "score", "list_name", "constraint", "cuts", "better", "required", "form_id",
                     "version", "prefix", "form_title", "appearance"]),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


@st.composite
def sheets(draw):
    header = draw(HEADERS)
    width = len(header)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    return [header, *rows]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["survey", "choices", "settings", "other"]), sheets(), min_size=1
    )
)
def test_whatever_a_workbook_holds_it_is_read_or_its_faults_are_told(book):
    book = {
        name: [
            [c if not (isinstance(c, str) and c.startswith("=")) else "x" for c in row]
            for row in rows
        ]
        for name, rows in book.items()
    }
    imported, faults = outcome(a_workbook(book))
    assert faults or imported.document["sections"]


@settings(max_examples=150)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(at, noise):
    data = WORKBOOK[:at] + noise + WORKBOOK[at + len(noise) :]
    imported, faults = outcome(data)
    assert imported or faults
