"""Wordings on a page: light Markdown and redlines as HTML that can do no harm."""

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.redlines import Redline, clause_change, redline
from sopu.web.templatetags.prose import prose, redlined

NASTY = st.lists(
    st.sampled_from(
        [
            "<script>",
            "</p>",
            '"',
            "'",
            "&",
            "[a](",
            ")",
            "javascript:",
            "http://a",
            '" onclick="x',
            "<",
            ">",
            "*",
            "- ",
            "\n",
        ]
    ),
    max_size=10,
).map("".join)
ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "a", "ins", "del", "span"}


class Tags(HTMLParser):
    """The tags of some HTML, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]


def test_light_markdown_is_shown_as_paragraphs_lists_and_links():
    assert prose("**Yksi** *henkilö*, ks. [ohje](https://a.example/?a=1&b=2).\n\n3. a\n   - b\n\n   c") == (
        "<p><strong>Yksi</strong> <em>henkilö</em>, ks. "
        '<a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener">ohje</a>.</p>'
        '<ol start="3"><li>a</li></ol><ul class="under-1"><li>b</li></ul><p class="under-1">c</p>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ('[x](http://a"onclick="y)', '<p><a href="http://a%22onclick=%22y" rel="nofollow noopener">x</a></p>'),
        ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>"),
        ("", ""),
    ],
)
def test_what_could_do_harm_is_text(text, html):
    assert prose(text) == html


@settings(max_examples=60)
@given(NASTY, NASTY)
def test_whatever_is_written_gives_only_the_tags_of_wordings(one, other):
    found = Tags(prose(one) + redlined(clause_change(clause(one), clause(other)).text))
    assert found.tags <= ALLOWED
    assert found.attributes <= {"class", "href", "rel", "start"}
    assert [link for link in found.links if not link.lower().startswith(("http://", "https://", "mailto:"))] == []


def clause(text: str, key: str = "a", number: str = "", heading: str = "") -> ClauseText:
    return ClauseText(key, number, 2, "duty", heading, text)


def whole(*clauses: ClauseText, title: str = "Sopimus", **terms: str) -> WholeText:
    return WholeText("fi", title, clauses, terms)


def shown(change: Redline) -> str:
    with override("fi"):
        html = render_to_string("web/redline.html", {"redline": change, "language": "fi"})
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_what_is_gone_and_what_is_added_is_told_in_words_too():
    pieces = clause_change(clause("Kerran kuussa <b>"), clause("Kahdesti kuussa <b>")).text
    with override("fi"):
        assert redlined(pieces) == (
            '<del class="red"><span class="sr">[poistettu: </span>Kerran<span class="sr">]</span></del>'
            '<ins class="red"><span class="sr">[lisätty: </span>Kahdesti<span class="sr">]</span></ins>'
            " kuussa &lt;b&gt;"
        )


def test_blanks_around_a_word_are_not_struck_through_but_a_blank_that_changed_is_shown():
    with override("fi"):
        assert redlined(clause_change(clause("yksi"), clause("yksi kaksi")).text) == (
            'yksi <ins class="red"><span class="sr">[lisätty: </span>kaksi<span class="sr">]</span></ins>'
        )
        assert ">  <span" in redlined(clause_change(clause("a b"), clause("a  b")).text)


def test_bold_in_a_redline_is_bold_and_its_marks_are_shown_where_they_came():
    with override("fi"):
        assert redlined(clause_change(clause("**Kunta** päättää"), clause("**Kunta** vastaa")).text) == (
            "<strong>Kunta</strong>"
            ' <del class="red"><span class="sr">[poistettu: </span>päättää<span class="sr">]</span></del>'
            ' <ins class="red"><span class="sr">[lisätty: </span>vastaa<span class="sr">]</span></ins>'
        )
        added = redlined(clause_change(clause("yksi"), clause("yksi **kaksi**")).text)
        assert '[lisätty: </span><strong>kaksi</strong><span class="sr">]' in added
        assert "**" in redlined(clause_change(clause("yksi kaksi kolme"), clause("yksi **kaksi** kolme")).text)


def test_a_redline_tells_what_changed_and_folds_what_did_not():
    old = whole(
        clause("Kohta a", "a", "1", "Tausta"),
        clause("Kohta b", "b", "2"),
        clause("Kohta c", "c", "3"),
        clause("Kohta d", "d", "4"),
        Voimassa="2029",
    )
    new = whole(
        clause("Kohta d", "d", "1"),
        clause("Kohta a", "a", "2", "Tausta"),
        clause("Kohta b", "b", "3"),
        clause("Kohta ö", "c", "4"),
        clause("Uusi", "x"),
        title="Uusi sopimus",
        Voimassa="2030",
    )
    text = shown(redline(old, new))
    for words in [
        "1 kohta muuttunut",
        "1 uusi kohta",
        "1 kohta siirretty",
        "2 kohtaa ennallaan",
        "siirretty kohdasta 4",
        "Kohdat 2–3 ennallaan",
        "aiemmin 3",
        "[poistettu: 2029 ]",
        "Kohta ilman otsikkoa",
        "uusi kohta",
    ]:
        assert words in text
    html = render_to_string("web/redline.html", {"redline": redline(old, new)})
    assert (html.count("<details"), html.count("<article")) == (1, 5)


def test_a_wording_that_has_not_changed_is_one_fold():
    text = shown(redline(whole(clause("Sama", number="1")), whole(clause("Sama", number="1"))))
    assert "Sanamuodot ovat samat." in text and "Kohta 1 ennallaan" in text
    assert "Yksi kohta ennallaan" in shown(redline(whole(clause("Sama")), whole(clause("Sama"))))
