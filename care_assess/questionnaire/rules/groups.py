"""Parts of a questionnaire: a section or a group holds questions, or groups, and not too deep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from care_assess.errors import Fault, Message
from care_assess.questionnaire.shelf import Shelf, parts
from care_assess.questionnaire.yamltext import Document

__all__ = ["DEEPEST", "groups_are_not_too_deep", "parts_hold_questions_or_groups"]

DEEPEST: Final = 4
"""Groups within one another, below a section."""


def parts_hold_questions_or_groups(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """Questions beside groups would belong to none; a part without either scores nothing."""
    for part in parts(document):
        held = [key for key in ("questions", "groups") if key in part.values]
        if len(held) > 1:
            name = part.text("id")
            yield document.fault((*part.path, "groups"), "content.rule.both_parts", id=name)
        elif not held:
            hint = Message("content.hint.questions")
            path = (*part.path, "questions")
            yield document.fault(path, "content.shape.missing", name="questions", hint=hint)


def groups_are_not_too_deep(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """A reader follows a few levels of groups, and so do the pages that show them."""
    for part in parts(document):
        if part.path.count("groups") == DEEPEST + 1:
            yield document.fault(part.path, "content.rule.groups_too_deep", limit=DEEPEST)
