"""What became of a sentence, for whoever holds its receipt."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_participant, a_reaction, a_user
from receipts import page_of
from sopu.forum.actions.moderating import remark_on
from sopu.forum.models import Cause, Moderation, PromptKind, Stance
from sopu.negotiations.models import Letter
from sopu.publishing.models import Compilation, Delivery, Package
from sopu.publishing.queries.receipts import Handover, what_became_of

pytestmark = pytest.mark.django_db


def a_sentence(**fields):
    return a_contribution(a_participant(a_forum()), **fields)


def hide(said, *, is_hiding=True, at=None):
    return Moderation.objects.create(
        contribution=said, is_hiding=is_hiding, reason="Nimi mainittu", made_by=a_user(), made_at=at or timezone.now()
    )


def compiled(said, *, at=None, delivered_to=None):
    """The event's material with a package a party; delivered to the first `delivered_to` of them."""
    event, at = said.discussion.event, at or timezone.now()
    compilation = Compilation.objects.create(
        event=event,
        started_at=at,
        finished_at=at,
        delivered_at=None if delivered_to is None else at,
        last_contribution=said.pk,
    )
    for number, party in enumerate(event.negotiation.parties.all()):
        package = Package.objects.create(
            compilation=compilation, party=party, file="x.zip", sha256="0" * 64, size=1, contribution_count=1
        )
        if delivered_to and number < delivered_to:
            letter = Letter.objects.create(negotiation=event.negotiation, to=a_user(), subject="Aineisto", body="")
            Delivery.objects.create(package=package, letter=letter, token_digest=f"{package.pk:064d}", expires_at=at)
    return compilation


@pytest.mark.parametrize("typed", ["rc1d2e3f", "RC1D 2E3F", "rc1d-2e3f"])
def test_a_receipt_is_found_however_it_is_typed(client, typed):
    said = a_sentence()
    said.receipt = "RC1D2E3F"
    said.save()
    response = client.get(reverse("receipts"), {"code": typed})
    assert response.headers["Location"] == reverse("receipt", args=["RC1D2E3F"])
    assert what_became_of(typed, timezone.now()).text == said.text


def test_an_unknown_receipt_is_said_to_be_unknown_and_stays_in_the_field(client):
    page = client.get(reverse("receipts"), {"code": "zz9"}).content.decode()
    assert "Tällä seurantatunnuksella ei ole lausetta." in page
    assert 'value="zz9"' in page
    assert client.get(reverse("receipt", args=["NONE2222"])).status_code == 404
    assert what_became_of("NONE2222", timezone.now()) is None


def test_a_receipt_shows_the_sentence_and_where_and_when_it_was_said(client):
    said = a_sentence(text="Yhteinen perhekeskus.", written_at=dt.datetime(2025, 10, 24, 10, 58, tzinfo=dt.UTC))
    page = page_of(client, said)
    assert "Yhteinen perhekeskus.</h1>" in page
    assert "24.10.2025 klo 13.58" in page
    assert f"1. {said.discussion.name}" in page


def test_a_receipt_never_tells_who_and_no_search_engine_keeps_it(client):
    said = a_sentence()
    said.participant.organisation.name_fi = "Omaperäinen kunta"
    said.participant.organisation.save()
    response = client.get(reverse("receipt", args=[said.receipt]))
    page = response.content.decode()
    for secret in ("Omaperäinen kunta", "luottamushenkilö", str(said.participant_id)):
        assert secret not in page
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page


def test_only_a_commitment_carries_its_organisation(client):
    said = a_sentence(kind=PromptKind.COMMITMENT)
    organisation = said.participant.organisation.name
    assert f"<span>{organisation}</span>" in page_of(client, said)
    assert what_became_of(said.receipt, timezone.now()).organisation == organisation
    assert what_became_of(a_sentence().receipt, timezone.now()).organisation == ""


def test_while_the_hall_can_answer_that_is_what_happens_now():
    said = a_sentence()
    assert what_became_of(said.receipt, timezone.now()).steps == {
        "answered": "now",
        "compiled": "ahead",
        "delivered": "ahead",
        "disposed": "ahead",
    }


