"""What the fictitious establishments have noted beside their answers: registers that agree with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

__all__ = ["demo_registers"]


def demo_registers() -> Mapping[str, Mapping[str, Any]]:
    """Name of a demonstration sheet → name of a register → what is kept of it."""
    return {
        one.name.removesuffix(".json"): json.loads(one.read_text("utf-8"))
        for one in files("care_assess.demo").iterdir()
        if one.name.endswith(".json")
    }
