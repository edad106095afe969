"""A file that someone would like to use as a questionnaire: read, converted, checked; nothing is written.

bytes ──▶ ours (YAML), or another tool's ──▶ Examined: its faults and remarks, or the questionnaire
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from care_assess.content import documents_at_hand
from care_assess.errors import Fault, NotFound
from care_assess.exchange.foreign import Source, read_foreign, source_of
from care_assess.exchange.model import Imported, Remark
from care_assess.exchange.texts import clean
from care_assess.exchange.writing import written
from care_assess.questionnaire import Questionnaire, Reference
from care_assess.questionnaire.checking import faults_of, joined_vocabulary, shape_of
from care_assess.questionnaire.reading import read_questionnaire, read_reference
from care_assess.questionnaire.shelf import prefixes, text, top
from care_assess.questionnaire.yamltext import Document, read_yaml
from care_assess.text import Translator

__all__ = ["LARGEST", "Examined", "examine", "read_file"]

LARGEST = 20_000_000
"""Bytes that are read of a file at most; each format then has its own, smaller limit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What a file holds. ``source``: the tool it comes from, None for a questionnaire of ours.

    ``written``: the YAML as it would be kept. ``questionnaire`` is None exactly when there are faults.
    """

    name: str
    source: Source | None
    written: str
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    questionnaire: Questionnaire | None
    reference: Reference


def read_file(path: Path) -> bytes:
    """The bytes of a file, no more than could be of use. Raises NotFound when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise NotFound("exchange.no_file", file=str(path)) from error


def examine(name: str, data: bytes, tr: Translator, source: Source | None = None) -> Examined:
    """The questionnaire of a file, among those at hand; ``tr`` says where it comes from, in its first line.

    Raises ContentError when a file of another tool cannot be read at all.
    """
    known = source or source_of(data)
    remarks: tuple[Remark, ...] = ()
    if known is None:
        document = read_yaml(name, data)
        yaml = data.decode("utf-8-sig", errors="replace")
    else:
        imported = _imported(name, data, known)
        comment = tr("exchange.comment", file=_one_line(name), tool=tr(f"exchange.tool.{known}"))
        yaml = written(imported.document, comment=comment)
        document, remarks = read_yaml(name, yaml.encode()), imported.remarks
    around = [one for one in documents_at_hand() if not _same(one, document)]
    faults = faults_of([document], around)
    if shape_of(document) in {"reference", "scenarios"} and not faults:
        faults = (document.fault(("format",), "exchange.vocabulary"),)
    values = document.value
    return Examined(
        name=name,
        source=known,
        written=yaml,
        faults=faults,
        remarks=remarks,
        questionnaire=read_questionnaire(values)
        if isinstance(values, Mapping) and not faults
        else None,
        reference=read_reference(joined_vocabulary(around)),
    )


def _imported(name: str, data: bytes, source: Source) -> Imported:
    """The questionnaire of another tool; a prefix that is chosen for it is not that of another one."""
    imported = read_foreign(name, data, source)
    mine = imported.document["id"]
    taken = {
        prefix
        for document in documents_at_hand()
        if shape_of(document) == "questionnaire" and text(top(document).values, "id") != mine
        for prefix in prefixes(top(document).values)
    }
    return (
        read_foreign(name, data, source, taken)
        if imported.document["prefix"] in taken
        else imported
    )


def _same(document: Document, other: Document) -> bool:
    """Whether both say they are the same version of the same questionnaire."""
    keys = ("id", "version")
    one, two = (tuple(text(top(each).values, key) for key in keys) for each in (document, other))
    return shape_of(document) == "questionnaire" and one == two


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
