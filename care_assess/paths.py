"""Where things are: what ships with the program, and where the answers are kept."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from care_assess.errors import StoreUnavailable

__all__ = [
    "DATA_DIR_VARIABLE",
    "PREVIEW_VARIABLE",
    "QUESTIONNAIRES_VARIABLE",
    "REPLIES_VARIABLE",
    "data_dir",
    "extra_questionnaires",
    "only_replies",
    "open_data_dir",
    "own_questionnaires",
    "preview_file",
    "questionnaires_dir",
    "settings_file",
    "write_whole",
]

DATA_DIR_VARIABLE = "CARE_DATA_DIR"
QUESTIONNAIRES_VARIABLE = "CARE_QUESTIONNAIRES"
PREVIEW_VARIABLE = "CARE_PREVIEW"
REPLIES_VARIABLE = "CARE_ONLY_REPLIES"

_PACKAGE = Path(__file__).parent


def questionnaires_dir() -> Path:
    """The folder of the questionnaires: in the installed package, or at the root of the repository."""
    return _shipped("questionnaires", in_repository="questionnaires")


def extra_questionnaires() -> tuple[Path, ...]:
    """The user's own folders of questionnaires: ``CARE_QUESTIONNAIRES``, written like a PATH."""
    chosen = os.environ.get(QUESTIONNAIRES_VARIABLE, "").split(os.pathsep)
    return tuple(Path(folder).expanduser().absolute() for folder in chosen if folder)


def own_questionnaires() -> Path:
    """The folder of the questionnaires that were taken in, within that of the answers; it may not exist."""
    return data_dir() / "questionnaires"


def preview_file() -> Path | None:
    """The file of a questionnaire that is being written and is to be shown (``CARE_PREVIEW``), if any."""
    chosen = os.environ.get(PREVIEW_VARIABLE)
    return Path(chosen) if chosen else None


def only_replies() -> bool:
    """Whether this server shows nothing but the page of those to whom questions are entrusted."""
    return os.environ.get(REPLIES_VARIABLE) == "1"


def settings_file() -> Path:
    """The TOML file with the settings and the theme of the application."""
    return _shipped("streamlit/config.toml", in_repository=".streamlit/config.toml")


def data_dir() -> Path:
    """The folder of the answers: ``CARE_DATA_DIR`` when set, else the platform's user-data folder.

    The folder may not exist yet: see :func:`open_data_dir`.
    """
    chosen = os.environ.get(DATA_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415  the command line's help does without

    return user_data_path("care-assess", appauthor=False)


def open_data_dir(chosen: Path | None = None) -> Path:
    """Make ``chosen`` (default: :func:`data_dir`) ready to be written in, for us and our children.

    Raises StoreUnavailable when it cannot be created or written.
    """
    folder = chosen.expanduser().absolute() if chosen else data_dir()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError as error:
        raise StoreUnavailable("cli.data_not_writable", folder=str(folder)) from error
    if not writable:
        raise StoreUnavailable("cli.data_not_writable", folder=str(folder))
    os.environ[DATA_DIR_VARIABLE] = str(folder)
    return folder


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one move: a reader finds the former file or the new one, never a part.

    Raises OSError when it cannot; what was there is then untouched.
    """
    place = path.resolve()
    part = place.with_name(f".{place.name[:100]}.{os.getpid()}.part")
    try:
        if place.exists() and not place.is_file():
            raise IsADirectoryError
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    finally:
        with suppress(OSError):  # already moved, or never made
            part.unlink()


def _shipped(name: str, *, in_repository: str) -> Path:
    packaged = _PACKAGE / name
    return packaged if packaged.exists() else _PACKAGE.parent / in_repository
