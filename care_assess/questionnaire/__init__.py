"""Questionnaires: the values (:mod:`model`), and how they are read and checked."""

from __future__ import annotations

from care_assess.questionnaire.model import *  # noqa: F403
from care_assess.questionnaire.model import __all__  # noqa: F401
