"""The shortest path to a target: which actions, why no shorter one, by when; or what blocks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from build import a_group, a_question, a_questionnaire, a_reference, a_yes_no
from filled import UNKNOWN, a_sheet, not_applicable
from roads import case_of

from care_assess.errors import Refused
from care_assess.plan import solver
from care_assess.plan.program import Program, Row
from care_assess.plan.request import Means, Request, Targets, best_of, first, floor_of
from care_assess.scoring import score
from care_assess.text import translator


def asking(level=3, *, overall=None, horizon=180, before=None, **means) -> Request:
    """A floor for the topic "ad", and those means."""
    targets = Targets(topics={"ad": Fraction(level)}, overall=overall)
    return Request(targets=targets, means=Means(**means), horizon=horizon, before=before or {})


def on_ad(*days: int, questions=(), **answers):
    """Questions A, B, C… on one topic, all at level 0 unless said, each solved in so many days."""
    some = [
        a_question(name).on("ad").solved_by(f"Do {name}", days=n)
        for name, n in zip("ABCDEFGH", days, strict=False)
    ]
    asked = a_questionnaire("care", *some, *questions)
    names = [one.id for one in asked.built.questions]
    return case_of(asked, answers={name: answers.get(name, 0) for name in names})


def names(path) -> list[str]:
    return [action.id for action in path.actions]


def reliefs(path) -> list[tuple]:
    return [(one.kind, one.name, one.given, one.needed) for one in path.blocking.reliefs]


# Which actions


def test_the_path_has_the_fewest_days_that_reach_the_level():
    path = on_ad(9, 4, 6).path(asking(3))  # two of three make 10 ÷ 3
    assert (path.status, names(path), path.days, path.bound) == ("optimal", ["B", "C"], 10, 10)
    assert (path.now.topics["ad"], path.after.topics["ad"]) == (0, Fraction(10, 3))
    assert (path.now.overall, path.after.overall) == (0, Fraction(10, 3))
    assert path.after.domains == {"care": Fraction(10, 3)}


def test_a_level_that_is_reached_exactly_is_reached():
    assert names(on_ad(9, 4, 6).path(asking(Fraction(10, 3)))) == ["B", "C"]


def test_a_level_missed_by_very_little_is_missed():
    hair = Fraction(1, 10**12)
    assert len(on_ad(9, 4, 6).path(asking(Fraction(10, 3) + hair)).actions) == 3


def test_a_whole_missed_by_very_little_is_missed_under_caps_too():
    questions = [a_question(name).on("ad").solved_by(f"Do {name}", days=n) for name, n in
                 (("A", 1), ("B", 2), ("C", 3))]  # fmt: skip
    one = a_questionnaire("one", *questions).capped("A", 2)
    two = a_questionnaire("two", a_question("D").solved_by("Do D", days=7))
    case = case_of(one, two, answers={"A": 0, "B": 0, "C": 0, "D": 0})
    level = Fraction(5, 3)  # A and B make 10 ÷ 3, halved by the other questionnaire
    exact = Request(targets=Targets(overall=level))
    above = Request(targets=Targets(overall=level + Fraction(1, 10**12)))
    assert sorted(names(case.path(exact))) == ["A", "B"]
    assert sorted(names(case.path(above))) == ["A", "B", "C"]


def test_of_paths_as_short_the_best_ranks_are_taken():
    path = on_ad(5, 5, 5).path(asking(Fraction(1, 2)))
    assert [one.rank for one in path.actions] == [1]


def test_nothing_is_to_be_done_where_the_level_is_reached():
    path = on_ad(9, 4, A=3, B=4).path(asking(3))
    assert (path.status, path.actions, path.days, path.bound) == ("optimal", (), 0, 0)
    assert path.waves == ()


def test_a_cap_is_lifted_before_anything_counts():
    some = [a_question(name).on("ad").solved_by(f"Do {name}", days=n)
            for name, n in (("A", 30), ("B", 1), ("C", 1))]  # fmt: skip
    case = case_of(
        a_questionnaire("care", *some).capped("A", 2, topic="ad"), answers={"A": 0, "B": 0, "C": 3}
    )
    assert sorted(names(case.path(asking(Fraction(5, 2))))) == ["A"]
    assert sorted(names(case.path(asking(2)))) == ["B"]


def test_a_ladder_is_climbed_rung_by_rung():
    some = [
        a_yes_no(name).solved_by(f"Do {name}", days=n).failing(rung, option="no")
        for name, n, rung in (("A", 8, 1), ("B", 2, 2), ("C", 3, 2), ("D", 1, 3))
    ]
    asked = a_questionnaire("care", *some).scored_by("ladder", start=1, rungs=(1, 2, 3))
    case = case_of(asked, answers=dict.fromkeys("ABCD", "no"))
    at = {n: Request(targets=Targets(domains={"care": Fraction(n)})) for n in (2, 3, 4)}
    found = {n: sorted(names(case.path(request))) for n, request in at.items()}
    assert found == {2: ["A"], 3: ["A", "B", "C"], 4: ["A", "B", "C", "D"]}


def test_a_sum_counts_no_more_than_its_ceiling():
    some = [a_question(name).weighing(2).solved_by(f"Do {name}", days=5) for name in "ABC"]
    full = a_group("full", *some, method="sum", weight=1)
    rest = a_group("rest", a_question("D").solved_by("Do D", days=50), weight=1)
    asked = a_questionnaire("care").scored_by("mean_of_groups").with_section("all", full, rest)
    asked = asked.with_section("other", a_question("E").solved_by("Do E", days=90))
    case = case_of(asked, answers=dict.fromkeys("ABCDE", 0))
    path = case.path(Request(targets=Targets(domains={"care": Fraction(4)})))
    assert case.reaches(path.actions, path.request)
    assert path.bound == path.days


def test_work_that_two_actions_share_is_counted_once():
    asked = a_questionnaire(
        "care",
        a_question("A").on("ad").solved_by("Raise the level", days=10, overlaps="ads"),
        a_yes_no("B").on("ad").solved_by("Fix b", days=8).carrying("x", 1).failing(1, option="no"),
        a_question("C").on("ad").solved_by("Other", days=5),
    ).with_ladder("ads", start=1, rungs=(1,))
    case = case_of(asked, answers={"A": 0, "B": "no", "C": 0})
    path = case.path(asking(3))  # A with its part B: 10 days; B and C: 13
    assert (sorted(names(path)), path.days, path.bound) == (["A", "B"], 10, 10)
    limited = asking(3, days={180: 9})
    assert reliefs(case.path(limited)) == [("days", "", 9, 10)]


def test_what_comes_first_is_done_too():
    asked = a_questionnaire(
        "care",
        a_question("A").on("ad").weighing(3).solved_by("Do A", days=1, requires=("B",)),
        a_question("B").on("budget").solved_by("Do B", days=9),
        a_question("C").on("ad").weighing(3).solved_by("Do C", days=4),
    )
    case = case_of(asked, answers={"A": 0, "B": 0, "C": 0})
    assert names(case.path(asking(2))) == ["C"]
    assert sorted(names(case.path(asking(3)))) == ["A", "B", "C"]
    path = case.path(asking(2, before={"C": ("A",)}))
    assert sorted(names(path)) == ["A", "B"]


def test_what_has_no_score_is_left_out_and_named():
    case = on_ad(2, 3, questions=(a_question("X").on("budget"),), X=UNKNOWN)
    refused = on_ad(2, 3, questions=(a_question("X").on("budget"),), X=not_applicable())
    both = Request(targets=floor_of(topics=("ad", "budget", "exposure")))
    assert [one.name for one in refused.path(both).unscored] == ["budget", "exposure"]
    assert refused.path(both).status == "optimal"
    assert [one.name for one in case.path(both).unscored] == ["exposure"]
    assert case.path(both).status == "blocked"  # unknown counts 0, and is to be found out


def test_without_any_score_there_is_no_path_nor_anything_that_blocks():
    path = on_ad(2, A=UNKNOWN).path(Request(targets=floor_of(topics=("budget",))))
    assert (path.status, path.blocking, path.actions) == ("blocked", None, ())
    assert [one.name for one in path.unscored] == ["budget"]


def test_by_default_the_six_topics_are_to_reach_the_target():
    request = Request()
    assert set(request.targets.topics.values()) == {Fraction(3)}
    assert len(request.targets.topics) == 6


def test_what_is_done_counts_for_no_day_and_what_is_dropped_is_not_proposed():
    case = on_ad(9, 4, 6)
    done = case.path(replace(asking(3), done=frozenset("B")))
    assert (names(done), done.days) == (["C"], 6)
    assert (done.now.topics["ad"], done.after.topics["ad"]) == (0, Fraction(10, 3))
    dropped = case.path(replace(asking(3), dropped=frozenset("B")))
    assert (sorted(names(dropped)), dropped.days) == (["A", "C"], 15)
    stuck = case.path(replace(asking(3), dropped=frozenset("BC")))
    assert reliefs(stuck) == [("topic", "ad", 3, Fraction(5, 3))]
    assert case.path(stuck.blocking.request).days == 9


def test_nothing_waits_for_what_is_done_or_dropped():
    asked = a_questionnaire(
        "care",
        a_question("A").on("ad").solved_by("Do A", days=1, requires=("B",)),
        a_question("B").solved_by("Do B", days=9),
    )
    case = case_of(asked, answers={"A": 0, "B": 0})
    for closed in ({"done": frozenset("B")}, {"dropped": frozenset("B")}):
        assert names(case.path(replace(asking(3), **closed))) == ["A"]


# Means


def test_a_path_costs_its_days_at_the_rate_given_and_nothing_is_priced_without():
    case = on_ad(9, 4, 6)
    assert case.path(asking(3)).euros is None
    assert case.path(asking(3, day_rate=Fraction(450))).euros == 4500


def test_the_limit_of_an_owner_turns_the_path():
    some = [a_question(name).on("ad").solved_by(f"Do {name}", days=n, owner=owner)
            for name, n, owner in (("A", 4, "rssi"), ("B", 5, "rssi"), ("C", 20, "directeur"))]  # fmt: skip
    case = case_of(a_questionnaire("care", *some), answers=dict.fromkeys("ABC", 0))
    assert names(case.path(asking(3))) == ["A", "B"]
    assert names(case.path(asking(3, owners={"rssi": 8}))) == ["A", "C"]
    assert reliefs(case.path(asking(3, owners={"rssi": 3}))) == [("owner", "rssi", 3, 4)]


@pytest.mark.parametrize(
    ("means", "blocks"),
    [
        ({"days": {180: 10}}, []),
        ({"days": {180: 9}}, [("days", "", 9, 10)]),
        ({"days": {365: 9}}, [("days", "", 9, 10)]),
        ({"days": {90: 9}}, []),
        ({"euros": {180: Fraction(4000)}, "day_rate": Fraction(400)}, []),
        (
            {"euros": {180: Fraction(3999)}, "day_rate": Fraction(400)},
            [("euros", "", 3999, 4000)],
        ),
        (
            {"days": {180: 8}, "euros": {180: Fraction(3000)}, "day_rate": Fraction(400)},
            [("days", "", 8, 10), ("euros", "", 3000, 4000)],
        ),
        ({"days": {180: 10}, "owners": {"rssi": 7}}, [("owner", "rssi", 7, 10)]),
        (
            {"days": {180: 6}, "owners": {"rssi": 7}},
            [("days", "", 6, 10), ("owner", "rssi", 7, 10)],
        ),
    ],
)
def test_what_blocks_is_named_with_what_would_be_enough(means, blocks):
    path = on_ad(9, 4, 6).path(asking(3, **means))
    assert path.status == ("blocked" if blocks else "optimal")
    if blocks:
        assert reliefs(path) == blocks
        assert (path.actions, path.days, path.waves) == ((), 0, ())
        relieved = on_ad(9, 4, 6).path(path.blocking.request)
        assert (relieved.status, relieved.days) == ("optimal", 10)


def test_the_smallest_relief_may_be_another_path_than_the_shortest():
    some = [a_question(name).on("ad").solved_by(f"Do {name}", days=n, owner=owner)
            for name, n, owner in (("A", 4, "rssi"), ("B", 5, "rssi"), ("C", 7, "directeur"))]  # fmt: skip
    case = case_of(a_questionnaire("care", *some), answers=dict.fromkeys("ABC", 0))
    path = case.path(asking(3, days={180: 10}, owners={"rssi": 5}))
    assert reliefs(path) == [("days", "", 10, 11)]  # A and C; A and B want 4 days more of the CISO


def test_a_target_out_of_reach_says_what_is_within_reach_and_the_cap_that_holds():
    asked = a_questionnaire(
        "care",
        a_question("A").on("ad").solved_by("Do A", days=6),
        a_question("B").on("ad").weighing(4),
    ).capped("B", 2, topic="ad", unknown=True)
    case = case_of(asked, answers={"A": 0, "B": UNKNOWN})
    path = case.path(asking(3, days={180: 2}))
    target, days = path.blocking.reliefs
    assert (target.kind, target.name, target.given, target.needed) == ("topic", "ad", 3, 1)
    assert target.caps == ()  # what is not known counts 0: the cap does not bite
    assert (days.kind, days.given, days.needed) == ("days", 2, 6)
    assert path.blocking.request.targets.topics == {"ad": 1}
    lone = case_of(asked, answers={"A": 0, "B": 2})
    assert lone.path(asking(5)).blocking is None


def test_a_cap_that_no_action_lifts_is_named():
    asked = a_questionnaire(
        "care", a_question("A").on("ad").weighing(9), a_question("B").on("ad")
    ).capped("B", 2, unknown=True, topic="ad")
    case = case_of(asked, answers={"A": 0, "B": UNKNOWN})
    (relief,) = case.path(asking(4)).blocking.reliefs
    assert (relief.needed, [cap.question for cap in relief.caps]) == (2, ["B"])


# By when


def test_a_wave_ends_when_its_actions_fit_and_what_comes_first_is_never_later():
    asked = a_questionnaire(
        "care",
        a_question("A").on("ad").solved_by("Do A", days=2, requires=("B",)),
        a_question("B").on("ad").solved_by("Do B", days=20),
        a_question("C").on("ad").solved_by("Do C", days=8),
    )
    case = case_of(asked, answers=dict.fromkeys("ABC", 0))
    path = case.path(asking(5, days={30: 8, 90: 12, 180: 40}))
    found = [(wave.by, sorted(one.id for one in wave.actions), wave.days) for wave in path.waves]
    assert found == [(30, ["C"], 8), (180, ["A", "B"], 22)]


def test_what_waits_for_another_is_done_with_it_where_there_is_room_for_both():
    asked = a_questionnaire(
        "care",
        a_question("A").on("ad").solved_by("Do A", days=2, requires=("B",)),
        a_question("B").on("ad").solved_by("Do B", days=20),
    )
    case = case_of(asked, answers=dict.fromkeys("AB", 0))
    path = case.path(asking(5, days={30: 10, 90: 30, 180: 40}))
    assert [(wave.by, wave.days) for wave in path.waves] == [(90, 22)]


def test_without_a_limit_the_days_are_spread_over_the_horizon():
    path = on_ad(10, 10, 10, 10, 10, 10).path(asking(5))
    assert [(wave.by, wave.days) for wave in path.waves] == [(30, 10), (90, 20), (180, 30)]


def test_with_a_limit_the_pace_is_that_of_what_can_be_spent():
    path = on_ad(10, 10, 10, 10, 10, 10).path(asking(5, days={180: 120}))
    assert [(wave.by, wave.days) for wave in path.waves] == [(30, 20), (90, 40)]


def test_an_owner_is_given_no_more_by_any_horizon_than_his_share_of_his_limit():
    path = on_ad(10, 10, 10, 10, 10, 10).path(
        asking(5, days={30: 60, 180: 60}, owners={"rssi": 60}, horizon=180)
    )
    assert [(wave.by, wave.days) for wave in path.waves] == [(30, 10), (90, 20), (180, 30)]


def test_the_last_wave_ends_at_the_horizon():
    path = on_ad(10, 10).path(asking(5, horizon=30))
    assert [(wave.by, wave.days) for wave in path.waves] == [(30, 20)]


# What cannot be asked


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (asking(6), "La cible de « ad » (6) doit être un niveau de 0 à 5."),
        (
            Request(targets=Targets(overall=Fraction(-1))),
            "La cible d’ensemble (-1) doit être un niveau de 0 à 5.",
        ),
        (
            Request(targets=Targets(topics={"pc": Fraction(3)})),
            (
                "Sujet inconnu : « pc ». Sujets possibles : ad, exposure, crisis_exercises, "
                "self_assessment, budget, ght_steering, outside."
            ),
        ),
        (
            Request(targets=Targets(domains={"pc": Fraction(3)})),
            "Questionnaire inconnu dans cette évaluation : « pc ». Questionnaires possibles : care.",
        ),
        (
            asking(days={180: -3}),
            "Les jours-personne à 180 jours (-3) doivent être un nombre de 0 à 1000000.",
        ),
        (
            asking(days={90: 30, 180: 20}),
            (
                "Les jours-personne se comptent en tout depuis aujourd’hui : il ne peut pas y en avoir "
                "moins à 180 jours qu’à 90 jours."
            ),
        ),
        (
            asking(euros={180: Fraction(-1)}, day_rate=Fraction(400)),
            "Le budget à 180 jours (-1) doit être un nombre positif ou nul.",
        ),
        (
            asking(euros={30: Fraction(2), 365: Fraction(1)}, day_rate=Fraction(400)),
            (
                "Le budget se compte en tout depuis aujourd’hui : il ne peut pas être plus petit à "
                "365 jours qu’à 30 jours."
            ),
        ),
        (
            asking(euros={180: Fraction(9000)}),
            (
                "Un budget en euros demande le prix d’une journée de travail : l’application n’en "
                "connaît pas d’autre. Donnez-le, ou retirez le budget."
            ),
        ),
        (asking(day_rate=Fraction(0)), "Le prix d’une journée (0) doit être supérieur à 0 euro."),
        (
            asking(owners={"dsi": 3}),
            "Responsable inconnu : « dsi ». Responsables possibles : rssi, directeur.",
        ),
        (
            asking(owners={"rssi": -1}),
            "La limite de « rssi » (-1) doit être un nombre de jours-personne de 0 à 1000000.",
        ),
        (
            asking(horizon=60),
            "Horizon inconnu : 60 jours. Horizons possibles : 30, 90, 180, 365 jours.",
        ),
        (
            asking(days={60: 1}),
            "Horizon inconnu : 60 jours. Horizons possibles : 30, 90, 180, 365 jours.",
        ),
        (
            asking(before={"A": ("Z",)}),
            "Action inconnue dans ce plan : « Z ». Une action porte le repère de sa première question.",
        ),
        (
            asking(before={"A": ("B",), "B": ("A",)}),
            "Ces actions s’attendent l’une l’autre : A → B → A. Retirez l’un de ces ordres.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(request_, said):
    with pytest.raises(Refused) as refused:
        on_ad(2, 3).path(request_)
    sentence = translator("fr").error(refused.value)
    assert sentence.replace("\u00a0", " ").replace("'", "’") == said


def test_an_order_that_the_plan_has_itself_can_be_repeated():
    case = on_ad(2, 3)
    assert first(case.plan, asking(before={"A": ("B", "B")}))["A"] == ("B",)


def test_the_best_of_several_is_the_highest_level_reached_in_each_topic():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").on("ad"),
        a_question("B").on("exposure"),
        a_question("C").on("budget"),
        a_question("D").on("crisis_exercises"),
    )
    built = [questionnaire.built]
    members = [
        score(built, a_sheet(answers), a_reference())
        for answers in ({"A": 2, "B": 4, "D": 0}, {"A": 3, "B": 1, "D": 0})
    ]
    assert best_of(members) == Targets(topics={"ad": Fraction(3), "exposure": Fraction(4)})
    assert best_of([]) == Targets()


def test_a_search_that_no_plan_needs_is_given_up(monkeypatch):
    monkeypatch.setattr(solver, "_NODES", 1)
    rows = []
    for k in (17, 29, 41):  # as many halves to be met exactly: nothing guides the search
        shares = {n: (k * n * n + 7 * n + k) % 100 for n in range(25)}
        half = Fraction(sum(shares.values()) // 2)
        rows += [Row(terms=shares, least=half)]
        rows += [Row(terms={n: -share for n, share in shares.items()}, least=-half)]
    costs = {n: n + 1 for n in range(25)}
    with pytest.raises(Refused) as refused:
        solver.solve(Program(actions=25, tops=(), rows=tuple(rows), costs=costs))
    assert refused.value.message.key == "path.refused.too_long"
