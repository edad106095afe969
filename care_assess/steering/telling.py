"""A group in words, for pages and files alike: a mean is never said without the weakest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from care_assess.questionnaire import Reference
from care_assess.steering.facts import FactId, Facts, FactValue
from care_assess.steering.model import RULE, Figure
from care_assess.steering.objectives import Indicator, Objective, Place, Standing, gauge_of
from care_assess.steering.overview import Help, Overview, Spread
from care_assess.text import Translator

__all__ = ["Teller"]

_OF_YEAR: frozenset[FactId] = frozenset({"digital_share", "cyber_share"})
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

    def value(self, value: FactValue | None, indicator: Indicator) -> str:
        """A value in its unit: ``12/03/2026``, ``2,1``, ``45 jours``, ``never``, or that it was not told."""
        if value is None:
            return self.tr("ght.told.not_told")
        if isinstance(value, str):
            return self.tr("ght.told.never")
        if isinstance(value, date):
            return self.tr.date(value)
        unit = gauge_of(indicator).unit
        if unit == "points":
            return self.score(value)
        if unit == "share":
            return self.share(value)
        return self.tr(f"ght.told.{unit}", n=int(value))

    def fact(self, facts: Facts, name: FactId) -> str:
        """A fact as it was told; a share of the budget with its year."""
        said = self.value(facts.values.get(name), name)
        if name in _OF_YEAR and name in facts.values and facts.budget_year:
            return self.tr("ght.told.of_year", value=said, year=str(facts.budget_year))
        return said

    def target(self, one: Objective) -> str:
        """``Active Directory : niveau ADS 3 au moins``."""
        unit = gauge_of(one.indicator).unit
        facts: dict[str, str | int] = {"topic": self.topic(one.topic, short=True)}
        if unit == "points":
            facts["target"] = self.score(one.target)
        elif unit == "share":
            facts["target"] = self.tr.percent(one.target, _decimals(one.target * 100))
        else:
            facts["n"] = int(one.target)
        return self.tr(f"ght.told.target.{one.indicator}", **facts)

    def asked(self, one: Objective) -> str:
        """The target, by when and by whom."""
        said = self.tr("ght.told.asked", target=self.target(one), day=self.tr.date(one.due))
        return f"{said} ({one.owner})" if one.owner else said

    def standing(self, one: Standing, *, brief: bool = False) -> str:
        """Where an objective stands; of a group, with its weakest and those who have told nothing.

        ``brief``: they are counted, not named.
        """
        said = [self.state(one), self._today(one)]
        if one.weakest:
            member, value = one.weakest
            worst = self.value(value, one.objective.indicator)
            said.append(self.tr("ght.told.weakest", name=member.name, score=worst))
        if one.absent and brief:
            said.append(self.tr("ght.told.silent", n=len(one.absent)))
        elif one.absent:
            names = ", ".join(each.name for each in one.absent[:_FEW])
            key = "ght.told.absent" if len(one.absent) <= _FEW else "ght.told.absent_more"
            said.append(self.tr(key, n=len(one.absent), names=names))
        return " ".join(filter(None, said))

    def state(self, one: Standing) -> str:
        """Late, on its way, not assessed or reached."""
        return self.tr(f"ght.state.{one.state}", n=one.days)

    def place(self, one: Place, indicator: Indicator) -> str:
        """What an organisation has told of a group's objective, and whether it is at the target."""
        said = self.value(one.value, indicator)
        if one.value is None:
            return said
        return self.tr(f"ght.told.place_{self.met(one)}", value=said)

    def met(self, one: Place) -> Literal["yes", "no", "not_told"]:
        """Whether it is at the target, as far as is known."""
        if one.value is None:
            return "not_told"
        return "yes" if one.met else "no"

    def _today(self, one: Standing) -> str:
        if not one.places:
            known = "" if one.value is None else self.value(one.value, one.objective.indicator)
            return known and self.tr("ght.told.today", value=known)
        if not isinstance(one.value, Fraction):
            return ""
        return self.tr(
            "ght.told.at_target",
            n=one.met,
            total=len(one.places),
            share=self.share(one.value),
            rule=self.tr.percent(RULE),
        )


def _decimals(number: Fraction) -> int:
    """As few decimals as write a number of at most two exactly."""
    return next((n for n in (0, 1) if (number * 10**n).denominator == 1), 2)
