"""A group of establishments and what it steers: its tree, its objectives, the summaries it receives.

    tree of organisations (region → GHT → establishment → site) with their shares of activity
    summaries, one an establishment and a campaign, sealed where they are made
        ──▶ overview (weakest named, coverage, who can help whom), trend, objectives, benchmark

Pure values. The rule of 66 % of the combined activity is that of CaRE domain 2; using it everywhere, the
way of naming helpers and the k-anonymity of the benchmark are our proposal.
"""

from __future__ import annotations

from care_assess.steering.model import (
    KINDS,
    LISTS,
    RULE,
    SIZES,
    Figure,
    Kind,
    Member,
    Size,
    Summary,
    Tree,
    key_of,
)

__all__ = [
    "KINDS",
    "LISTS",
    "RULE",
    "SIZES",
    "Figure",
    "Kind",
    "Member",
    "Size",
    "Summary",
    "Tree",
    "key_of",
]
