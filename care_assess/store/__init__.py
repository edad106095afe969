"""Where the answers are kept: one SQLite file, whose history only grows.

    open_store(folder) → Store ── tables (the schema), statements (the queries)
                               ├─ follows (what is said of the actions of the plans)
                               ├─ choices (what people choose around the plans)
                               ├─ workshops (what happens in workshops, who comes, what they vote)
                               ├─ delegations (the questions entrusted to people)
                               ├─ copies (a database that comes from elsewhere)
                               ├─ steering (what a group steers by, the summaries it receives)
                               └─ database (connections, migrations, what a failure means)

Nothing else in the package knows SQL.
"""

from __future__ import annotations

from care_assess.store.choices import Choice, Json
from care_assess.store.copies import keep_copy
from care_assess.store.follows import Pressing
from care_assess.store.model import AssessmentInfo, Erasure, OpenAssessment, new_id
from care_assess.store.steering import Snapshot, SnapshotInfo
from care_assess.store.store import Store, close_store, close_stores, open_store
from care_assess.store.workshops import Code, Seat, Standing

__all__ = [
    "AssessmentInfo",
    "Choice",
    "Code",
    "Erasure",
    "Json",
    "OpenAssessment",
    "Pressing",
    "Seat",
    "Snapshot",
    "SnapshotInfo",
    "Standing",
    "Store",
    "close_store",
    "close_stores",
    "keep_copy",
    "new_id",
    "open_store",
]
