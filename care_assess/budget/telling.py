"""The ratios in words: one sentence for the board, each figure with its terms, the text to paste elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from care_assess.budget.book import EXCLUSIONS, Book
from care_assess.budget.comparing import Reference, Step, compare
from care_assess.budget.doubts import Doubt
from care_assess.budget.group import internal_of
from care_assess.budget.model import KINDS, Entry
from care_assess.budget.ratios import RATIOS, STAFF, Ratio, RatioId, ratios
from care_assess.text import Translator, round_half_up

__all__ = ["Teller"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """Tells the budgets of ``book``. ``name``: of the whole perimeter; ``finess``: of the legal entity, when known."""

    book: Book
    name: str
    tr: Translator
    finess: str = ""

    # ---- figures

    def percent(self, share: Fraction) -> str:
        """``1,69 %`` or ``1,7 %``: two decimals at most, one at least."""
        return self.tr.percent(share, _decimals(share))

    def euros(self, cents: Fraction | int) -> str:
        """Whole euros."""
        return self.tr("budget.euros", amount=self.tr.number(Fraction(cents) / 100, 0))

    def amount(self, ratio: RatioId, value: Fraction | None) -> str:
        """A term of a ratio, in its unit."""
        if value is None:
            return self.tr("budget.not_entered")
        if ratio in STAFF:
            return self.tr("budget.fte", amount=self.tr.figure(value))
        return self.euros(value)

    def ratio_name(self, ratio: Ratio) -> str:
        """Its number and its name."""
        name = self.tr(f"budget.name.{ratio.id}")
        return self.tr("budget.name_net", name=name) if ratio.net else name

    def value(self, ratio: Ratio) -> str:
        """The share, or why there is none."""
        return self.why_not(ratio) if ratio.value is None else self.percent(ratio.value)

    def why_not(self, ratio: Ratio) -> str:
        """Why a ratio cannot be computed."""
        if not ratio.missing:
            return self.tr("budget.uncomputed.zero")
        return self.tr("budget.uncomputed.missing", missing=self._listed(ratio.missing))

    def terms(self, ratio: Ratio) -> Iterator[tuple[str, str, str]]:
        """Above or below (``top``, ``bottom``), a term in words, and its amount; then the sum of each."""
        for side, total in (("top", ratio.top), ("bottom", ratio.bottom)):
            yield from (
                (side, self.term(one.name), self.amount(ratio.id, one.value)) for one in total.terms
            )

    def term(self, name: str) -> str:
        """A term in words."""
        if name in KINDS:
            return self.tr(f"budget.kind.{name}")
        if name.startswith("cyber_"):
            kind = self.tr(f"budget.kind.{name.removeprefix('cyber_')}")
            return self.tr("budget.term_cyber", kind=kind)
        return self.tr(f"budget.term.{name}")

    # ---- sentences

    def headline(self, entry: Entry, steps: Sequence[Step] = ()) -> Iterator[str]:
        """What a director can repeat, for one year; ``steps``: the trend of R1, to tell the last change."""
        found = {one.id: one for one in ratios(entry, annexes=self.book.annexes) if not one.net}
        first, tr = found["r1"], self.tr
        about = {"year": entry.year, "name": self.name}
        if first.value is None:
            why = "none" if first.missing else "zero"
            yield tr(f"budget.told.{why}", missing=self._listed(first.missing), **about)
            return
        yield tr(
            "budget.told.share",
            basis=tr(f"budget.basis.{entry.basis}"),
            share=self.percent(first.value),
            top=self.amount("r1", first.top.value),
            bottom=self.amount("r1", first.bottom.value),
            **about,
        )
        if found["r4"].value is not None:
            yield tr("budget.told.cyber", share=self.percent(found["r4"].value))
        known = [one for one in steps if one.share is not None and one.year <= entry.year]
        if len(known) > 1 and known[-1].change is not None:
            yield tr(
                "budget.told.change", year=known[-2].year, points=self.points(known[-1].change)
            )

    def points(self, change: Fraction) -> str:
        """``+0,2 point``."""
        sign = "+" if change > 0 else "\u2212" if change < 0 else ""
        written = self.tr.number(abs(change) * 100, _decimals(change))
        several = 2 if abs(change) * 100 >= 2 else 1
        return self.tr("budget.told.points", n=several, amount=f"{sign}{written}")

    def compared(self, entry: Entry, reference: Reference) -> str:
        """How one year stands to a reference."""
        found = ratios(entry, annexes=self.book.annexes)
        name = self.tr(f"budget.name.{reference.ratio}")
        held = compare(found, reference)
        if held is None:
            ratio = next(one for one in found if one.id == reference.ratio)
            return self.tr("budget.told.not_compared", ratio=name, why=self.why_not(ratio))
        missing = {"euros": self.euros(held.missing)} if held.position == "below" else {}
        return self.tr(
            f"budget.told.{held.position}",
            ratio=name,
            share=self.value(held.ratio),
            reference=self.reference(reference),
            **missing,
        )

    def reference(self, reference: Reference) -> str:
        """A reference with its source and date."""
        if reference.id:
            return self.tr(f"budget.reference.{reference.id}")
        low, high = self.percent(reference.low), self.percent(reference.high)
        band = low if low == high else self.tr("budget.reference.band", low=low, high=high)
        return self.tr(
            "budget.reference.own", band=band, source=reference.source, date=reference.date
        )

    def doubt(self, doubt: Doubt) -> str:
        """What is to be looked at again."""
        about = doubt.about
        if about in RATIOS:
            about = self.tr(f"budget.name.{about}")
        elif doubt.rule in ("part_above", "year_slip"):
            about = self.tr(f"budget.doubt_about.{about}")
        elif about in KINDS:
            about = self.tr(f"budget.kind.{about}")
        said = {
            "about": about,
            "share": "" if doubt.share is None else self.percent(doubt.share),
            "euros": "" if doubt.cents is None else self.euros(doubt.cents),
            "n": doubt.count,
        }
        return self.tr(f"budget.doubt.{doubt.rule}", **said)

    # ---- the sheet

    def conventions(self, year: int) -> Iterator[str]:
        """Everything that was chosen, in words: without it the shares say nothing."""
        tr, book = self.tr, self.book
        members = [book.entry(one, year) for one in book.entities]
        whole = next(one for one in book.whole(self.name) if one.year == year)
        if book.members:
            internal = sum(
                internal_of(one, total, annex=annex)
                for one in members
                for total in ("operating", "investment")
                for annex in (False, True)
            )
            count = tr("budget.convention.members", n=len(members))
            yield tr(
                "budget.convention.group",
                name=self.name,
                members=count,
                internal=self.euros(internal),
            )
        else:
            key = "entity_finess" if self.finess else "entity"
            yield tr(f"budget.convention.{key}", name=self.name, finess=self.finess)
        yield tr("budget.convention.basis", basis=tr(f"budget.basis.{whole.basis}"), year=year)
        yield tr(f"budget.convention.annexes_{'in' if book.annexes else 'out'}")
        yield tr("budget.convention.spending")
        for name in EXCLUSIONS:
            side = "counted" if name in book.counted else "excluded"
            yield tr(f"budget.convention.{side}", what=tr(f"budget.exclusion.{name}"))
        yield tr("budget.convention.amortisation")
        granted = sum(one.cents for one in whole.subsidies)
        if granted:
            yield tr("budget.convention.gross", euros=self.euros(granted))
        else:
            yield tr("budget.convention.no_grant")
        unsaid = [
            one
            for one in whole.lines
            if one.cyber is None and not one.left_out and one.kind != "amortisation"
        ]
        if unsaid:
            yield tr("budget.convention.untagged", n=len(unsaid))
        for one in whole.lines:
            if one.left_out:
                yield tr(
                    "budget.convention.left_out",
                    label=one.label or tr(f"budget.kind.{one.kind}"),
                    euros=self.euros(one.cents),
                    reason=one.left_out,
                )
        yield tr("budget.convention.formulas")

    def paste(self, entry: Entry) -> str:
        """The figures of one year and their conventions, as plain text to put into another form."""
        tr = self.tr
        basis = tr(f"budget.basis.{entry.basis}")
        lines = [tr("budget.paste.title", name=self.name, year=entry.year, basis=basis), ""]
        for one in ratios(entry, annexes=self.book.annexes):
            name = self.ratio_name(one)
            if one.value is None:
                lines.append(tr("budget.paste.uncomputed", name=name, why=self.why_not(one)))
            else:
                top, bottom = (self.amount(one.id, each.value) for each in (one.top, one.bottom))
                lines.append(
                    tr(
                        "budget.paste.line",
                        name=name,
                        share=self.percent(one.value),
                        top=top,
                        bottom=bottom,
                    )
                )
        conventions = (f"- {one}" for one in self.conventions(entry.year))
        return "\n".join([*lines, "", tr("budget.paste.conventions"), *conventions])

    def _listed(self, names: Sequence[str]) -> str:
        said = (self.term(one) for one in names)
        return ", ".join(f"{one[:1].lower()}{one[1:]}" for one in said)


def _decimals(share: Fraction) -> int:
    return 1 if round_half_up(share * 100, 2) == round_half_up(share * 100, 1) else 2
