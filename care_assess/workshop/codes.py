"""The codes by which people join: short, read aloud without mistake, compared without a hint."""

from __future__ import annotations

import hmac
from collections.abc import Callable

__all__ = ["ALPHABET", "LENGTH", "new_code", "same_code", "shown_code", "typed_code"]

ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
"""Without 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V: none is read for another."""
LENGTH = 8


def new_code(pick: Callable[[str], str]) -> str:
    """A code of eight characters; ``pick`` takes one of a text, as ``secrets.choice`` does. 36 bits."""
    return "".join(pick(ALPHABET) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """A code as someone typed it: case, spaces and hyphens do not matter."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def shown_code(code: str) -> str:
    """``ACDE-FGHJ``, in two halves that are read at a glance."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def same_code(typed: str, code: str) -> bool:
    """Whether they are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(typed.encode("utf-8", "replace"), code.encode())
