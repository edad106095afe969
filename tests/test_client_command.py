"""``care-assess client``: list, new, export, import and delete, each said in a sentence."""

from __future__ import annotations

import pytest

from care_assess.cli import main
from care_assess.clients import sealing

PHRASE = "un cheval vert au galop"


@pytest.fixture
def phrase(tmp_path):
    file = tmp_path / "phrase.txt"
    file.write_text(f"{PHRASE}\n", "utf-8")
    return str(file)


def told(capsys, *arguments: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    code = main(["client", *arguments])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_a_client_goes_to_another_data_folder_and_is_deleted_from_the_first(
    capsys, tmp_path, phrase
):
    here, there = (["--data", str(tmp_path / name)] for name in ("here", "there"))
    assert told(capsys, "list", *here)[1].startswith("Aucun client")
    assert told(capsys, "new", "CH de Valmont", *here)[0] == 0
    file = str(tmp_path / "valmont.care")
    code, said = told(
        capsys, "export", "ch de valmont", "-o", file, "--password-file", phrase, *here
    )
    assert (code, "chiffré" in said) == (0, True)
    assert told(capsys, "import", file, "--password-file", phrase, *there)[0] == 0
    assert "CH de Valmont" in told(capsys, "list", *there)[1]
    certificate = tmp_path / "certificat.txt"
    code, said = told(
        capsys,
        "delete",
        "CH de Valmont",
        "--confirm",
        "CH de Valmont",
        "-o",
        str(certificate),
        *here,
    )
    assert (code, str(certificate) in said) == (0, True)
    assert "CERTIFICAT" in certificate.read_text("utf-8")
    assert told(capsys, "list", *here)[1].startswith("Aucun client")


def test_the_password_is_asked_for_twice_before_a_file_is_written(capsys, tmp_path, monkeypatch):
    told(capsys, "new", "CH")
    typed = iter([PHRASE, "autre chose encore"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    file = tmp_path / "ch.care"
    code, said = told(capsys, "export", "CH", "-o", str(file))
    assert (code, "diffèrent" in said, file.exists()) == (2, True, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", " "], "Écrivez le nom du client"),
        (["new", "CH"], "Un client s'appelle déjà"),
        (["export", "Nulle part", "-o", "x.care"], "Aucun client ne s'appelle"),
        (["import", "nowhere.care"], "ne peut pas être lu"),
        (["delete", "CH", "--confirm", "HC"], "Rien n'a été supprimé"),
    ],
)
def test_what_may_not_be_done_is_one_sentence_and_the_exit_code_2(capsys, arguments, said):
    told(capsys, "new", "CH")
    code, sentence = told(capsys, *arguments)
    assert code == 2
    assert said in sentence
    assert "Traceback" not in sentence


def test_a_wrong_password_is_said(capsys, tmp_path, phrase):
    file = tmp_path / "x.care"
    parcel = sealing.Parcel({"format": "x"}, b"")
    file.write_bytes(
        sealing.seal(parcel, "une autre phrase", salt=bytes(16), nonce=bytes(12), cost=12)
    )
    code, said = told(capsys, "import", str(file), "--password-file", phrase)
    assert (code, "Ce n'est pas le mot de passe" in said) == (2, True)


def test_the_certificate_is_printed_without_a_file(capsys):
    told(capsys, "new", "CH")
    assert "CERTIFICAT" in told(capsys, "delete", "CH", "--confirm", "CH")[1]
