"""The questions of a requirement of CISO Assistant, scored when its author gave scores.

There, a choice adds ``add_score`` to its requirement, whose sum is kept within ``min_score`` and
``max_score``; a requirement without questions is scored by hand, with the words of ``scores_definition``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from care_assess.exchange.ciso_values import Library, Node, digits, mapping, mappings, number, text
from care_assess.exchange.drafting import Drafted, DraftedAnswer, as_levels, exact
from care_assess.exchange.model import Remarks
from care_assess.exchange.naming import identifier, unique
from care_assess.exchange.scale import FIVE, SourceScale
from care_assess.exchange.texts import Words
from care_assess.text import LANGUAGES, translator

__all__ = ["Asking"]

Values: TypeAlias = Mapping[str, Any]
Link: TypeAlias = "tuple[str, Mapping[str, str]]"
"""The id of a question and, of each of its choices, urn → id of our answer."""

_READ_OF_NODE = {
    "urn", "assessable", "depth", "parent_urn", "ref_id", "name", "description", "annotation", "order_id",
    "typical_evidence", "questions", "weight", "translations",
}  # fmt: skip
_TYPES = {
    "unique_choice": "choice",
    "single_choice": "choice",
    "multiple_choice": "multiple",
    "text": "information",
    "date": "date",
}
_OF_COMPLIANCE = {
    "true": 5, "compliant": 5, "partially_compliant": 2, "false": 0, "non_compliant": 0,
}  # fmt: skip
"""What a choice says of compliance → level: as ours of yes, partly and no."""
_NOT_APPLICABLE = "not_applicable"
_OUR_GROUPS = ("core", "full")


class Asking:
    """Makes questions, and afterwards their conditions: a question may depend on a later one."""

    def __init__(self, library: Library, remarks: Remarks) -> None:
        self._library = library
        self._remarks = remarks
        self._scale = _scale(library)
        self._words_of_scores = _words_of_scores(library, self._scale)
        self._links: dict[str, tuple[Drafted, Mapping[str, str]]] = {}
        self._depending: list[tuple[Drafted, Values]] = []

    def questions(self, node: Node) -> Iterator[Drafted]:
        """What a requirement asks: one question at least."""
        self._left_out(node)
        asked = mapping(node.values, "questions")
        if not asked:
            yield self._by_hand(node)
            return
        if len(asked) > 1:
            self._remarks.lost(node.place, "exchange.lost.sum", n=len(asked))
        for urn, values in asked.items():
            if isinstance(values, Mapping):
                yield self._question(node, urn, values)

    def set_conditions(self) -> None:
        """Give every question the condition that its ``depends_on`` says, or say that it is lost."""
        for question, depends in self._depending:
            link = self._links.get(text(depends, "question"))
            listed = depends.get("answers")
            answers = listed if isinstance(listed, list) else []
            if link and link[1] and answers and all(answer in link[1] for answer in answers):
                parts = [{"question": link[0].id, "equals": link[1][answer]} for answer in answers]
                several = "all" if text(depends, "condition") == "all" else "any"
                question.values["applies_if"] = parts[0] if len(parts) == 1 else {several: parts}
            else:
                self._remarks.lost(question.place, "exchange.lost.depends_on")

    # ---- one question

    def _question(self, node: Node, urn: str, values: Values) -> Drafted:
        drafted = self._drafted(node, self._library.words(values, "text"))
        kind = text(values, "type")
        drafted.type = _TYPES.get(kind, "information")
        if kind not in _TYPES:
            self._remarks.lost(node.place, "exchange.lost.question_type", type=kind or "–")
        links: Mapping[str, str] = {}
        if drafted.type in {"choice", "multiple"}:
            links = self._choose(drafted, [*mappings(values, "choices")])
        self._links[urn] = drafted, links
        if depends := mapping(values, "depends_on"):
            self._depending.append((drafted, depends))
        return drafted

    def _drafted(self, node: Node, asked: Words) -> Drafted:
        """A question of a requirement: what it asks, else the requirement itself; the rest is its help."""
        library = self._library
        parts = [library.words(node.values, name) for name in ("name", "description", "annotation")]
        told = [asked, *(part for part in parts if part and part != asked)] if asked else parts
        told = [part for part in told if part] or [library.title(node)]
        head = told[0]
        reference = text(node.values, "ref_id")
        if reference and not library.ours:
            head = {lang: f"{reference} · {said}" for lang, said in head.items()}
        rest = {
            lang: "\n".join(part[lang] for part in told[1:] if part.get(lang)) for lang in LANGUAGES
        }
        values: dict[str, Any] = {"weight": exact(node.weight)} if node.weight != 1 else {}
        groups = node.values.get("implementation_groups")
        if library.ours and isinstance(groups, list):
            values["tier"] = next((one for one in _OUR_GROUPS if one in groups), "core")
        return Drafted(
            id="",
            place=node.place,
            type="information",
            text=head,
            help={lang: said for lang, said in rest.items() if said},
            evidence=library.words(node.values, "typical_evidence"),
            values=values,
        )

    # ---- answers and their levels

    def _choose(self, drafted: Drafted, choices: Sequence[Values]) -> Mapping[str, str]:
        """Give the question its options; urn of each choice → our id. Without scores it becomes a text."""
        by_compliance = not any(number(choice, "add_score") is not None for choice in choices)
        answers: dict[str, DraftedAnswer] = {}
        left: list[str] = []
        for choice in choices:
            level = self._level(choice, drafted.place, by_compliance=by_compliance)
            words = self._library.words(choice, "value")
            if level is None or not words:
                left.append(next(iter(words.values()), "–"))
                continue
            urn = text(choice, "urn") or f"choice:{len(answers)}"
            name = identifier(urn.rpartition(":")[2], "c")
            taken = [answer.id for answer in answers.values()]
            answers[urn] = DraftedAnswer(id=unique(name, taken), words=words, level=level)
        levels = [int(answer.level or 0) for answer in answers.values()]
        scored = sum(levels) > 0 if drafted.type == "multiple" else len(set(levels)) > 1
        if not scored or len(levels) < 2:
            self._without_scores(drafted, choices)
            return {}
        for value in left:
            self._remarks.lost(drafted.place, "exchange.lost.choice", value=value)
        if by_compliance:
            self._remarks.assumed(drafted.place, "exchange.assumed.compliance")
        drafted.answers = tuple(answers.values())
        if drafted.type == "multiple" and sum(levels) < FIVE.high:
            drafted.values["ceiling"] = sum(levels)
        made = as_levels(drafted)
        return {urn: made[answer.id] for urn, answer in answers.items()}

    def _level(self, choice: Values, place: str, *, by_compliance: bool) -> int | None:
        """The level of a choice; None when its author gave it no score."""
        if by_compliance:
            return _OF_COMPLIANCE.get(str(choice.get("compute_result")).lower())
        score = number(choice, "add_score")
        return None if score is None else self._level_of(score, place)

    def _level_of(self, score: Fraction, place: str) -> int:
        kept = min(max(score, self._scale.low), self._scale.high)
        if kept != score:
            self._remarks.lost(place, "exchange.lost.score_outside")
        elif self._scale.exact(kept).denominator != 1:
            self._remarks.lost(place, "exchange.lost.score_rounded")
        return self._scale.level(kept)

    def _without_scores(self, drafted: Drafted, choices: Sequence[Values]) -> None:
        """A question whose choices are worth nothing: asked as a text, its choices in the help."""
        drafted.type = "information"
        worded = [self._library.words(choice, "value") for choice in choices]
        offered = {
            lang: " · ".join(words[lang] for words in worded if words.get(lang))
            for lang in LANGUAGES
        }
        drafted.help = {
            lang: "\n".join(filter(None, (drafted.help.get(lang, ""), offered[lang])))
            for lang in LANGUAGES
            if drafted.help.get(lang) or offered[lang]
        }
        self._remarks.lost(drafted.place, "exchange.lost.no_add_score")

    def _by_hand(self, node: Node) -> Drafted:
        """A requirement without questions: the words of the scale, else met, partly met, not met."""
        drafted = self._drafted(node, {})
        if self._words_of_scores:
            drafted.type = "choice"
            drafted.answers = tuple(
                DraftedAnswer(id=f"s{at}", words=words, level=self._level_of(score, node.place))
                for at, (score, words) in enumerate(self._words_of_scores)
            )
            as_levels(drafted)
        else:
            drafted.type = "yes_partial_no"
            drafted.answers = tuple(
                DraftedAnswer(
                    id=name,
                    words={lang: translator(lang)(f"exchange.met.{name}") for lang in LANGUAGES},
                )
                for name in ("yes", "partial", "no")
            )
            self._remarks.assumed("", "exchange.assumed.met")
        return drafted

    def _left_out(self, node: Node) -> None:
        """Say what the requirement has that ours has not."""
        for key, value in node.values.items():
            known = key in _READ_OF_NODE or (key == "implementation_groups" and self._library.ours)
            if value and not known:
                self._remarks.lost(node.place, "exchange.lost.key", key=key)


def _scale(library: Library) -> SourceScale:
    """From ``min_score`` to ``max_score``; 0 to 100 when they are not said."""
    low, high = (digits(library.framework, key) for key in ("min_score", "max_score"))
    lowest, highest = (0 if low is None else low), (100 if high is None else high)
    if lowest >= highest:
        return SourceScale(Fraction(0), Fraction(100))
    return SourceScale(Fraction(lowest), Fraction(highest))


def _words_of_scores(library: Library, scale: SourceScale) -> list[tuple[Fraction, Words]]:
    """Each score that has words, from the lowest; none when they do not tell two levels apart."""
    found: dict[Fraction, Words] = {}
    for values in mappings(library.framework, "scores_definition"):
        score, words = number(values, "score"), _named(library, values)
        if score is not None and score in scale and words:
            found.setdefault(score, words)
    levels = {scale.level(score) for score in found}
    return sorted(found.items()) if len(levels) > 1 else []


def _named(library: Library, values: Values) -> Words:
    """``name : description``, in each language."""
    name, more = library.words(values, "name"), library.words(values, "description")
    return {
        lang: ("\u00a0: " if lang == "fr" else ": ").join(
            dict.fromkeys(filter(None, (name.get(lang), more.get(lang))))
        )
        for lang in LANGUAGES
        if name.get(lang) or more.get(lang)
    }
