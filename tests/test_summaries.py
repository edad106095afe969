"""Summaries between sites: what a file says, who sealed it, and which are refused, by name."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steered import DAY, OURS, THEIRS, VERSIONS, a_summary, a_tree, campaigns, scores, sealed, told

from care_assess.answers import Answer, Organisation
from care_assess.content import load_catalogue
from care_assess.demo.group import group_sheets, group_tree
from care_assess.errors import ContentError, Refused
from care_assess.keyring import FILE_NAME, own_secret
from care_assess.questionnaire import QuestionId
from care_assess.showcase import load_group, remove_group
from care_assess.steering import Tree
from care_assess.steering.document import LARGEST, open_sealed, read_sealed, write_sealed
from care_assess.steering.facts import Facts
from care_assess.steering.objectives import Objective
from care_assess.steering.sealing import fingerprint, is_sealed, public_of, seal
from care_assess.store import open_store


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture
def work(tmp_path, catalogue):
    """A group of three whose keys are known, B's and C's being the same as ours."""
    store = open_store(tmp_path / "data")
    made = campaigns(store, catalogue)
    made.set_tree(a_tree(50, 30, 20))
    yield made
    store.close()


def refused(work, *batch) -> list[str]:
    """Why a batch is refused; nothing of it is kept."""
    before = work.portfolio().rows
    with pytest.raises(ContentError) as error:
        work.take(batch)
    assert list(work.portfolio().rows) == list(before)
    return told(error.value.faults)


# ---- a file


@given(
    st.none() | scores, st.booleans(), st.text(max_size=30).map(lambda one: " ".join(one.split()))
)
def test_a_summary_comes_back_from_its_file_as_it_was(score, answers, ght):
    given_ = {QuestionId("GOV-01"): Answer(kind="value", value=Fraction(-3, 2)),
              QuestionId("GOV-02"): Answer(kind="value", value=("a", "b")),
              QuestionId("GOV-03"): Answer(kind="unknown")}  # fmt: skip
    known = ght if ght.isprintable() else ""
    summary = a_summary(score=score, ght=known, answers=given_ if answers else None)
    data = write_sealed(summary, OURS)
    read = read_sealed("a.json", data)
    assert read.summary == summary
    assert open_sealed(read.text) == summary
    assert write_sealed(summary, OURS) == data


def fault(data: bytes) -> str:
    with pytest.raises(ContentError) as error:
        read_sealed("a.json", data)
    return told(error.value.faults)[0]


def changed(**facts) -> bytes:
    """A sealed file of which some facts were changed after."""
    document = json.loads(write_sealed(a_summary(), OURS))
    document["summary"] |= facts
    return json.dumps(document).encode()


def resealed(form: str = "care-assess/summary/1", **facts) -> bytes:
    """A file that its maker sealed over facts that do not fit."""
    from care_assess.steering.document import canonical

    document = {**json.loads(changed(**facts)), "format": form}
    message = f"{document['format']}\n{canonical(document['summary'])}".encode(
        "utf-8", "surrogatepass"
    )
    document["seal"] = seal(OURS, message)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "le fichier ne peut pas être lu"),
        (b"\xff\xfe", "le fichier ne peut pas être lu"),
        (b"[" * 100_000, "le fichier ne peut pas être lu"),
        (b'{"format": 1, "format": 2}', "le fichier ne peut pas être lu"),
        (b'{"format": 1.5}', "le fichier ne peut pas être lu"),
        (b" " * (LARGEST + 1), "le fichier dépasse 400 ko"),
        (b'{"format": "care-assess/sheet/1"}', "ce n'est pas un résumé fait par CaRE Assess"),
        (b'{"format": "care-assess/summary/9"}', "ce résumé est d'un format que cette version ne connaît pas (9)"),
        (b'{"format": "care-assess/summary/1", "summary": {}}', "ce résumé n'est pas signé"),
        (changed(campaign="2027"), "ce résumé a été modifié depuis sa signature"),
        (changed(overall={"score": "5"}), "ce résumé a été modifié depuis sa signature"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_summary_or_was_changed_is_refused(data, said):
    assert fault(data).startswith(f"a.json:0: {said}")


WHOLE = write_sealed(a_summary("CH de l'Été", Fraction(7, 3)), OURS)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_whatever_byte_is_changed_it_is_refused_or_says_the_same(place, byte):
    data = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    try:
        read = read_sealed("a.json", data)
    except ContentError:
        return
    assert read.summary == read_sealed("a.json", WHOLE).summary


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"name": "a\ud800"},
        {"finess": "12"},
        {"day": "2026-13-01"},
        {"kind": "other"},
        {"overall": {"score": "6"}},
        {"overall": {"score": "1", "low": "2"}},
        {"overall": {"level": True, "score": "1"}},
        {"topics": {"unknown": {}}},
        {"weakest": "nowhere"},
        {"versions": []},
        {"extra": 1},
        {"answers": {"GOV-01": {"kind": "value", "value": "x" * 500}}},
    ],
)
def test_a_seal_does_not_make_a_summary_of_what_is_none(facts):
    assert fault(resealed(**facts)).startswith("a.json:0: ce résumé est signé mais")


def test_a_seal_is_of_one_key_and_one_message():
    public, mine = public_of(OURS), seal(OURS, b"a")
    assert is_sealed(public, b"a", mine)
    assert not is_sealed(public, b"b", mine)
    assert not is_sealed(public_of(THEIRS), b"a", mine)
    assert not is_sealed("00" * 32, b"a", "00" * 64)


def test_a_fingerprint_is_read_aloud_in_eight_groups():
    read = fingerprint(public_of(OURS)).split(" ")
    assert [len(one) for one in read] == [4] * 8
    assert fingerprint(public_of(OURS)) != fingerprint(public_of(THEIRS))


# ---- facts, in format 2

FACTS = Facts(
    day=DAY,
    values={"ads_level": Fraction(3), "exercise": date(2026, 3, 1), "self_assessment": "never",
            "digital_share": Fraction(17, 1000)},
    budget_year=2025,
)  # fmt: skip
MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_summary_with_facts_comes_back_as_it_was_and_former_files_are_still_read():
    told_facts = a_summary(facts=FACTS, made=MADE)
    data = write_sealed(told_facts, OURS)
    assert read_sealed("a.json", data).summary == told_facts
    assert json.loads(data)["format"] == "care-assess/summary/2"
    former = write_sealed(a_summary(), OURS)
    assert json.loads(former)["format"] == "care-assess/summary/1"
    assert read_sealed("a.json", former).summary.facts is None


@pytest.mark.parametrize(
    "facts",
    [
        {"day": "2026-11-23", "values": {"ads_level": "6"}},
        {"day": "2026-11-23", "values": {"ads_level": "5/2"}},
        {"day": "2026-11-23", "values": {"critical_open": "never"}},
        {"day": "2026-11-23", "values": {"exercise": "2026-11-24"}},
        {"day": "2026-11-23", "values": {"unknown": "1"}},
        {"day": "2026-11-23", "values": {}, "budget_year": 2030},
        {"values": {}},
        [],
    ],
)
def test_facts_that_cannot_be_are_refused(facts):
    data = resealed(form="care-assess/summary/2", facts=facts, made=MADE.isoformat())
    assert fault(data).startswith("a.json:0: ce résumé est signé mais")


@pytest.mark.parametrize(
    ("form", "facts"),
    [
        ("care-assess/summary/1", {"made": MADE.isoformat()}),
        ("care-assess/summary/2", {}),
        ("care-assess/summary/2", {"made": "2026-11-23T09:00:00+01:00"}),
    ],
)
def test_a_file_has_what_its_format_has(form, facts):
    assert fault(resealed(form=form, **facts)).startswith("a.json:0: ce résumé est signé mais")


# ---- receiving


def test_a_sound_batch_is_kept_and_read_back(work):
    batch = [sealed(a_summary("A", 3)), sealed(a_summary("B", 1))]
    assert work.take(batch, author="Mme Roy") == 2
    assert {name: one.overall.score for name, one in work.summaries("2026").items()} == {
        "A": 3,
        "B": 1,
    }
    assert work.campaigns() == ("2026",)


def test_an_unknown_signer_is_refused_until_its_fingerprint_was_compared(work):
    theirs = sealed(a_summary("A"), THEIRS)
    (line,) = refused(work, theirs, sealed(a_summary("B")))
    assert "la clé qui signe pour « A » n'est pas encore acceptée" in line
    assert fingerprint(theirs.key) in line
    (stranger,) = work.strangers([theirs])
    work.accept(stranger.member.id, stranger.key)
    assert work.take([theirs]) == 1
    assert "« B »" in refused(work, sealed(a_summary("B"), THEIRS))[0], "it signs for A alone"
    work.refuse("A")
    assert "« A »" in refused(work, sealed(a_summary("A", 5), THEIRS))[0]


def test_what_is_already_there_or_older_is_refused(work):
    work.take([sealed(a_summary("A"))])
    assert "a déjà été reçu" in refused(work, sealed(a_summary("A")))[0]
    older = a_summary("A", 5, day=date(2026, 1, 2))
    assert "est plus récent" in refused(work, sealed(older))[0]
    newer = a_summary("A", 5, day=date(2026, 12, 1), campaign="2026")
    assert work.take([sealed(newer)]) == 1
    assert work.summaries("2026")["A"].overall.score == 5
    assert len(work.portfolio().rows) == 1


def test_what_was_made_before_what_is_there_or_tomorrow_is_refused(work):
    first, second = (a_summary("A", score, made=MADE.replace(hour=score)) for score in (1, 2))
    work.take([sealed(first)])
    work.take([sealed(second)])
    assert "fait après celui-ci a déjà été reçu" in refused(work, sealed(first))[0]
    assert "fait après celui-ci" in refused(work, sealed(a_summary("A", 5)))[0], "of no known hour"
    assert work.take([sealed(replace(first, made=MADE))]) == 1, "back to what it was, sent anew"
    ahead = a_summary("B", made=MADE.replace(year=2036))
    assert "qui n'est pas encore venu" in refused(work, sealed(ahead))[0]


def test_two_files_of_one_establishment_are_refused_even_under_one_name(work):
    batch = [sealed(a_summary("A", 1), file="r.json"), sealed(a_summary("a", 2), file="r.json")]
    assert "est déjà dans « r.json » pour la campagne 2026" in refused(work, *batch)[0]


def test_who_is_not_in_the_tree_is_refused_by_name(work):
    assert "« Z » n'est pas dans l'arbre" in refused(work, sealed(a_summary("Z")))[0]


def test_another_finess_number_than_that_of_the_tree_is_refused(work):
    tree = work.tree()
    known = tuple(
        replace(one, finess="990000001") if one.name == "A" else one for one in tree.members
    )
    work.set_tree(Tree(known))
    line = refused(work, sealed(a_summary("A", finess="990000002")))[0]
    assert "donne le numéro FINESS 990000002, l'arbre du groupement 990000001" in line


def test_an_establishment_that_gets_a_finess_number_stays_the_same(work):
    objective = Objective(
        topic="ad", indicator="score", target=Fraction(3), due=DAY, owner="", scope="A"
    )  # fmt: skip
    work.set_objectives([objective])
    work.accept("A", public_of(THEIRS))
    work.take([sealed(a_summary("A", 1))])
    known = [
        replace(one, finess="990000001", id="990000001") if one.name == "A" else one
        for one in work.tree().members
    ]
    work.set_tree(Tree(tuple(known)))
    assert work.objectives()[0].scope == "990000001"
    newer = a_summary("A", 4, finess="990000001", day=date(2026, 12, 1))
    assert work.take([sealed(newer, THEIRS)]) == 1
    assert len(work.portfolio().rows) == 1
    assert work.summaries("2026", work.tree())["990000001"].overall.score == 4


def test_other_versions_than_those_at_hand_or_of_the_campaign_are_refused(work):
    gone = a_summary("A", versions={"governance": "9.9.9"})
    assert "en version 9.9.9, qui n'est pas ici" in refused(work, sealed(gone))[0]
    work.take([sealed(a_summary("A"))])
    other = a_summary("B", versions={"governance": "1.0.0"})
    assert (
        "se fait avec governance 1.1.0, ce résumé avec governance 1.0.0"
        in refused(work, sealed(other))[0]
    )
    mixed = [sealed(a_summary("B", campaign="2027", versions=VERSIONS)),
             sealed(a_summary("C", campaign="2027", versions={"governance": "1.0.0"}))]  # fmt: skip
    assert "C.json" in refused(work, *mixed)[0]


def test_every_file_that_is_none_is_named_at_once(work):
    files = [
        ("1.json", b"{}"),
        ("2.json", write_sealed(a_summary(), OURS)),
        ("3.json", changed(name="B")),
    ]
    with pytest.raises(ContentError) as error:
        work.examine(files)
    assert [one.file for one in error.value.faults] == ["1.json", "3.json"]
    with pytest.raises(Refused):
        work.examine([("a.json", b"")] * 301)


def test_the_database_itself_refuses_to_rewrite_what_was_received(work):
    work.take([sealed(a_summary("A"))])
    with closing(sqlite3.connect(work._log._database.path)) as connection:
        for statement in ("UPDATE snapshot SET name = 'x'", "DELETE FROM snapshot",
                          "UPDATE steering_event SET name = 'x'", "DELETE FROM steering_event"):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError, match="history"):
                connection.execute(statement)


def test_an_erasure_is_whole_and_leaves_no_name(work):
    work.take([sealed(a_summary("A", ght="Zanzibar")), sealed(a_summary("B"))])
    assert work.erase([work.tree().find("A")]) == 1
    assert set(work.summaries("2026")) == {"B"}
    left = b"".join(one.read_bytes() for one in work._log._database.path.parent.iterdir())
    assert b"Zanzibar" not in left


# ---- an establishment sends, a group takes its own


def test_what_an_establishment_exports_the_group_reads(work):
    info = work._assessments.create(Organisation(name="A", kind="public"), DAY, "core")
    work._assessments.record(
        info.id, QuestionId("GOV-01"), Answer(kind="value", value="3", comment="secret"), author="", tab=""
    )  # fmt: skip
    opened = work._assessments.open(info.id)
    bare = work.export(opened)
    whole = work.export(opened, "Automne", answers=True)
    assert (b"GOV-01" in bare, b"GOV-01" in whole) == (False, True)
    assert b"secret" not in bare + whole
    assert b'"facts"' not in bare
    assert b'"facts"' in work.export(opened, facts=True)
    (read,) = work.examine([("a.json", whole)])
    assert work.take([read]) == 1
    assert work.summaries("Automne")["A"].answers[QuestionId("GOV-01")].value == "3"


def test_a_cover_that_no_summary_can_carry_is_refused_before_it_is_sent(work):
    info = work._assessments.create(Organisation(name="A", kind="public", finess="12"), DAY, "core")
    with pytest.raises(Refused) as error:
        work.export(work._assessments.open(info.id))
    assert error.value.message.params["field"] == "finess"


def test_the_assessments_made_here_are_taken_once(work):
    for name in ("A", "A", "Z"):
        work._assessments.create(Organisation(name=name, kind="public"), DAY, "core")
    assert work.take_own("2026") == 1
    assert work.take_own("2026") == 0
    with pytest.raises(Refused):
        work.take_own(" ")


# ---- the demonstration and the key


def test_the_fictitious_group_is_loaded_once_and_taken_out_whole(tmp_path, catalogue):
    store = open_store(tmp_path / "demo")
    work = campaigns(store, catalogue)
    assert load_group(work, catalogue) == 20
    assert load_group(work, catalogue) == 0
    assert work.campaigns() == ("2025", "2026")
    assert len(work.tree().establishments(work.tree().top.id)) == 12
    assert all("(fictif)" in one.name for one in work.tree().members)
    remove_group(work)
    assert (work.campaigns(), work.tree(), work.objectives()) == ((), Tree(), ())
    work.set_tree(a_tree(100))
    with pytest.raises(Refused):
        load_group(work, catalogue)
    store.close()


def test_the_fictitious_answers_are_always_the_same(catalogue):
    assert list(group_sheets(catalogue)) == list(group_sheets(catalogue))
    assert group_tree() == group_tree()


def test_the_key_of_a_folder_is_made_once_and_its_owner_alone_reads_it(tmp_path):
    first = own_secret(tmp_path / "one")
    file = tmp_path / "one" / FILE_NAME
    assert own_secret(tmp_path / "one") == first
    assert own_secret(tmp_path / "other") != first
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("no key")
    with pytest.raises(Refused):
        own_secret(tmp_path / "one")
