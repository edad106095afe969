"""The questions of a requirement of CISO Assistant, scored when its author gave scores.

There, a choice adds ``add_score``, times the weight of its question, to its requirement, whose sum is kept
within ``min_score`` and ``max_score``; a requirement without questions is scored by hand, with the words of
``scores_definition``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from care_assess.exchange.ciso_values import Library, Node, digits, mapping, mappings, number, text
from care_assess.exchange.drafting import Drafted, DraftedAnswer, as_levels, exact, set_ceiling
from care_assess.exchange.model import Remarks
from care_assess.exchange.naming import identifier, unique
from care_assess.exchange.texts import Words
from care_assess.questionnaire.model import PLAIN, Scale
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
"""What a choice says of compliance → points: as ours of yes, partly and no."""
_DEFAULT = Scale(minimum=0, maximum=100)
"""The scale of a framework that states none."""
_HEAVIEST = 10_000
_FARTHEST = 1_000_000
_OUR_GROUPS = ("core", "full")


class Asking:
    """Makes questions, and afterwards their conditions: a question may depend on a later one."""

    def __init__(self, library: Library, remarks: Remarks) -> None:
        self._library = library
        self._remarks = remarks
        self.scale = _scale(library)
        self._words_of_scores = _words_of_scores(library, self.scale)
        self._links: dict[str, tuple[Drafted, Mapping[str, str]]] = {}
        self._depending: list[tuple[Drafted, Values]] = []

    def questions(self, node: Node) -> Iterator[Drafted]:
        """What a requirement asks: one question at least."""
        self._left_out(node)
        asked = mapping(node.values, "questions")
        if not asked:
            yield self._by_hand(node)
            return
        for urn, values in asked.items():
            if isinstance(values, Mapping):
                drafted = self._question(node, urn, values, parts=len(asked))
                if len(asked) > 1:
                    drafted.values["weight"] = self._share(values)
                yield drafted

    def _share(self, values: Values) -> int | Decimal:
        """What one of several questions brings at most to the sum of its requirement."""
        return exact(min(Fraction(self.scale.span) * _weight(values), Fraction(_HEAVIEST)))

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

    def _question(self, node: Node, urn: str, values: Values, *, parts: int) -> Drafted:
        drafted = self._drafted(node, self._library.words(values, "text"))
        kind = text(values, "type")
        drafted.type = _TYPES.get(kind, "information")
        if kind not in _TYPES:
            self._remarks.lost(node.place, "exchange.lost.question_type", type=kind or "–")
        links: Mapping[str, str] = {}
        if drafted.type in {"choice", "multiple"}:
            times = _weight(values) if parts == 1 else Fraction(1)
            links = self._choose(drafted, [*mappings(values, "choices")], times)
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

    def _choose(
        self, drafted: Drafted, choices: Sequence[Values], times: Fraction
    ) -> Mapping[str, str]:
        """Give the question its options; urn of each choice → our id. Without scores it becomes a text.

        ``times``: the weight of the question in its requirement.
        """
        by_compliance = not any(number(choice, "add_score") is not None for choice in choices)
        answers: dict[str, DraftedAnswer] = {}
        left: list[str] = []
        for choice in choices:
            level = self._level(choice, drafted.place, times, by_compliance=by_compliance)
            words = self._library.words(choice, "value")
            if level is None or not words:
                left.append(next(iter(words.values()), "–"))
                continue
            urn = text(choice, "urn") or f"choice:{len(answers)}"
            name = identifier(urn.rpartition(":")[2], "c")
            taken = [answer.id for answer in answers.values()]
            answers[urn] = DraftedAnswer(id=unique(name, taken), words=words, level=exact(level))
        levels = [Fraction(answer.level or 0) for answer in answers.values()]
        worth = max(levels, default=Fraction(0)) > self.scale.minimum
        scored = worth if drafted.type == "multiple" else len(set(levels)) > 1
        if not scored or len(levels) < 2:
            self._without_scores(drafted, choices)
            return {}
        for value in left:
            self._remarks.lost(drafted.place, "exchange.lost.choice", value=value)
        if by_compliance:
            self._remarks.assumed(drafted.place, "exchange.assumed.compliance")
        drafted.answers = tuple(answers.values())
        if drafted.type == "multiple":
            set_ceiling(drafted, self.scale)
            if self.scale.minimum != 0:
                self._remarks.lost(drafted.place, "exchange.lost.added")
        made = as_levels(drafted, self.scale)
        return {urn: made[answer.id] for urn, answer in answers.items()}

    def _level(
        self, choice: Values, place: str, times: Fraction, *, by_compliance: bool
    ) -> Fraction | None:
        """The level of a choice; None when its author gave it no score."""
        if by_compliance:
            points = _OF_COMPLIANCE.get(str(choice.get("compute_result")).lower())
            return None if points is None else Fraction(self.scale.level(points))
        score = number(choice, "add_score")
        return None if score is None else self._kept(score * times, place)

    def _kept(self, score: Fraction, place: str) -> Fraction:
        """The score, within the scale."""
        kept = min(max(score, Fraction(self.scale.minimum)), Fraction(self.scale.maximum))
        if kept != score:
            self._remarks.lost(place, "exchange.lost.score_outside")
        return kept

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
                DraftedAnswer(id=f"s{at}", words=words, level=exact(score))
                for at, (score, words) in enumerate(self._words_of_scores)
            )
            as_levels(drafted, self.scale)
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


def _scale(library: Library) -> Scale:
    """From ``min_score`` to ``max_score``; 0 to 100 when they are not said; ours when nothing is scored."""
    low, high = (digits(library.framework, key) for key in ("min_score", "max_score"))
    lowest, highest = (0 if low is None else low), (100 if high is None else high)
    if not _scored(library):
        return PLAIN
    sane = -_FARTHEST <= lowest < highest <= _FARTHEST
    return Scale(minimum=lowest, maximum=highest) if sane else _DEFAULT


def _scored(library: Library) -> bool:
    """Whether the author gave any score, of a choice or in words."""
    asked = [mapping(node.values, "questions") for node in library.nodes]
    return any(mappings(library.framework, "scores_definition")) or any(
        number(choice, "add_score") is not None
        for questions in asked
        for question in questions.values()
        if isinstance(question, Mapping)
        for choice in mappings(question, "choices")
    )


def _weight(values: Values) -> Fraction:
    """The weight of a question in its requirement; 1 when it has none that is above 0."""
    weight = number(values, "weight")
    return weight if weight is not None and 0 < weight <= _HEAVIEST else Fraction(1)


def _words_of_scores(library: Library, scale: Scale) -> list[tuple[Fraction, Words]]:
    """Each score that has words, from the lowest; none when they do not tell two levels apart."""
    found: dict[Fraction, Words] = {}
    for values in mappings(library.framework, "scores_definition"):
        score, words = number(values, "score"), _named(library, values)
        if words and score is not None and scale.minimum <= score <= scale.maximum:
            found.setdefault(score, words)
    return sorted(found.items()) if len(found) > 1 else []


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
