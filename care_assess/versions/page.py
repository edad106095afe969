"""The changes between two versions as one HTML file that needs nothing else: to send, to print, to keep."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape

from care_assess.questionnaire import Questionnaire
from care_assess.text import Translator
from care_assess.versions.telling import Told, headed, summary, told

__all__ = ["html"]

_STYLE = """
:root { color-scheme: light dark; --text: #16252b; --page: #fff; --soft: #f3f6f7; --line: #d4ddde;
  --gone: #8a3a10; --come: #0b5c6b; }
@media (prefers-color-scheme: dark) { :root { --text: #e8f0f2; --page: #10191d; --soft: #18252b;
  --line: #34464e; --gone: #f0a878; --come: #7fc9d6; } }
body { font: 17px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.75rem; } h2 { font-size: 1.3rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; }
article { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0;
  overflow-wrap: anywhere; break-inside: avoid; }
article p { margin: .25rem 0; } .kind { font-weight: 600; }
dl { margin: .5rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .25rem .75rem; }
dt { font-weight: 600; } dd { margin: 0; }
del { color: var(--gone); } ins { color: var(--come); font-weight: 600; text-decoration: none;
  border-bottom: 2px solid; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } }
"""


def html(before: Questionnaire, now: Questionnaire, tr: Translator) -> str:
    """The page, in the reader's language: every text escaped, no script, nothing fetched."""
    title = escape(
        tr("versions.diff.title", title=tr.text(now.title), before=before.version, now=now.version)
    )
    body = "\n".join(_sections(before, now, tr))
    return (
        f'<!doctype html>\n<html lang="{tr.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(summary(before, now, tr))}</p>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def _sections(before: Questionnaire, now: Questionnaire, tr: Translator) -> Iterator[str]:
    for heading, changes in headed(told(before, now, tr), tr):
        yield f"<section>\n<h2>{escape(heading)}</h2>"
        yield from (_article(change, tr) for change in changes)
        yield "</section>"


def _article(change: Told, tr: Translator) -> str:
    old, new = _marked(change.old, change.new)
    rows = [
        f"<dt>{escape(tr(key))}</dt><dd>{text}</dd>"
        for key, text in (("versions.before", old), ("versions.after", new))
        if text
    ]
    return (
        f'<article>\n<h3>{escape(change.about)}</h3>\n<p class="kind">{escape(change.kind)}</p>\n'
        f"<dl>{''.join(rows)}</dl>\n</article>"
    )


def _marked(old: str, new: str) -> tuple[str, str]:
    """Both texts escaped, the words that went and the words that came marked when both are there."""
    if not old or not new:
        return escape(old), escape(new)
    before, after = old.split(" "), new.split(" ")
    sides: tuple[list[str], list[str]] = ([], [])
    for operation, *at in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        parts = (" ".join(before[at[0] : at[1]]), " ".join(after[at[2] : at[3]]))
        for side, part, tag in zip(sides, parts, ("del", "ins"), strict=True):
            if part:
                plain = operation == "equal"
                side.append(escape(part) if plain else f"<{tag}>{escape(part)}</{tag}>")
    return " ".join(sides[0]), " ".join(sides[1])
