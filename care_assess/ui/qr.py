"""An address as a picture that phones read, drawn here: nothing is asked of another server."""

from __future__ import annotations

from io import BytesIO

import segno

__all__ = ["qr_png"]

_SCALE = 8  # pixels of a dot


def qr_png(address: str) -> bytes:
    """The QR code of an address, black on white with its margin, as PNG."""
    picture = BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="png", scale=_SCALE, border=3)
    return picture.getvalue()
