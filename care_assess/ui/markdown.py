"""Text that is not ours, shown as it was written: no link, image, formula or icon comes out of it.

Labels of radio groups are also read aloud as they are written, signs of Markdown included: what needs
no escape gets none.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["plain"]

_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_ANYWHERE = re.compile(r"[\\`*_\[\]<~$&]|:(?=[A-Za-z])")
_FIRST = re.compile(r"^(\d*)([#+\-=>.)])")

# What Streamlit replaces after the Markdown is read, so that no escape protects it: addresses, named
# icons, arrows of ASCII signs. A word joiner (no width, no break) inside it does.
_JOINER = "\u2060"
_REPLACED = re.compile(
    r"(?<=:)(?=//)|(?<=[Ww])(?=[Ww]{2}\.)|(?=@)|(?<=:)(?=[A-Za-z0-9_+-]+[:/])"
    r"|(?<=<)(?=[-=])|(?<=-)(?=[->])|(?<=>)(?==)|(?<=~)(?==)"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    r"""``text`` written so that Markdown shows it letter for letter, on one line.

    ``1. *Oui*`` becomes ``1\. \*Oui\*``: headings, lists, links, addresses, HTML, ``$formula$`` and
    ``:material/icons:`` all lose their meaning.
    """
    one_line = _BREAKS.sub(" ", text).strip(" \t")
    joined = _REPLACED.sub(_JOINER, one_line)
    return _FIRST.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", joined))
