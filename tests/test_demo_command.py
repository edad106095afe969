"""``care-assess demo``, run as people run it."""

from __future__ import annotations

from care_assess.cli import main
from care_assess.store import open_store

LOADED = """\
Chargée\u00a0: Clinique des Tilleuls (fictive), évaluation du 18/11/2025
Chargée\u00a0: CHU de Grandval (fictif), évaluation du 20/11/2025
Chargée\u00a0: CH de Valmont (fictif), évaluation du 24/11/2025
Chargée\u00a0: Clinique des Tilleuls (fictive), évaluation du 17/11/2026
Chargée\u00a0: CHU de Grandval (fictif), évaluation du 19/11/2026
Chargée\u00a0: CH de Valmont (fictif), évaluation du 23/11/2026
Réponses gardées dans {file}. Démarrez l'application avec care-assess pour les voir.
"""


def test_it_loads_three_establishments_at_two_dates_and_says_where(tmp_path, capsys):
    folder = tmp_path / "demo"
    assert main(["demo", "--data", str(folder)]) == 0
    file = folder / "assessments.sqlite3"
    assert capsys.readouterr().out == LOADED.format(file=file)
    assert [path.name for path in folder.iterdir()] == [file.name]
    assert len(open_store(folder).list()) == 6

    assert main(["demo", "--data", str(folder)]) == 0
    assert capsys.readouterr().out == LOADED.format(file=file).replace("Chargée", "Déjà là")
    assert len(open_store(folder).list()) == 6
    open_store(folder).close()


def test_without_a_folder_it_uses_that_of_the_application(tmp_path, capsys):
    assert main(["demo"]) == 0
    assert str(tmp_path / "data" / "assessments.sqlite3") in capsys.readouterr().out
    open_store(tmp_path / "data").close()


def test_what_prevents_it_is_said_in_one_sentence(tmp_path, capsys):
    (tmp_path / "assessments.sqlite3").write_text("not ours" * 1000, "utf-8")
    assert main(["demo", "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"Le fichier {tmp_path / 'assessments.sqlite3'} est abîmé ou n'est pas un fichier de réponses\u00a0: "
        "rien n'y a été écrit. Mettez-le de côté sans l'effacer, remettez à sa place votre dernière "
        "sauvegarde, puis redémarrez.\n"
    )
