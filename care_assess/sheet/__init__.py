"""The sheet file: all answers of one assessment as YAML or JSON, read with every fault and written back.

format: care-assess/sheet/1
organisation: {name: "CH de Valmont", kind: public, ght: "GHT des Trois Rivières", finess: null}
date: 2026-11-23
questionnaires: {governance: "1.0.0", awareness: "1.0.0"}
answers:
  GOV-01: 3
  GOV-22: {value: 14, comment: "…", evidence: ["CR exercice.pdf"], grade: shown}
  GOV-30: unknown
  GOV-31: {not_applicable: "…"}
"""

from __future__ import annotations

from care_assess.sheet.reading import read_sheet
from care_assess.sheet.writing import FORMAT, write_sheet

__all__ = ["FORMAT", "read_sheet", "write_sheet"]
