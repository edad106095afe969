"""A folder deleted for good, as far as a program can: each file written over, then removed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from care_assess.clients.model import ErasedFile

__all__ = ["erase_folder"]

_CHUNK = 1 << 20


def erase_folder(folder: Path) -> tuple[ErasedFile, ...]:
    """Write over and remove every file of ``folder``, then the folder; what was there, by name.

    Raises OSError when something cannot be removed; what is left is then still in the folder.
    """
    erased: list[ErasedFile] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            erased += erase_folder(path)
        else:
            erased.append(_erase(path))
    folder.rmdir()
    return tuple(erased)


def _erase(path: Path) -> ErasedFile:
    if path.is_symlink():
        path.unlink()  # what it points to is not ours
        return ErasedFile(name=path.name, size=0, digest=hashlib.sha256().hexdigest())
    digest, size = hashlib.sha256(), 0
    with path.open("r+b") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            file.seek(size)
            file.write(bytes(len(chunk)))
            size += len(chunk)
            file.seek(size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    return ErasedFile(name=path.name, size=size, digest=digest.hexdigest())
