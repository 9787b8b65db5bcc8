"""A version and a comparison on paper: for whom the version is, in its languages."""

import pymupdf
import pytest
from django.urls import reverse

import agreements
import builders
from sopu.negotiations.models import Role
from sopu.texts.models import Purpose

pytestmark = pytest.mark.django_db


def _text(answer):
    return " ".join(page.get_text() for page in pymupdf.open(stream=answer.content, filetype="pdf"))


@pytest.fixture
def document():
    return agreements.an_agreement()


def test_a_submitted_version_is_on_paper_for_everybody(client, document):
    version = agreements.a_version(document)
    assert "Kuntakokous" in _text(client.get(reverse("version_paper", args=[version.pk, "fi"])))


def test_one_for_comments_is_on_paper_for_those_who_have_a_role(client, document):
    version = agreements.a_version(document, Purpose.COMMENT)
    url = reverse("version_paper", args=[version.pk, "fi"])
    assert client.get(url).status_code == 404
    client.force_login(builders.a_mandate(document.negotiation, Role.READER))
    assert "annettu päätettäväksi" not in _text(client.get(url))


def test_what_changed_is_on_paper_word_by_word(client, document):
    first = agreements.a_version(document)
    agreements.reworded(document.clauses.all()[1], "Osapuolet vahvistavat järjestöjen osallisuutta.")
    second = agreements.a_version(document)
    text = _text(client.get(reverse("comparison_paper", args=[first.pk, second.pk, "fi"])))
    assert ("järjestöjen" in text, "Kohta 1.1" in text, "Kohta 2.1" in text) == (True, True, False)


def test_documents_that_have_nothing_to_do_with_each_other_are_not_compared(client, document):
    first, other = agreements.a_version(document), agreements.a_version(agreements.an_agreement())
    assert client.get(reverse("comparison_paper", args=[first.pk, other.pk, "fi"])).status_code == 404


def test_a_language_that_a_version_lacks_has_no_paper(client, document):
    version = agreements.a_version(document)
    assert client.get(reverse("version_paper", args=[version.pk, "sv"])).status_code == 404
