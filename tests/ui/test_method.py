"""The method page: every rule in plain words, with what the questionnaires of this installation rule."""

from __future__ import annotations

from pages import open_page, seam

from care_assess.content import load_catalogue


def words(app) -> str:
    return "\n".join(one.value for one in app.markdown)


def rows(app, first: str):
    table = next(one.value for one in app.table if one.value.columns[0] == first)
    return [list(row.values()) for row in table.to_dict("records")]


def test_the_method_needs_no_assessment():
    app = open_page("method")
    assert app.title[0].value == "Comment les scores sont calculés"


def test_every_rule_has_its_part():
    assert [one.value for one in open_page("method").header] == [
        "Répondre",
        "Les six niveaux",
        "Des réponses aux scores",
        "Ce qui manque\u00a0: l'intervalle",
        "Les plafonds",
        "Le niveau ADS estimé",
        "Les preuves",
        "Le plan d'action",
        "Ce que ces scores ne disent pas",
        "Les questionnaires de cette installation",
    ]


def test_the_levels_are_those_of_the_vocabulary():
    reference = load_catalogue().reference
    assert rows(open_page("method"), "Niveau") == [
        [str(level), name("fr"), meaning("fr")]
        for level, (name, meaning) in enumerate(
            zip(reference.levels, reference.level_meanings, strict=True)
        )
    ]


def test_the_caps_in_force_are_listed_from_the_questionnaires():
    listed = rows(open_page("method"), "Score plafonné")
    catalogue = load_catalogue()
    caps = [cap for one in catalogue.select(catalogue.latest()) for cap in one.caps]
    assert [row[1:3] for row in listed] == [[str(cap.max), cap.reason("fr")] for cap in caps]
    assert listed[0][0] == "Domaine\u00a0: Gouvernance"
    assert ["Sujet\u00a0: Exercices de crise" in row[0] for row in listed].count(True) == 1


def test_the_questionnaires_are_listed_with_their_versions():
    latest = seam().catalogue.select(seam().catalogue.latest())
    listed = rows(open_page("method"), "Questionnaire et version")
    assert [row[0] for row in listed] == [f"{one.title('fr')}, {one.version}" for one in latest]
    core = sum(question.tier == "core" for question in latest[0].questions)
    assert listed[0][1] == f"{len(latest[0].questions)}, dont {core} essentielles"


def test_the_limits_are_said():
    assert "**Ils ne remplacent pas un audit**" in words(open_page("method"))


def test_the_method_is_in_english_too():
    app = open_page("method", lang="en")
    assert app.title[0].value == "How scores are worked out"
    assert "They do not replace an audit" in words(app)
