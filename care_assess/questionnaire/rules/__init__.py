"""What no schema can say: one generator a rule, all with the same signature, listed in one tuple.

A rule yields a Fault for each thing wrong in ``document``; ``shelf`` holds everything it may look up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from care_assess.errors import Fault
from care_assess.questionnaire.rules import (
    actions,
    answers,
    conditions,
    groups,
    names,
    placements,
    reference,
    scales,
    scores,
    succession,
    vocabulary,
)
from care_assess.questionnaire.shelf import Shelf
from care_assess.questionnaire.yamltext import Document

__all__ = ["REFERENCE_RULES", "RULES", "SCENARIO_RULES", "Rule"]

Rule: TypeAlias = Callable[[Document, Shelf], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    names.a_file_is_named_after_its_version,
    names.a_version_is_published_once,
    names.question_ids_are_unique,
    names.question_ids_begin_with_a_prefix,
    names.local_ids_are_unique,
    groups.parts_hold_questions_or_groups,
    groups.groups_are_not_too_deep,
    vocabulary.words_are_in_the_vocabulary,
    answers.fields_belong_to_the_type,
    answers.bounds_hold_a_range,
    answers.cuts_are_ordered_within_bounds,
    answers.options_make_a_scale,
    answers.answers_tell_apart,
    answers.texts_speak_the_languages,
    answers.texts_are_translated,
    conditions.conditions_ask_what_exists,
    conditions.conditions_ask_a_level_of_the_scale,
    conditions.conditions_do_not_go_round,
    actions.days_are_within_the_effort,
    actions.required_actions_exist,
    actions.required_actions_do_not_go_round,
    scores.caps_watch_their_own_questions,
    scores.ladders_climb_one_rung_at_a_time,
    scores.rungs_are_on_a_ladder,
    scores.overlaps_name_a_ladder,
    scores.failing_answers_exist,
    succession.a_version_follows_the_one_before,
    succession.former_questions_are_accounted_for,
    succession.ids_are_never_used_again,
    succession.replaces_names_former_questions,
    succession.answers_have_a_place_to_go,
    scales.the_scale_holds_a_range,
    scales.levels_are_on_the_scale,
    scales.levels_have_words,
    scales.caps_hold_something,
)

REFERENCE_RULES: tuple[Rule, ...] = (
    reference.the_vocabulary_is_whole,
    reference.the_vocabulary_is_true_to_itself,
    reference.computed_facts_have_their_source,
    reference.effort_bands_hold_a_range,
)

SCENARIO_RULES: tuple[Rule, ...] = (
    placements.steps_are_those_of_the_scenario,
    placements.placed_questions_exist,
    placements.placed_questions_name_the_scenario,
    placements.a_question_is_at_a_step_once,
    placements.questions_are_all_placed,
)
