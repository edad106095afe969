"""Text that is not ours, shown as it was written: no link, image, formula or icon comes out of it."""

from __future__ import annotations

import re

__all__ = ["plain"]

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:=&@/])")
_BREAKS = re.compile(r"[\r\n\u2028\u2029]+")


def plain(text: str) -> str:
    r"""``text`` written so that Markdown shows it letter for letter, on one line.

    ``1. *Oui*`` becomes ``1\. \*Oui\*``: headings, lists, links, addresses, HTML, ``$formula$`` and
    ``:material/icons:`` all lose their meaning.
    """
    return _SIGNS.sub(r"\\\1", _BREAKS.sub(" ", text).strip())
