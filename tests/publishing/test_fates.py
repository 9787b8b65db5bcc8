"""What a receipt tells of what was understood of a sentence, and of what became of it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_participant, a_user
from receipts import page_of
from sopu.forum.models import Cause, Moderation
from sopu.forum.queries.hall import participant_cookie
from sopu.publishing.queries.receipts import ways_of, what_became_of
from sopu.synthesis.models import FindingSource, Outcome, SortingKind, Target, ThemeWord
from sopu.synthesis.queries.fates import NOT_YET, fates_of
from synthesised import a_disposition, a_finding, a_sorting, a_theme

pytestmark = pytest.mark.django_db


STATES = {
    "not yet": {"fi": "Saa vastauksen", "sv": "Får ett svar", "en": "Will be answered"},
    "theme only": {"fi": "Teemassa", "sv": "I temat", "en": "In the theme"},
    "by theme": {"fi": "vastaus koko teemaan", "sv": "svar på hela temat", "en": "the answer to the whole theme"},
    "own": {"fi": "vastaus tähän lauseeseen", "sv": "svar på den här meningen", "en": "the answer to this sentence"},
}
OUTCOMES = {
    "by theme": {
        "fi": "Käytetty: strateginen yhteistyösopimus",
        "sv": "Använt: det strategiska samarbetsavtalet",
        "en": "Used: the strategic cooperation agreement",
    },
    "own": {"fi": "Jätetty odottamaan", "sv": "Lagt på vänt", "en": "Parked"},
}


def come_to(state, event, said):
    if state != "not yet":
        theme = a_theme(event, "Yhteyshenkilö", [said], made_by=a_user())
    if state in ("by theme", "own"):
        a_disposition(event, theme, Outcome.USED, reason="Sopimuksen kohta 7.")
    if state == "own":
        a_disposition(event, said, Outcome.PARKED, reason="Odottaa talousarviota.")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("state", STATES)
def test_a_receipt_tells_how_far_the_sentence_has_come_in_the_readers_language(client, event, said, state, language):
    come_to(state, event, said)
    page = page_of(client, said, language)
    assert STATES[state][language] in page
    assert OUTCOMES.get(state, {}).get(language, "") in page
    others = {"by theme", "own"} - {state}
    assert [one for one in others if STATES[one][language] in page] == []
    assert ("Sopimuksen kohta 7." in page, "Odottaa talousarviota." in page) == (state == "by theme", state == "own")


def test_a_theme_that_nobody_has_confirmed_is_told_as_the_machines_proposal(client, event, said):
    theme = a_theme(event, "Numero", [said])
    assert "Koneen ehdotus: ihminen ei ole vielä vahvistanut sitä." in page_of(client, said)
    sorting = a_sorting(event, SortingKind.CONFIRMED, a_user())
    ThemeWord.objects.create(theme=theme, sorting=sorting, name_fi="Yksi numero")
    page = page_of(client, said)
    assert ("Yksi numero" in page, "Koneen ehdotus" in page) == (True, False)


def test_only_signed_findings_that_stand_are_told(client, event, said):
    a_finding(event, [said], text_fi="Allekirjoittamaton havainto.")
    a_finding(event, [said], signed_by=a_user(), text_fi="Vahvistettu havainto.")
    a_finding(event, [said], signed_by=a_user(), text_fi="Peruttu havainto.", is_withdrawn=True)
    page = page_of(client, said)
    told = [text in page for text in ("Vahvistettu havainto.", "Allekirjoittamaton havainto.", "Peruttu havainto.")]
    assert told == [True, False, False]
    assert "Havainto 2 nojaa siihen" in page


def test_a_sentence_of_the_minority_is_told_as_such(client, event, said):
    version = a_finding(event, signed_by=a_user(), minority_fi="Osa haluaa oman luukun.")
    FindingSource.objects.create(version=version, contribution=said, is_minority=True)
    page = page_of(client, said)
    assert "Vähemmistön näkemys havainnon 1 rinnalla nojaa siihen" in page
    assert ("Osa haluaa oman luukun." in page, version.text_fi in page) == (True, False)


@pytest.mark.parametrize("cause", [Cause.PERSON, Cause.WITHDRAWN, Cause.HELD])
def test_of_a_hidden_sentence_nothing_of_this_is_told(client, event, said, cause):
    come_to("own", event, said)
    a_finding(event, [said], signed_by=a_user(), text_fi="Vahvistettu havainto.")
    Moderation.objects.create(contribution=said, is_hiding=True, cause=cause, reason="phone")
    page = page_of(client, said)
    found = [text for text in ("Yhteyshenkilö", "Vahvistettu", "talousarviota", "Saa vastauksen") if text in page]
    assert found == []
    assert what_became_of(said.receipt, timezone.now()).fate == NOT_YET


def test_of_an_erased_sentence_nothing_of_this_is_told(client, event, said):
    come_to("own", event, said)
    said.text, said.erased_at = "", timezone.now()
    said.save()
    assert "talousarviota" not in page_of(client, said)
    assert "Saa vastauksen" not in page_of(client, said)


def test_nobody_who_decided_and_no_other_sentence_is_told(client, event, said):
    other = a_contribution(a_participant(event), "Toisen lause samassa teemassa.")
    boss = a_user("Päivi Päättäjä")
    theme = a_theme(event, "Yhteyshenkilö", [said, other], made_by=boss)
    a_disposition(event, theme, made_by=boss)
    a_finding(event, [said, other], signed_by=boss)
    page = page_of(client, said)
    assert [text for text in ("Päivi Päättäjä", "Toisen lause") if text in page] == []


def test_what_a_party_does_itself_names_the_party(client, event, said):
    party = event.negotiation.parties.all()[1]
    a_disposition(event, said, Outcome.USED, target=Target.PARTY, party=party)
    assert f"Käytetty: osapuolen oma työ ({party.organisation.name})" in page_of(client, said)


def test_an_answer_taken_back_is_told_no_more(client, event, said):
    a_disposition(event, said, reason="Liian nopea vastaus.")
    a_disposition(event, said, Outcome.OPEN, reason="Avataan uudelleen.")
    page = page_of(client, said)
    assert [text for text in ("Liian nopea", "Avataan uudelleen") if text in page] == []
    assert "Saa vastauksen" in page


def test_of_a_theme_that_is_gone_neither_name_nor_answer_is_told(event, said):
    theme = a_theme(event, "Purettu", [said], made_by=a_user())
    a_disposition(event, theme)
    ThemeWord.objects.create(theme=theme, sorting=a_sorting(event, SortingKind.DISSOLVED, a_user()), is_gone=True)
    assert fates_of([said.pk]) == {said.pk: NOT_YET}


def test_the_list_of_all_that_one_has_said_tells_it_in_a_word(client, event):
    writer = a_participant(event)
    first, second, third = (a_contribution(writer) for _ in range(3))
    theme = a_theme(event, "Yhteyshenkilö", [first, second], made_by=a_user())
    a_disposition(event, first, Outcome.REJECTED)
    a_theme(event, "Numero", [third])
    client.cookies[participant_cookie(event)] = token_of(writer)
    page = client.get(reverse("where", args=[event.code])).content.decode()
    ways = dict(re.findall(r'data-way="([^"]+)">(.*?)</p>', page, re.DOTALL))
    assert "<b>Hylätty</b>" in ways[str(first.act_id)]
    assert "Teemassa Yhteyshenkilö" in ways[str(second.act_id)]
    assert "Teemassa Numero (koneen ehdotus)" in ways[str(third.act_id)]
    a_disposition(event, theme, Outcome.USED)
    page = client.get(reverse("where", args=[event.code])).content.decode()
    assert "<b>Käytetty</b>: strateginen yhteistyösopimus" in page


def token_of(participant):
    from hashlib import sha256

    participant.token_digest = sha256(b"salaisuus").hexdigest()
    participant.save()
    return "salaisuus"


def test_it_asks_the_database_as_often_for_many_sentences_as_for_one(event, django_assert_num_queries):
    counts = []
    for count in (1, 3):
        writer = a_participant(event)
        for _ in range(count):
            come_to("own", event, sentence := a_contribution(writer))
            a_finding(event, [sentence], signed_by=a_user())
        with django_assert_num_queries(14):
            counts.append(len(ways_of(writer, timezone.now())))
    assert counts == [1, 3]
