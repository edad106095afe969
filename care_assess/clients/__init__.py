"""The clients of a consultant, each in a folder of its own: nothing goes from one to another.

    Clients ── list, new, copy, delete ──▶ folders under ``clients/`` of the data folder
            ── export, bring ────────────▶ one sealed file a client (sealing)

The data folder itself is the client of those who have only one: its key is empty.
"""

from __future__ import annotations

from care_assess.clients.book import Clients
from care_assess.clients.certificate import certificate_text
from care_assess.clients.model import MAIN, Certificate, Client, ErasedFile

__all__ = ["MAIN", "Certificate", "Client", "Clients", "ErasedFile", "certificate_text"]
