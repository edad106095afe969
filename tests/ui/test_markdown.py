"""What people type is shown letter for letter; a browser test looks at the result."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_assess.ui.markdown import plain

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("L'établissement a-t-il (oui ou non) 12,5 % : vrai ? « œuvre »", None),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[x](y) ![z](w)", r"\[x\](y) !\[z\](w)"),
        ("# titre", r"\# titre"),
        ("- liste", r"\- liste"),
        ("1. un", r"1\. un"),
        ("> cite", r"\> cite"),
        ("<b>gras</b> &amp;", r"\<b>gras\</b> \&amp;"),
        ("$x^2$", r"\$x^2\$"),
        (":red[x]", r"\:red\[x\]"),
        (":material/home:", f":{JOINER}material/home:"),
        ("http://a.fr", rf"http:{JOINER}//a.fr"),
        ("www.a.fr", f"w{JOINER}ww.a.fr"),
        ("a@b.fr", f"a{JOINER}@b.fr"),
        ("a -> b", f"a -{JOINER}> b"),
        ("ligne\n\n# deux", "ligne # deux"),
        (r"C:\dossier", r"C:\\dossier"),
        ("", ""),
    ],
)
def test_signs_of_markdown_lose_their_meaning_and_plain_french_is_untouched(text, written):
    assert plain(text) == (text if written is None else written)


@given(st.text())
def test_nothing_is_lost_but_line_breaks_and_the_spaces_around(text):
    kept = plain(text).replace("\\", "").replace(JOINER, "").split()
    assert kept == text.replace("\\", "").replace(JOINER, "").split()
