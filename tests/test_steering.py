"""A group: its tree, what it covers, who is the weakest, who can help whom, which objectives are late."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steered import a_member, a_summary, a_tree, scores, told
from workbooks import a_workbook

from care_assess.content import load_catalogue
from care_assess.errors import ContentError
from care_assess.offers.reading import guess_columns
from care_assess.offers.table import read_table
from care_assess.steering import LISTS, RULE, Figure, Tree
from care_assess.steering.checking import as_tree, faults_of
from care_assess.steering.facts import GAUGES, Facts
from care_assess.steering.keeping import objectives_from, objectives_to, tree_from, tree_to
from care_assess.steering.objectives import Objective, standings
from care_assess.steering.overview import MOST_HELPED, coverage_of, helps, overview, parts_of
from care_assess.steering.reading import FIELDS, known_as, read_tree
from care_assess.steering.telling import Teller
from care_assess.text import translator

SOUND = """\
Niveau;Nom;Rattaché à;Part d'activité;FINESS
Région;Région d'essai;;;
GHT;GHT Nord;Région d'essai;70 %;
GHT;GHT Sud;Région d'essai;30;
Établissement;CH A;GHT Nord;62,5 %;990000001
Établissement;CH B;ght  nord;37,5;990000002
Établissement;CH C;GHT Sud;;990000003
Site;Site A1;990000001;;
"""


def read(text: str | bytes, name: str = "arbre.csv") -> Tree:
    data = text.encode() if isinstance(text, str) else text
    table = read_table(name, data)
    columns = guess_columns(table.columns, {one: known_as(one) for one in FIELDS})
    return read_tree(name, table, columns)


def refused(text: str) -> list[str]:
    with pytest.raises(ContentError) as error:
        read(text)
    return told(error.value.faults)


# ---- the tree


def test_a_table_with_french_numbers_makes_a_tree():
    tree = read(SOUND)
    assert [one.name for one in tree.members] == [
        "Région d'essai", "GHT Nord", "CH A", "Site A1", "CH B", "GHT Sud", "CH C",
    ]  # fmt: skip
    assert tree.activity(tree.top.id)["990000001"] == Fraction(7, 10) * Fraction(5, 8)
    assert tree.register().find("ch  b", "").finess == "990000002"


def test_a_workbook_makes_the_same_tree():
    rows = [line.split(";") for line in SOUND.splitlines()]
    assert read(a_workbook({"Arbre": rows}), "arbre.xlsx") == read(SOUND)


def test_rounded_percentages_are_taken_as_a_whole():
    members = [a_member("GHT", "ght"), *(a_member(name, share="0.333") for name in "ABC")]
    assert faults_of(members) == ()
    assert as_tree(members).activity("GHT")["A"] == Fraction(1, 3)


def test_what_is_wrong_is_named_with_its_row_and_nothing_is_taken():
    wrong = (
        "Niveau;Nom;Rattaché à;Part d'activité;FINESS\n"
        "GHT;GHT Nord;;;\nClinique;CH A;GHT Nord;50;990000001\nÉtablissement;CH B;GHT Est;cent;12\nÉtablissement;;GHT Nord;50;"
    )
    assert refused(wrong) == [
        "arbre.csv:3: « Clinique » n'est pas un niveau : écrivez région, GHT, établissement ou site.",
        "arbre.csv:4: « 12 » n'est pas un numéro FINESS : il a neuf signes, comme 990000001.",
        (
            "arbre.csv:4: « CH B » est rattaché à « GHT Est », qui n'est pas dans la liste : ajoutez sa ligne, "
            "ou corrigez le nom."
        ),
        "arbre.csv:4: « cent » n'est pas un pourcentage de 0 à 100 : écrivez par exemple 31 ou 2,5 %.",
        "arbre.csv:5: la case est vide : remplissez-la.",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ["GHT;G;;;", "Établissement;A;G;50;990000001", "Établissement;B;G;50;990 000 001"],
            "« A » et « B » ont le même numéro FINESS 990000001 : corrigez l'un des deux.",
        ),
        (
            ["GHT;G;;;", "Établissement;A;G;50;", "Établissement;a;G;50;"],
            "« a » est écrit deux fois : distinguez les deux noms.",
        ),
        (
            ["GHT;G;;;", "Établissement;A;G;60;", "Établissement;B;G;30;"],
            "les 2 parts d'activité sous « G » font 90 %, au lieu de 100 %.",
        ),
        (
            ["GHT;G;;;", "Établissement;A;G;;", "Site;B;G;100;"],
            "« A » n'a pas de part d'activité, et d'autres partagent son rattachement : écrivez la sienne, en %.",
        ),
        (
            ["Région;R;;;", "Établissement;A;R;;"],
            ("« A » (établissement) est rattaché à « R » (région) : un site va sous un établissement, "
            "un établissement sous un GHT, un GHT sous une région."),
        ),
        (
            ["GHT;G;;;", "GHT;H;;;", "Établissement;A;G;;", "Établissement;B;H;;"],
            "plusieurs organisations ne sont rattachées à aucune autre (G, H) : une seule peut être en haut.",
        ),
        (["GHT;G;;;"], "« G » n'a personne sous lui : ajoutez ses établissements, ou retirez-le."),
    ],
)  # fmt: skip
def test_a_table_that_is_no_tree_says_why(rows, said):
    found = refused("\n".join(["Niveau;Nom;Rattaché à;Part d'activité;FINESS", *rows]))
    assert [line.partition(": ")[2] for line in found] == [said]


def test_each_organisation_of_a_loop_is_named():
    rows = ["Établissement;A;B;;", "Établissement;B;A;;", "GHT;G;;;", "Établissement;C;G;;"]
    found = refused("\n".join(["Niveau;Nom;Rattaché à;Part d'activité;FINESS", *rows]))
    assert [line.split(" ")[:4] for line in found] == [
        ["arbre.csv:2:", "«", "A", "»"],
        ["arbre.csv:3:", "«", "B", "»"],
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_the_activities_of_the_establishments_sum_to_the_whole(weights):
    total = sum(weights)
    members = [a_member("GHT", "ght")]
    members += [
        a_member(name, share=Fraction(one, total))
        for name, one in zip("ABCDEF", weights, strict=False)
    ]
    tree = as_tree(members)
    shares = tree.activity("GHT")
    assert sum(shares[one.id] for one in tree.establishments("GHT")) == 1
    assert tree_from(tree_to(tree)) == tree


def test_a_tree_that_was_kept_and_no_longer_stands_is_none():
    kept = tree_to(a_tree(60, 40))
    assert tree_from([*kept, ["site", "S", "nowhere", "1", "", "S"]]) == Tree()
    assert tree_from({"a": 1}) == Tree()


# ---- coverage


@pytest.mark.parametrize(("assessed", "enough"), [("A", False), ("AB", True), ("ABC", True)])
def test_coverage_is_of_activity_and_compared_exactly_with_66_percent(assessed, enough):
    tree = a_tree(40, 26, 34)
    found = coverage_of(tree, "GHT", {name: a_summary(name) for name in assessed})
    assert found.enough is enough
    assert found.assessed == len(assessed)
    if assessed == "AB":
        assert found.share == RULE
        assert [(one.name, share) for one, share in found.missing] == [("C", Fraction(34, 100))]


def test_an_establishment_is_covered_by_its_sites_for_their_share():
    tree = as_tree(
        [
            a_member("GHT", "ght"),
            a_member("A"),
            a_member("A1", "site", parent="A", share="0.8"),
            a_member("A2", "site", parent="A", share="0.2"),
        ]
    )
    assert coverage_of(tree, "GHT", {"A1": a_summary("A1")}).share == Fraction(4, 5)
    assert coverage_of(tree, "GHT", {"A": a_summary("A")}).share == 1


# ---- the weakest


@given(st.lists(st.none() | scores, min_size=1, max_size=6))
def test_a_mean_never_stands_without_the_weakest_and_lies_above_it(given_scores):
    tree = a_tree(*[Fraction(100, len(given_scores))] * len(given_scores))
    names = dict(zip("ABCDEF", given_scores, strict=False))
    found = overview(
        tree, "GHT", "2026", {name: a_summary(name, one) for name, one in names.items()}
    )
    for spread in (found.whole, *found.topics.values()):
        known = [one for one in given_scores if one is not None]
        assert (spread.mean is None) is (spread.weakest is None) is (not known)
        assert len(spread.absent) == len(given_scores) - len(known)
        if spread.mean is not None:
            assert spread.weakest[1] == min(known) <= spread.median
            assert min(known) <= spread.mean <= max(known) == spread.best[1]


def test_the_mean_is_weighted_by_activity_and_the_median_is_not():
    tree = a_tree(80, 10, 10)
    values = {"A": 4, "B": 1, "C": 2}
    found = overview(
        tree, "GHT", "2026", {name: a_summary(name, one) for name, one in values.items()}
    )
    assert found.whole.mean == Fraction(35, 10)
    assert found.whole.median == 2
    assert (found.whole.weakest[0].name, found.whole.reached) == ("B", Fraction(8, 10))


def test_the_lowest_score_of_all_is_named():
    found = overview(
        a_tree(50, 50), "GHT", "2026", {"A": a_summary("A", 3), "B": a_summary("B", 3, budget=1)}
    )
    topic, member, score = found.last
    assert (topic, member.name, score) == ("budget", "B", 1)


def test_nothing_received_says_nothing_and_breaks_nothing():
    found = overview(a_tree(60, 40), "GHT", "2026", {})
    assert (found.last, found.helps, found.coverage.share) == (None, (), 0)


# ---- help


def test_the_weakest_is_served_first_by_the_strongest_who_helps_two_at_most():
    tree = a_tree(20, 20, 20, 20, 20)
    values = {"A": 5, "B": 4, "C": 0, "D": 1, "E": 2}
    lines = overview(
        tree, "GHT", "2026", {name: a_summary(name, one) for name, one in values.items()}
    ).lines
    found = [(one.of.name, one.by.name) for one in helps(lines) if one.topic == "ad"]
    assert found == [("C", "A"), ("D", "A"), ("E", "B")]


def test_a_score_of_too_few_answers_helps_nobody():
    topics = {topic: Figure(score=Fraction(5)) for topic in LISTS}
    tree = a_tree(50, 50)
    known = {"A": a_summary("A", 5, topics=topics), "B": a_summary("B", 1)}
    assert overview(tree, "GHT", "2026", known).helps == ()


@given(st.lists(scores, min_size=2, max_size=8))
def test_help_comes_from_above_the_target_to_below_it_and_is_shared(values):
    tree = a_tree(*[Fraction(100, len(values))] * len(values))
    known = {name: a_summary(name, one) for name, one in zip("ABCDEFGH", values, strict=False)}
    found = [one for one in overview(tree, "GHT", "2026", known).helps if one.topic == "ad"]
    assert all(
        one.of_score < 3 <= one.by_score and one.by_score - one.of_score >= 1 for one in found
    )
    givers = [one.by.id for one in found]
    assert all(givers.count(one) <= MOST_HELPED for one in givers)
    takers = [one.of.id for one in found]
    assert len(set(takers)) == len(takers)


# ---- objectives


def an_objective(**facts) -> Objective:
    given_ = {
        "topic": "ad",
        "indicator": "score",
        "target": Fraction(3),
        "due": date(2026, 6, 30),
        "owner": "RSSI",
        "scope": "A",
    }
    return Objective(**{**given_, **facts})


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("facts", "value", "state"),
    [
        ({}, 3, "reached"),
        ({}, 2, "late"),
        ({}, None, "late"),
        ({"due": TODAY}, 2, "running"),
        ({"due": TODAY}, None, "unassessed"),
        ({"indicator": "coverage", "target": Fraction(1)}, 1, "reached"),
    ],
)
def test_an_objective_is_reached_late_or_on_its_way(facts, value, state):
    known = {} if value is None else {"A": a_summary("A", value)}
    (found,) = standings([an_objective(**facts)], a_tree(60, 40), known, TODAY)
    assert found.state == state


@pytest.mark.parametrize(("shares", "state"), [((66, 34), "reached"), ((65, 35), "late")])
def test_a_group_reaches_its_objective_with_66_percent_of_its_activity(shares, state):
    known = {"A": a_summary("A", 3), "B": a_summary("B", 1)}
    (found,) = standings([an_objective(scope="GHT")], a_tree(*shares), known, TODAY)
    assert (found.state, found.value) == (state, Fraction(shares[0], 100))
    assert (found.weakest[0].name, found.weakest[1]) == ("B", 1)


def test_the_late_come_first_the_longest_late_before_and_who_has_left_is_left_out():
    objectives = [
        an_objective(due=date(2027, 1, 1)),
        an_objective(due=date(2026, 10, 1)),
        an_objective(due=date(2026, 1, 1)),
        an_objective(scope="gone"),
    ]
    found = standings(objectives, a_tree(60, 40), {"A": a_summary("A", 1)}, TODAY)
    assert [one.objective.due.month for one in found] == [1, 10, 1]
    assert [one.state for one in found] == ["late", "late", "running"]
    assert found[0].days == (TODAY - date(2026, 1, 1)).days


# ---- objectives of hard facts


def told_by(name: str, **values):
    """The summary of an establishment with those facts."""
    known = {
        fact: one if isinstance(one, date | str) else Fraction(one) for fact, one in values.items()
    }
    return a_summary(name, facts=Facts(day=TODAY, values=known))


@pytest.mark.parametrize(
    ("fact", "value", "target", "met"),
    [
        ("exercise", date(2025, 11, 23), 12, True),
        ("exercise", date(2025, 11, 22), 12, False),
        ("exercise", "never", 240, False),
        ("ads_level", Fraction(3), 3, True),
        ("ads_level", "never", 1, False),
        ("critical_open", Fraction(0), 0, True),
        ("critical_open", Fraction(1), 0, False),
        ("fix_days", Fraction(30), 30, True),
        ("digital_share", Fraction(16_999, 1_000_000), Fraction(17, 1000), False),
        ("covered", Fraction(66, 100), Fraction(66, 100), True),
    ],
)
def test_a_hard_fact_is_held_to_its_target_exactly(fact, value, target, met):
    topic = GAUGES[fact].topic
    one = an_objective(topic=topic, indicator=fact, target=Fraction(target), due=TODAY)
    (found,) = standings([one], a_tree(60, 40), {"A": told_by("A", **{fact: value})}, TODAY)
    assert found.state == ("reached" if met else "running")
    assert found.value == value


def test_a_group_counts_who_meets_a_hard_fact_names_the_weakest_and_who_has_told_nothing():
    known = {
        "A": told_by("A", exercise=date(2026, 3, 1)),
        "B": told_by("B", exercise="never"),
        "C": told_by("C", exercise=date(2024, 3, 1)),
        "D": a_summary("D"),
    }
    one = an_objective(
        topic="crisis_exercises", indicator="exercise", target=Fraction(12), scope="GHT"
    )
    (found,) = standings([one], a_tree(50, 20, 20, 10), known, TODAY)
    assert (found.met, len(found.places), found.value) == (1, 4, Fraction(1, 2))
    assert (found.weakest[0].name, found.weakest[1]) == ("B", "never")
    assert [one.name for one in found.absent] == ["D"]
    words = Teller(translator("fr"), load_catalogue().reference).standing(found)
    assert words.replace("\u00a0", " ") == (
        "En retard de 146 jours. 1 sur 4 y est : 50,0 % de l'activité (66 % demandés). "
        "Le plus faible : « B » (jamais). Rien de communiqué : D."
    )


def test_a_hard_fact_is_of_its_topic_and_its_months_are_whole():
    good = an_objective(topic="ad", indicator="ads_level")
    others = (
        an_objective(topic="budget", indicator="ads_level"),
        an_objective(topic="ad", indicator="ads_level", target=Fraction(5, 2)),
        an_objective(topic="ad", indicator="ads_level", target=Fraction(6)),
    )
    assert objectives_from(objectives_to((good, *others))) == (good,)


# ---- a region


def a_region() -> Tree:
    """Two GHTs of two establishments, the first of which has two sites."""
    ghts = [a_member(name, "ght", parent="R", share="0.5") for name in ("G", "H")]
    below = [
        a_member(name, parent=above, share="0.5")
        for above, name in (("G", "A"), ("G", "B"), ("H", "C"), ("H", "D"))
    ]
    sites = [a_member(name, "site", parent="A", share="0.5") for name in ("A1", "A2")]
    return as_tree([a_member("R", "region", parent=""), *ghts, *below, *sites])


def test_a_region_is_told_whole_and_each_of_its_groups_by_its_weakest():
    known = {"A": a_summary("A", 1), "B": a_summary("B", 4), "D": a_summary("D", 3)}
    tree = a_region()
    whole = overview(tree, "R", "2026", known)
    assert (whole.coverage.share, whole.whole.weakest[0].name) == (Fraction(3, 4), "A")
    assert [line.member.name for line in whole.ranked("")] == ["A", "D", "B", "C"]
    parts = parts_of(tree, "R", "2026", known)
    assert [(one.group.name, one.whole.weakest[0].name, one.whole.median) for one in parts] == [
        ("G", "A", 1),
        ("H", "D", 3),
    ]
    assert parts_of(tree, "G", "2026", known) == ()


def test_an_establishment_told_by_its_sites_counts_by_them_everywhere():
    known = {"A1": a_summary("A1", 1), "B": a_summary("B", 4)}
    found = overview(a_region(), "G", "2026", known)
    assert [line.member.name for line in found.lines] == ["A1", "A2", "B"]
    assert found.whole.weakest[0].name == "A1"
    assert found.whole.mean == 3
    assert [(one.name, share) for one, share in found.coverage.missing] == [("A", Fraction(1, 4))]
    (standing,) = standings([an_objective(scope="A")], a_region(), known, TODAY)
    assert [one.member.name for one in standing.places] == ["A1", "A2"]


@given(
    st.lists(
        st.builds(
            Objective,
            topic=st.sampled_from(["", *LISTS]),
            indicator=st.sampled_from(["score", "coverage", "evidence"]),
            target=st.fractions(0, 1, max_denominator=9),
            due=st.dates(),
            owner=st.text(max_size=20),
            scope=st.text(max_size=9),
        ),
        max_size=5,
    )
)
def test_objectives_come_back_as_they_were_kept(objectives):
    assert objectives_from(objectives_to(objectives)) == tuple(objectives)


@pytest.mark.parametrize(
    "stored", [None, 3, {"a": []}, [["ad"]], [["ad", "score", "9", "2026-01-01", "", ""]]]
)
def test_objectives_that_do_not_fit_are_left_out(stored):
    assert objectives_from(stored) == ()
