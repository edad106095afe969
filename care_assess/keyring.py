"""The key with which the summaries of a folder of answers are sealed: made at first need, and never taken elsewhere."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from care_assess.errors import Refused
from care_assess.steering.sealing import SECRET_BYTES

__all__ = ["FILE_NAME", "own_secret"]

FILE_NAME = "cle-de-signature.txt"


def own_secret(folder: Path) -> bytes:
    """The secret key of a folder of answers. Raises Refused when its file cannot be read, written, or is no key."""
    file = folder / FILE_NAME
    try:
        if not file.exists():
            _make(file)
        secret = bytes.fromhex(file.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise Refused("ght.key_unreadable", file=str(file)) from error
    if len(secret) != SECRET_BYTES:
        raise Refused("ght.key_unreadable", file=str(file))
    return secret


def _make(file: Path) -> None:
    """Make the key, that its owner alone can read; of two processes at once, the first one's stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{FILE_NAME}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(f"{secrets.token_hex(SECRET_BYTES)}\n")
        with suppress(FileExistsError):
            os.link(part, file)  # in one move, and never over another
    finally:
        part.unlink(missing_ok=True)
