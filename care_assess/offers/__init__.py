"""Offers of the market: a catalogue that the user brings, matched to the actions of a plan.

    bytes ──▶ table (rows and columns) ──▶ reading (a mapping of columns) ──▶ Offer
    actions of the plan + offers ──▶ matching ──▶ Match, with its reasons

Ships empty: no offer is ours. The format is told in docs/offers.md.
"""

from __future__ import annotations

from care_assess.offers.model import BODIES, FIELDS, REQUIRED, Field, Offer, OfferCatalogue

__all__ = ["BODIES", "FIELDS", "REQUIRED", "Field", "Offer", "OfferCatalogue"]
