"""A workshop by example: the agenda, the codes, what events tell, what votes say, what is left of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from fractions import Fraction

import pytest
from build import a_date, a_multiple, a_number, a_question, a_questionnaire, a_reference, a_yes_no
from filled import a_sheet
from roomful import START, a_vote, someone, told, voted

from care_assess.answers import applicability
from care_assess.workshop import Held, next_question, record, spent, tally, unfold, values_of
from care_assess.workshop.agenda import agenda, chosen, left_of, parts_of
from care_assess.workshop.codes import ALPHABET, new_code, same_code, shown_code, typed_code
from care_assess.workshop.record import by_domain, presences, to_revisit

Q1 = a_question("Q-1").built
ASKED = {name: a_question(name).built for name in ("Q-1", "Q-2", "Q-3")}


def parts(*counts: int):
    """The parts of sections with so many questions, one in two of the core tier."""
    sections = {}
    for n, count in enumerate(counts):
        names = (f"S{n}-{one}" for one in range(count))
        sections[f"s{n}"] = [
            a_question(name).in_core() if at % 2 == 0 else a_question(name)
            for at, name in enumerate(names)
        ]
    built = a_questionnaire("care")
    for name, asked in sections.items():
        built = built.with_section(name, *asked)
    asked = (built.built,)
    return parts_of(asked, applicability(asked, a_sheet({}), a_reference()))


# ---- what can be voted on


def test_one_votes_on_worded_levels_on_bands_and_never_on_what_has_none():
    assert values_of(Q1) == ("0", "1", "2", "3", "4", "5", "unknown", "abstain")
    assert values_of(a_yes_no().built)[:-2] == ("no", "partial", "yes")
    assert len(values_of(a_number().built)) == 8
    assert values_of(a_multiple(plan=1, drill=2).built) == ()
    assert values_of(a_date().built) == ()


# ---- codes


def test_a_code_is_eight_signs_that_nobody_mistakes():
    picked = iter("ACDEFGHJ")
    code = new_code(lambda signs: next(picked))
    assert code == "ACDEFGHJ"
    assert shown_code(code) == "ACDE-FGHJ"
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUV")


@pytest.mark.parametrize("typed", ["acde-fghj", " ACDE FGHJ ", "A.C.D.E.F.G.H.J"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert same_code(typed_code(typed), "ACDEFGHJ")


@pytest.mark.parametrize("typed", ["", "ACDEFGHK", "ACDEFGH", "ÉCDEFGHJ", "\ud800"])
def test_another_code_is_not(typed):
    assert not same_code(typed_code(typed), "ACDEFGHJ")


# ---- what events tell


def test_a_workshop_begins_ready_with_its_questions():
    workshop = told()
    assert (workshop.phase, workshop.questions, workshop.minutes) == (
        "ready",
        ("Q-1", "Q-2", "Q-3"),
        3,
    )
    assert next_question(workshop, workshop.questions) == "Q-1"
    assert unfold([]) is None


def test_a_question_is_voted_on_shown_and_settled():
    workshop = told(
        ("asked", "Q-1", 1), ("revealed", "Q-1", 1), ("settled", "Q-1", 1, {"answer": 9})
    )
    assert (workshop.phase, workshop.question, workshop.round) == ("settled", "Q-1", 1)
    assert workshop.revealed == {"Q-1": (1,)}
    assert workshop.settled == {"Q-1": 9}
    assert next_question(workshop, workshop.questions) == "Q-2"


def test_a_second_round_follows_a_first_that_was_shown():
    workshop = told(("asked", "Q-1", 1), ("revealed", "Q-1", 1))
    assert workshop.next_round("Q-1") == 2
    assert workshop.next_round("Q-2") == 1


def test_a_round_cut_short_by_a_pause_goes_on_where_it_was():
    workshop = told(("asked", "Q-1", 1), ("paused",), ("resumed",))
    assert workshop.phase == "ready"
    assert workshop.next_round("Q-1") == 1
    assert next_question(workshop, workshop.questions) == "Q-1"


def test_a_question_skipped_is_left_aside_until_it_is_asked_again():
    workshop = told(("asked", "Q-1", 1), ("skipped", "Q-1", 1))
    assert next_question(workshop, workshop.questions) == "Q-2"
    again = told(("asked", "Q-1", 1), ("skipped", "Q-1", 1), ("asked", "Q-1", 1))
    assert again.skipped == frozenset()


def test_a_question_that_does_not_concern_the_establishment_any_more_is_passed_over():
    assert next_question(told(), {"Q-2", "Q-3"}) == "Q-2"
    assert next_question(told(), ()) is None


def test_what_is_parked_or_promised_changes_nothing_before_the_room():
    workshop = told(
        ("asked", "Q-1", 1),
        ("parked", "Q-1", {"text": "Les prestataires"}),
        ("promised", "Q-1", {"what": "PSSI signée", "who": "RSSI", "due": "2026-12-15"}),
        ("unparked", {"entry": 3}),
        ("delivered", {"promise": 4}),
    )
    assert (workshop.phase, workshop.question, workshop.floor) == ("voting", "Q-1", 2)
    assert workshop.parked[0].text == "Les prestataires"
    assert workshop.parked[0].done
    assert (workshop.promises[0].who, workshop.promises[0].due) == ("RSSI", date(2026, 12, 15))
    assert workshop.promises[0].done


def test_the_time_of_a_question_stops_with_a_pause_and_goes_on_in_the_next_round():
    workshop = told(
        ("asked", "Q-1", 1),
        ("revealed", "Q-1", 1),
        ("paused",),
        ("resumed",),
        ("asked", "Q-1", 2),
        ("revealed", "Q-1", 2),
        ("settled", "Q-1", 2),
        ("asked", "Q-2", 1),
    )
    now = START + timedelta(minutes=10)
    assert spent(workshop, {"Q-1"}, now) == timedelta(minutes=4)
    assert spent(workshop, {"Q-2"}, now) == timedelta(minutes=2)
    assert spent(workshop, {"Q-3"}, now) == timedelta()


# ---- the agenda


def test_the_agenda_says_when_each_part_begins_with_a_break_in_a_long_morning():
    lines = agenda(parts(10, 15, 10), 3)
    assert [(one.kind, one.start, one.minutes) for one in lines] == [
        ("welcome", 0, 10),
        ("part", 10, 30),
        ("part", 40, 45),
        ("break", 85, 10),
        ("part", 95, 30),
        ("closing", 125, 10),
    ]


def test_one_chooses_sections_or_the_core_tier():
    every = parts(4, 2)
    assert [len(one.questions) for one in chosen(every)] == [4, 2]
    assert [len(one.questions) for one in chosen(every, core=True)] == [2, 1]
    assert [one.section for one in chosen(every, sections={("care", "s1")})] == ["s1"]
    assert chosen(every, sections=()) == ()
    assert agenda((), 3) == ()


def test_a_workshop_taken_up_again_has_the_agenda_of_what_is_left_from_that_moment():
    room = told(
        ("asked", "Q-1", 1), ("settled", "Q-1", 1), ("paused",), ("resumed",), ("asked", "Q-2", 1),
        ("skipped", "Q-2", 1), questions=("Q-1", "Q-2"),
    )  # fmt: skip
    assert room.taken_up == START + timedelta(minutes=4)
    assert room.behind == {"Q-1"}
    left = left_of(parts(2, 1), {"S0-0", "S0-1"})
    lines = agenda(left, 3, welcome=False)
    assert [(one.kind, one.start) for one in lines] == [("part", 0), ("closing", 3)]


# ---- what votes say


def test_votes_are_counted_by_level_with_those_who_do_not_know_and_those_who_abstain():
    found = tally(Q1, voted(care="113?", it="3-"))
    assert found.counts == {"0": 0, "1": 2, "2": 0, "3": 2, "4": 0, "5": 0}
    assert (found.unknown, found.abstained, found.known, found.cast) == (1, 1, 4, 6)
    assert (found.median, found.spread, found.deviation) == (2, 2, 1)


def test_the_middle_of_an_even_number_of_votes_is_half_way():
    assert tally(Q1, voted(care="23")).median == Fraction(5, 2)


def test_without_a_known_vote_there_is_no_middle():
    found = tally(Q1, voted(care="?-"))
    assert (found.median, found.spread, found.deviation, found.disagreement) == (None,) * 4
    assert tally(Q1, []).cast == 0


def test_each_function_is_read_apart():
    found = tally(Q1, voted(it="44?", care="12"))
    assert [(one.function, one.cast, one.median) for one in found.groups] == [
        ("it", 3, 4),
        ("care", 2, Fraction(3, 2)),
    ]


def test_a_strong_disagreement_names_the_functions_that_are_apart():
    found = tally(Q1, voted(care="11", it="44", quality="3")).disagreement
    assert (found.low, found.high) == (1, 4)
    assert (found.below, found.above, found.few) == (("care",), ("it",), False)


def test_a_disagreement_within_one_function_names_none():
    found = tally(Q1, voted(care="14")).disagreement
    assert (found.low, found.high, found.below, found.above) == (1, 4, (), ())


def test_two_levels_apart_is_no_strong_disagreement():
    assert tally(Q1, voted(care="1", it="3")).disagreement is None


def test_naming_a_function_of_one_person_would_name_the_person():
    assert tally(Q1, voted(care="11", it="4")).disagreement.few


def test_levels_of_another_scale_are_compared_in_points():
    wide = a_questionnaire("care", a_question("Q-1")).on_scale(0, 10).built.questions[0]
    assert (tally(wide, voted(care="25")).low, tally(wide, voted(care="25")).high) == (
        1,
        Fraction(5, 2),
    )


# ---- what is left


def held(workshop, people, *votes):
    return Held(workshop=workshop, participants=tuple(people), votes=tuple(votes))


def test_the_last_vote_of_each_person_counts_in_its_round():
    room = told(
        ("asked", "Q-1", 1), ("revealed", "Q-1", 1), ("asked", "Q-1", 2), ("revealed", "Q-1", 2)
    )
    left = record(
        [
            held(
                room,
                [someone("Anne"), someone("Luc", "it")],
                a_vote("Anne", "0", seq=1),
                a_vote("Anne", "1", seq=2),
                a_vote("Luc", "4", seq=3),
                a_vote("Anne", "3", number=2, seq=4),
            )
        ],
        ASKED,
    )
    first, second = left.outcomes["Q-1"].rounds
    assert (first.low, first.high) == (1, 4)
    assert (second.known, second.median) == (1, 3)


def test_votes_that_were_never_shown_stay_hidden():
    room = told(("asked", "Q-1", 1), ("paused",))
    left = record([held(room, [someone("Anne")], a_vote("Anne", "3"))], ASKED)
    assert left.outcomes == {}


def test_the_record_counts_people_once_over_several_days_by_function():
    days = [
        held(told(), [someone("Anne"), someone("Luc", "it"), someone("Chef", role="facilitator")]),
        held(told(), [someone("anne ", id="again")]),
    ]
    left = record(days, ASKED)
    assert left.attendance == {"it": 1, "care": 1}
    assert left.days == (START.date(),)


def test_the_widest_disagreements_come_first_and_domains_are_summed_up():
    room = told(
        *(
            step
            for name in ("Q-1", "Q-2", "Q-3")
            for step in (("asked", name, 1), ("revealed", name, 1))
        )
    )
    people = [someone("Anne"), someone("Luc", "it")]
    pairs = {"Q-1": "14", "Q-2": "05", "Q-3": "33"}
    votes = [
        a_vote(who.name, value, name)
        for name, values in pairs.items()
        for who, value in zip(people, values, strict=True)
    ]
    left = record([held(room, people, *votes)], ASKED)
    assert [one.question for one in to_revisit(left.outcomes)] == ["Q-2", "Q-1"]
    domain = a_questionnaire("care", *map(a_question, ASKED)).built
    found = by_domain(left.outcomes, [domain])["care"]
    assert (found.questions, found.strong) == (3, 2)
    assert found.deviation == Fraction(Fraction(3, 2) + Fraction(5, 2), 3)


def test_a_single_vote_tells_nothing_of_a_dispersion():
    room = told(
        *(step for name in ("Q-1", "Q-2") for step in (("asked", name, 1), ("revealed", name, 1)))
    )
    people = [someone("Anne"), someone("Luc", "it")]
    votes = [a_vote("Anne", "1"), a_vote("Luc", "3"), a_vote("Anne", "5", "Q-2")]
    left = record([held(room, people, *votes)], ASKED)
    domain = a_questionnaire("care", *map(a_question, ASKED)).built
    found = by_domain(left.outcomes, [domain])["care"]
    assert (found.questions, found.deviation) == (2, 1)
    alone = record([held(room, people[:1], *votes)], {"Q-2": ASKED["Q-2"]})
    assert by_domain(alone.outcomes, [domain])["care"].deviation is None


def test_a_workshop_of_several_days_says_each_of_them_and_who_was_there_on_which():
    room = told(
        ("asked", "Q-1", 1), ("revealed", "Q-1", 1), ("paused",), *(("resumed",),) * 24 * 60,
        ("asked", "Q-1", 2),
    )  # fmt: skip
    next_day = START + timedelta(days=1)
    people = [someone("Luc", "it"), someone("Anne"), someone("anne ", id="again", at=next_day)]
    late = replace(a_vote("again", "3", number=2), at=next_day + timedelta(hours=1))
    mine = held(room, people, a_vote("Anne", "1"), late)
    assert record([mine], ASKED).days == (START.date(), next_day.date())
    there = [(one.person.name, one.at) for one in presences(mine, UTC)]
    assert there == [("Luc", START), ("Anne", START), ("Anne", next_day)]


def test_a_workshop_prepared_for_a_day_and_held_on_another_says_the_other():
    opened = told(*(("parked", {"text": "x"}),) * 24 * 60, ("asked", "Q-1", 1))
    assert record([held(opened, [])], ASKED).days == (START.date() + timedelta(days=1),)
