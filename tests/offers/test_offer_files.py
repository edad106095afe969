"""A catalogue file becomes offers, or every fault with its row and column; what is kept comes back."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import a_workbook

from care_assess import offer_file
from care_assess.content import load_catalogue
from care_assess.errors import ContentError, Refused
from care_assess.offers import BODIES, FIELDS, Offer, OfferCatalogue
from care_assess.offers.reading import LONGEST, MOST_OFFERS, MOST_WORDS, guess_columns, read_offers
from care_assess.offers.table import read_table
from care_assess.paths import data_dir
from care_assess.text import NBSP, Text, translator

REFERENCE = load_catalogue().reference
OURS = {name: name for name in FIELDS}

FRENCH = """\
Référence;Intitulé;Organisme d'achat;Fonction;Sujets;Mots clés;Prix
R1;Audit d'annuaire;caih;Contrôler;Active Directory, Exposition;annuaire|audit;12 000 € HT
R2;"Sauvegarde ; coffre-fort";Centrale de l'Est;;;;"sur devis"
"""
MEANING = {
    "id": "référence",
    "title": "intitulé",
    "body": "organisme d'achat",
    "function": "fonction",
    "topics": "sujets",
    "words": "mots clés",
    "price": "prix",
}
READ = (
    Offer(
        id="R1",
        title=Text("Audit d'annuaire"),
        body="CAIH",
        function="control",
        topics=("ad", "exposure"),
        words=("annuaire", "audit"),
        price="12 000 € HT",
    ),
    Offer(
        id="R2",
        title=Text("Sauvegarde ; coffre-fort"),
        body="Centrale de l'Est",
        price="sur devis",
    ),
)


def read(text: str | bytes, columns=None, name: str = "offres.csv"):
    data = text.encode() if isinstance(text, str) else text
    table = read_table(name, data)
    return read_offers(name, table, columns or {one: one for one in table.columns}, REFERENCE)


def faults(text: str | bytes, columns=None) -> list[tuple[int, str, str]]:
    """Row, column and what is said, of each fault."""
    with pytest.raises(ContentError) as caught:
        read(text, columns)
    tr = translator("fr")
    return [
        (one.line, one.path, tr.message(one.message).replace(NBSP, " "))
        for one in caught.value.faults
    ]


def known_as() -> dict[str, list[str]]:
    return {
        name: [
            one.strip()
            for lang in ("fr", "en")
            for one in translator(lang)(f"offers.known_as.{name}").split(",")
        ]
        for name in FIELDS
    }


# ---- files that are read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_file_is_read_whatever_its_encoding_and_its_ends_of_lines(encoding, end):
    assert read(FRENCH.replace("\n", end).encode(encoding), MEANING) == READ


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_of_the_titles(separator):
    rows = (("title", "body", "price"), ("Coffre, un; deux", "UGAP", "1,50"))
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (offer,) = read(text)
    assert (offer.title.fr, offer.price) == ("Coffre, un; deux", "1,50")


def test_a_workbook_gives_the_same_offers_as_the_csv_file():
    rows = [
        ("Référence", "Intitulé", "Organisme d'achat", "Fonction", "Sujets", "Mots clés", "Prix"),
        ("R1", "Audit d'annuaire", "CAIH", "control", "ad; exposure", "annuaire, audit",
         "12 000 € HT"),
        ("R2", "Sauvegarde ; coffre-fort", "Centrale de l'Est", None, None, None, "sur devis"),
    ]  # fmt: skip
    assert read(a_workbook({"Vide": [], "Offres": rows}), MEANING) == READ


def test_columns_are_recognised_by_their_names_in_either_language():
    french = read_table("x.csv", FRENCH.encode()).columns
    assert guess_columns(french, known_as()) == MEANING
    assert guess_columns(["Vendor", "buying BODY", "Name"], known_as()) == {
        "title": "Name",
        "body": "buying BODY",
        "provider": "Vendor",
    }


def test_a_column_serves_one_field_and_unknown_ones_serve_none():
    assert guess_columns(["offre", "titre", "couleur"], known_as()) == {"title": "titre"}


def test_our_own_names_of_columns_are_all_recognised():
    assert guess_columns(FIELDS, known_as()) == OURS


@pytest.mark.parametrize("body", BODIES)
def test_a_buying_body_that_we_know_is_written_as_it_writes_itself(body):
    (offer,) = read(f"title;body\nX;  {body.lower()} ")
    assert offer.body == body


def test_without_a_reference_an_offer_has_the_number_of_its_row():
    assert [one.id for one in read("title;body\n\nA;X\nB;X\n")] == ["3", "4"]


def test_empty_rows_and_columns_without_a_title_are_left_out():
    (offer,) = read("title;;body\n;;\nA;note;X\n")
    assert (offer.title.fr, offer.body) == ("A", "X")


# ---- files with faults


def test_every_fault_is_told_with_its_row_and_its_column():
    text = (
        "title;body;function;topics;url;id\n"
        ";X;deviner;ad;https://a.fr;1\n"
        "B;;control;ad, lune;ftp://b.fr;2\n"
        "C;X;;;javascript:alert(1);1\n"
    )
    empty = "la cellule est vide : remplissez-la ou retirez la ligne."
    address = "ce n'est pas une adresse web : elle commence par https:// ou http://, sans espace."
    assert faults(text) == [
        (2, "title", empty),
        (2, "function", ("« deviner » n'est pas une des cinq fonctions : Prévenir, Contrôler, "
         "Détecter, Réagir, Reconstruire. Laissez vide si vous ne savez pas.")),
        (3, "body", empty),
        (3, "url", address),
        (3, "topics", ("« lune » n'est pas un de nos sujets : prenez leurs noms tels qu'ils sont dans "
         "les résultats. Laissez vide si vous ne savez pas.")),
        (4, "url", address),
        (4, "id", "la référence « 1 » est déjà celle de la ligne 2 : chaque offre a la sienne."),
    ]  # fmt: skip


def test_without_a_title_and_a_buying_body_nothing_is_read():
    assert faults("nom;prix\nA;1\n", {}) == [
        (0, "", "dites quelle colonne contient l'intitulé des offres."),
        (0, "", "dites quelle colonne contient l'organisme d'achat."),
    ]


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("", 0, "le fichier n'a pas d'offre"),
        ("title;body\n", 0, "le fichier n'a pas d'offre"),
        ("title;body\nA;X;Y\n", 2, "la ligne a plus de cellules que les titres (2)"),
        ('title;body\nA;"X\n', 2, "la ligne ne peut pas être lue"),
        (f"{'t;' * 61}\nA\n", 1, "la ligne a plus de 60 colonnes"),
        (b"title;body\nA\0;X\n", 0, "ce n'est ni un classeur .xlsx ni un texte CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", 0, "ce n'est ni un classeur .xlsx"),
        (b"t\x81;b\n", 0, "ce n'est ni un classeur .xlsx"),
        (b"title;body\n" + b"A;X\n" * 5_001, 0, "la feuille dépasse 5000 lignes"),
        (b"x" * 5_000_001, 0, "le fichier dépasse 5 Mo"),
        (b"PK\x03\x04nothing", 0, "ce n'est pas un classeur .xlsx lisible"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(text, row, said):
    ((line, _, message),) = faults(text)
    assert line == row
    assert message.startswith(said)


def test_a_formula_in_a_workbook_is_refused_at_its_cell():
    rows = [("title", "body"), ("A", "=1+1")]
    ((_, place, said),) = faults(a_workbook({"Offres": rows}))
    assert place == "Offres!B2"
    assert said == "la cellule contient une formule : remplacez-la par sa valeur."


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("price", "x" * (LONGEST + 1), f"la cellule dépasse {LONGEST} caractères"),
        ("words", ",".join(f"m{n}" for n in range(MOST_WORDS + 1)), "plus de 40 mots clés"),
    ],
)
def test_what_is_too_long_is_refused(column, text, said):
    ((row, name, message),) = faults(f'title;body;{column}\nA;X;"{text}"\n')
    assert (row, name) == (2, column)
    assert message.startswith(said)


def test_too_many_offers_are_refused():
    ((_, _, said),) = faults("title;body\n" + "A;X\n" * (MOST_OFFERS + 1))
    assert said.startswith(f"plus de {MOST_OFFERS} offres")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_offers_or_faults(data):
    try:
        offers, found = read(data), ()
    except ContentError as error:
        offers, found = (), error.faults
    assert bool(offers) is not bool(found)
    assert all(one.title.fr and one.body for one in offers)


# ---- what is kept


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(title=texts.filter(lambda one: one.strip()), price=texts)
def test_what_is_read_comes_back_as_it_was_kept(tmp_path_factory, title, price):
    folder = tmp_path_factory.mktemp("kept")
    try:
        rows = [f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in (title, "UGAP", price)]
        offers = read("title;body;price\n" + ";".join(rows))
    except ContentError:
        return  # a title of which nothing is left
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARE_DATA_DIR", str(folder))
        catalogue = OfferCatalogue(source="offres.csv", offers=offers)
        offer_file.keep(catalogue)
        assert offer_file.kept(REFERENCE) == catalogue


def test_a_catalogue_takes_the_place_of_the_one_before_and_can_be_taken_out():
    assert offer_file.kept(REFERENCE) is None
    offer_file.keep(offer_file.demonstration(REFERENCE))
    offer_file.keep(OfferCatalogue(source="x.csv", offers=READ))
    assert offer_file.kept(REFERENCE) == OfferCatalogue(source="x.csv", offers=READ)
    offer_file.remove()
    offer_file.remove()
    assert offer_file.kept(REFERENCE) is None
    assert list(data_dir().iterdir()) == []


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"format": "other/1"}', '{"format": "care-assess/offers/1"}',
     '{"format": "care-assess/offers/1", "source": "", "demo": 1, "offers": [{"title": 3}]}',
     '{"format": "care-assess/offers/1", "source": "", "demo": 1, "offers": [[]]}', "\\ud800"],
)  # fmt: skip
def test_a_kept_catalogue_that_was_spoilt_is_told_and_can_be_taken_out(content):
    data_dir().mkdir()
    (data_dir() / "offers.json").write_text(content, "utf-8")
    with pytest.raises(Refused) as refusal:
        offer_file.kept(REFERENCE)
    assert translator("fr").error(refusal.value).startswith("Le catalogue gardé ne peut plus être")
    offer_file.remove()
    assert offer_file.kept(REFERENCE) is None


def test_a_catalogue_that_cannot_be_written_leaves_the_one_before():
    offer_file.keep(OfferCatalogue(source="x.csv", offers=READ))
    file = data_dir() / "offers.json"
    before = file.read_bytes()
    file.with_name(f".offers.json.{os.getpid()}.part").mkdir()
    with pytest.raises(Refused):
        offer_file.keep(offer_file.demonstration(REFERENCE))
    assert file.read_bytes() == before


# ---- the demonstration


def test_nothing_ships_but_offers_that_say_that_they_are_fictitious():
    demo = offer_file.demonstration(REFERENCE)
    assert demo.demo is True
    assert len({one.function for one in demo.offers}) == 5
    for offer in demo.offers:
        assert offer.title.fr.startswith(f"Offre fictive de démonstration{NBSP}: ")
        assert offer.title.en.startswith("Fictitious demonstration offer: ")
        for text in (offer.body, offer.provider, offer.price):
            assert "fictif" in text.lower() or "fictive" in text.lower()
        assert offer.url.endswith(".invalid")
        assert offer.body not in BODIES


def test_the_kept_file_says_its_format():
    offer_file.keep(offer_file.demonstration(REFERENCE))
    document = json.loads((data_dir() / "offers.json").read_text("utf-8"))
    assert document["format"] == "care-assess/offers/1"
    assert set(document["offers"][0]) == set(FIELDS)
