"""A group in words, for pages and files alike: a mean is never said without the weakest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from care_assess.questionnaire import Reference
from care_assess.steering.model import RULE, Figure
from care_assess.steering.objectives import Objective, Standing
from care_assess.steering.overview import Help, Overview, Spread
from care_assess.text import Translator

__all__ = ["Teller"]

_FEW = 3  # names said one by one


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells a group to readers of one language."""

    tr: Translator
    reference: Reference

    def topic(self, topic: str, *, short: bool = False) -> str:
        """The name of a topic; of "", the whole."""
        if not topic:
            return self.tr("ght.told.whole")
        text = self.reference.topics[topic]
        return self.tr.text(text.short if short else text.name)

    def score(self, score: Fraction | None) -> str:
        """``2,1``, or a dash."""
        return "–" if score is None else self.tr.number(score)

    def share(self, share: Fraction) -> str:
        """``94,0 %``."""
        return self.tr.percent(share, 1)

    def level(self, figure: Figure | None) -> str:
        """``2 · Partiel``, or why there is none."""
        if figure is None:
            return self.tr("ght.told.not_received")
        if figure.score is None:
            return self.tr("ght.told.not_counted")
        if figure.level is None:
            return self.tr("ght.told.too_few")
        return f"{figure.level} · {self.tr.text(self.reference.levels[figure.level])}"

    def headline(self, seen: Overview) -> Iterator[str]:
        """What a director could repeat, a sentence at a time."""
        covered = seen.coverage
        yield self.tr(
            "ght.told.answered",
            n=covered.assessed,
            total=covered.total,
            campaign=seen.campaign,
            share=self.share(covered.share),
        )
        yield self.tr(
            "ght.told.enough" if covered.enough else "ght.told.not_enough",
            rule=self.tr.percent(RULE),
        )
        if seen.last:
            topic, member, score = seen.last
            yield self.tr(
                "ght.told.last",
                topic=self.topic(topic, short=True),
                name=member.name,
                score=self.score(score),
            )
        yield from self.mean(seen.whole)

    def mean(self, spread: Spread) -> Iterator[str]:
        """The mean, with the weakest in the same sentence; nothing when nobody has a score."""
        if spread.mean is not None and spread.weakest is not None:
            member, score = spread.weakest
            yield self.tr(
                "ght.told.mean",
                mean=self.score(spread.mean),
                name=member.name,
                score=self.score(score),
            )

    def weakest(self, spread: Spread) -> str:
        """``CH de Valmont (1,2)``, or a dash."""
        if spread.weakest is None:
            return "–"
        member, score = spread.weakest
        return self.tr("ght.told.named", name=member.name, score=self.score(score))

    def best(self, spread: Spread) -> str:
        """As the weakest."""
        if spread.best is None:
            return "–"
        member, score = spread.best
        return self.tr("ght.told.named", name=member.name, score=self.score(score))

    def middle(self, spread: Spread) -> str:
        """Median, mean and the share of the activity at the target, beside the weakest; a dash without any."""
        if spread.mean is None:
            return "–"
        return self.tr(
            "ght.told.middle",
            median=self.score(spread.median),
            mean=self.score(spread.mean),
            share=self.share(spread.reached),
        )

    def help(self, one: Help) -> str:
        """Who can help whom, and in what."""
        return self.tr(
            "ght.told.help",
            topic=self.topic(one.topic, short=True),
            by=one.by.name,
            by_score=self.score(one.by_score),
            of=one.of.name,
            of_score=self.score(one.of_score),
        )

    def target(self, one: Objective) -> str:
        """``Active Directory : niveau au moins 3,0``."""
        return self.tr(
            f"ght.told.target.{one.indicator}",
            topic=self.topic(one.topic, short=True),
            target=self.aimed(one),
        )

    def asked(self, one: Objective) -> str:
        """The target, by when and by whom."""
        said = self.tr("ght.told.asked", target=self.target(one), day=self.tr.date(one.due))
        return f"{said} ({one.owner})" if one.owner else said

    def aimed(self, one: Objective) -> str:
        """The target in figures."""
        return (
            self.score(one.target) if one.indicator == "score" else self.tr.percent(one.target, 0)
        )

    def standing(self, one: Standing) -> str:
        """Where an objective stands; of a group, with its weakest and those who have not answered."""
        said = [self._state(one), self._value(one)]
        if one.weakest:
            member, value = one.weakest
            figure = (
                self.score(value)
                if one.objective.indicator == "score"
                else self.tr.percent(value, 0)
            )
            said.append(self.tr("ght.told.weakest", name=member.name, score=figure))
        if one.absent:
            names = ", ".join(each.name for each in one.absent[:_FEW])
            key = "ght.told.absent" if len(one.absent) <= _FEW else "ght.told.absent_more"
            said.append(self.tr(key, n=len(one.absent), names=names))
        return " ".join(filter(None, said))

    def _state(self, one: Standing) -> str:
        return self.tr(f"ght.state.{one.state}", n=one.days)

    def _value(self, one: Standing) -> str:
        if one.value is None:
            return ""
        if one.member.kind in ("ght", "region"):
            return self.tr(
                "ght.told.at_target", share=self.share(one.value), rule=self.tr.percent(RULE)
            )
        figure = (
            self.score(one.value)
            if one.objective.indicator == "score"
            else self.tr.percent(one.value, 0)
        )
        return self.tr("ght.told.today", value=figure)
