"""Libraries of CISO Assistant to be read: fictitious, of the shapes that real ones have."""

from __future__ import annotations

HEAD = """\
urn: urn:example:risk:library:ward
locale: fr
ref_id: WARD-RULES
name: Règles du service
description: Ce que le service doit tenir.
copyright: Texte fictif
version: 3
provider: Exemple
packager: exemple
translations:
  en: {name: Rules of the ward, description: What the ward must hold to.}
objects:
  framework:
    urn: urn:example:risk:framework:ward
    ref_id: WARD-RULES
    name: Règles du service
    translations:
      en: {name: Rules of the ward}
"""

NODES = """\
    requirement_nodes:
    - {urn: "urn:example:risk:req_node:ward:1", assessable: false, depth: 1, ref_id: '1', name: Soins, translations: {en: {name: Care}}}
"""

BY_HAND = (
    HEAD
    + """\
    min_score: 1
    max_score: 3
    scores_definition:
    - {score: 1, name: Rien, description: Rien n'est fait, translations: {en: {name: Nothing, description: Nothing is done}}}
    - {score: 2, name: À moitié, translations: {en: {name: Half}}}
    - {score: 3, name: Tout, translations: {en: {name: All}}}
"""
    + NODES
    + """\
    - urn: urn:example:risk:req_node:ward:1.1
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:ward:1
      ref_id: '1.1'
      name: Préparer les fiches
      description: Une par patient.
      weight: 2
      implementation_groups: [BASE]
      translations:
        en: {name: Prepare the sheets, description: One per patient.}
"""
)
"""Scored by hand on a scale of its own."""

UNSCORED = (
    HEAD
    + NODES
    + """\
    - urn: urn:example:risk:req_node:ward:1.1
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:ward:1
      name: Préparer les fiches
      translations: {en: {name: Prepare the sheets}}
"""
)
"""Neither questions nor words for its scores: met or not."""

QUESTION = """\
    - urn: urn:example:risk:req_node:ward:1.1
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:ward:1
      ref_id: '1.1'
      translations: {}
      questions:
        urn:example:risk:req_node:ward:1.1:question:1:
          type: unique_choice
          text: Les fiches sont-elles prêtes ?
          translations: {en: {text: Are the sheets ready?}}
          choices:
          - {urn: "urn:example:risk:req_node:ward:1.1:question:1:choice:1", value: Je ne sais pas, translations: {en: {value: I do not know}}}
          - {urn: "urn:example:risk:req_node:ward:1.1:question:1:choice:2", value: Non, add_score: 0, translations: {en: {value: Not yet}}}
          - {urn: "urn:example:risk:req_node:ward:1.1:question:1:choice:3", value: Oui, add_score: 100, translations: {en: {value: Ready}}}
"""

ASKED = (
    HEAD
    + NODES
    + QUESTION
    + """\
    - urn: urn:example:risk:req_node:ward:1.2
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:ward:1
      ref_id: '1.2'
      questions:
        urn:example:risk:req_node:ward:1.2:question:1:
          type: unique_choice
          text: Où sont-elles ?
          translations: {en: {text: Where are they?}}
          depends_on:
            question: urn:example:risk:req_node:ward:1.1:question:1
            answers: ["urn:example:risk:req_node:ward:1.1:question:1:choice:3"]
            condition: any
          choices:
          - {urn: "u:choice:1", value: Au bureau, compute_result: false, translations: {en: {value: At the desk}}}
          - {urn: "u:choice:2", value: Sur le chariot, compute_result: 'true', translations: {en: {value: On the cart}}}
        urn:example:risk:req_node:ward:1.2:question:2:
          type: date
          text: Depuis quand ?
          translations: {en: {text: Since when?}}
"""
)
"""Questions with scores, with compliance, with a condition, and a date."""

SUMMED = (
    HEAD
    + """\
    min_score: 0
    max_score: 10
"""
    + NODES
    + """\
    - urn: urn:example:risk:req_node:ward:1.1
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:ward:1
      weight: 3
      name: Préparer
      translations: {en: {name: Prepare}}
      questions:
        urn:example:risk:req_node:ward:1.1:question:1:
          type: unique_choice
          text: Qui ?
          translations: {en: {text: Who?}}
          choices:
          - {urn: "a:choice:1", value: Une personne, add_score: 3, translations: {en: {value: One person}}}
          - {urn: "a:choice:2", value: Une équipe, add_score: 8, translations: {en: {value: A team}}}
        urn:example:risk:req_node:ward:1.1:question:2:
          type: unique_choice
          weight: 2
          text: Quand ?
          translations: {en: {text: When?}}
          choices:
          - {urn: "b:choice:1", value: Parfois, add_score: 2, translations: {en: {value: At times}}}
          - {urn: "b:choice:2", value: Toujours, add_score: 5, translations: {en: {value: Always}}}
    - urn: urn:example:risk:req_node:ward:1.2
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:ward:1
      name: Vérifier
      translations: {en: {name: Verify}}
      questions:
        urn:example:risk:req_node:ward:1.2:question:1:
          type: unique_choice
          text: Est-ce vérifié ?
          translations: {en: {text: Is it verified?}}
          choices:
          - {urn: "c:choice:1", value: Non, add_score: 0, translations: {en: {value: Not yet}}}
          - {urn: "c:choice:2", value: Oui, add_score: 10, translations: {en: {value: It is}}}
"""
)
"""A requirement of two questions whose points add up, and one of a single question."""