def test_each_step_follows_the_one_before():
    said = a_sentence()
    said.discussion.closed_at = timezone.now()
    said.discussion.save()
    assert what_became_of(said.receipt, timezone.now()).steps == {
        "answered": "done",
        "compiled": "now",
        "delivered": "ahead",
        "disposed": "ahead",
    }
    compiled(said)
    assert what_became_of(said.receipt, timezone.now()).steps == {
        "answered": "done",
        "compiled": "done",
        "delivered": "now",
        "disposed": "ahead",
    }
    compiled(said, delivered_to=3)
    assert what_became_of(said.receipt, timezone.now()).steps == {
        "answered": "done",
        "compiled": "done",
        "delivered": "done",
        "disposed": "now",
    }


def test_the_halls_answers_are_told_from_five_on(client):
    said = a_sentence()
    people = [a_participant(said.discussion.event) for _ in range(5)]
    for person in people[:4]:
        a_reaction(person, said)
    assert what_became_of(said.receipt, timezone.now()).hall is None
    assert "vähintään viisi" in page_of(client, said)
    a_reaction(people[4], said, Stance.DISAGREE)
    assert what_became_of(said.receipt, timezone.now()).hall.agree_count == 4
    assert "samaa mieltä 80\u00a0%" in page_of(client, said)


def test_fewer_than_five_answers_stay_untold_after_the_discussion(client):
    said = a_sentence()
    said.discussion.closed_at = timezone.now()
    said.discussion.save()
    assert "Vastaajia oli alle viisi" in page_of(client, said)


def test_a_delivery_tells_to_how_many_of_the_parties():
    said = a_sentence()
    at = timezone.now()
    compiled(said, at=at, delivered_to=2)
    assert what_became_of(said.receipt, timezone.now()).handover == Handover(at, at, delivered_count=2, party_count=3)


def test_a_delivered_compilation_is_told_of_before_a_newer_one_that_waits():
    said = a_sentence()
    compiled(said, delivered_to=1)
    compiled(said)
    assert what_became_of(said.receipt, timezone.now()).handover.delivered_count == 1


def test_a_compilation_made_before_the_sentence_does_not_carry_it():
    said = a_sentence()
    earlier = compiled(said)
    earlier.last_contribution = said.pk - 1
    earlier.save()
    assert what_became_of(said.receipt, timezone.now()).handover is None


def test_a_hidden_sentence_says_so_with_the_reason_to_its_holder(client):
    said = a_sentence(text="Piilotettu lause.")
    hide(said)
    compiled(said)
    page = page_of(client, said)
    assert "Piilotettu lause." in page
    assert "Syy: Nimi mainittu" in page
    assert "Ei aineistossa" in page
    assert what_became_of(said.receipt, timezone.now()).handover is None


def test_a_sentence_shown_again_goes_into_the_next_compilation():
    said, now = a_sentence(), timezone.now()
    hide(said, at=now)
    compiled(said, at=now + dt.timedelta(minutes=1))
    hide(said, is_hiding=False, at=now + dt.timedelta(minutes=2))
    assert what_became_of(said.receipt, timezone.now()).handover is None
    compiled(said, at=now + dt.timedelta(minutes=3))
    assert what_became_of(said.receipt, timezone.now()).handover.compiled_at == now + dt.timedelta(minutes=3)


def test_a_receipt_asks_the_database_as_often_for_many_packages_as_for_few(client, django_assert_num_queries):
    said = a_sentence()
    for _ in range(2):
        compiled(said, delivered_to=3)
        with django_assert_num_queries(14):
            page_of(client, said)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_receipt_opens_in_every_language(client, language):
    said = a_sentence()
    response = client.get(reverse("receipt", args=[said.receipt]).replace("/fi/", f"/{language}/", 1))
    assert f'<html lang="{language}">' in response.content.decode()


def test_a_receipt_shows_what_was_answered_to_the_sentence(client):
    said = a_contribution(a_participant(a_forum()))
    for text in ("Ensin.", "Otamme tämän talousarvioon."):
        remark_on(contribution=said, text=text, made_by=None)
    page = client.get(reverse("receipt", args=[said.receipt])).content.decode()
    assert ("Otamme tämän talousarvioon." in page, "Ensin." in page) == (True, False)


def test_a_receipt_says_that_a_sentence_waits_and_why(client):
    said = a_contribution(a_participant(a_forum()))
    Moderation.objects.create(contribution=said, is_hiding=True, cause=Cause.HELD, reason="phone")
    page = client.get(reverse("receipt", args=[said.receipt])).content.decode()
    assert "Odottaa vetäjän tarkistusta" in page
    assert "tekstissä näyttää olevan puhelinnumero" in page
