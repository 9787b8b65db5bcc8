"""The front pages: every negotiation is a door, and the journey tells where one stands with live numbers."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

import agreements
from builders import (
    a_contribution,
    a_forum,
    a_mandate,
    a_negotiation,
    a_participant,
    a_user,
)
from sopu.forum.models import Moderation, PromptKind
from sopu.negotiations.models import CouncilTerm, Letter, Negotiation, Role, Station
from sopu.publishing.models import Compilation, Delivery, Package
from sopu.publishing.queries.journey import Figures, doors, figures_of, journey_of
from synthesised import a_finding, a_theme

pytestmark = pytest.mark.django_db


def hide(contribution) -> None:
    Moderation.objects.create(contribution=contribution, is_hiding=True, reason="Loukkaava")


def a_compilation(event, *, is_delivered: bool = False) -> Compilation:
    """A finished compilation; a delivered one has a package and a letter for the first municipality."""
    now = timezone.now()
    compilation = Compilation.objects.create(
        event=event, started_at=now, finished_at=now, delivered_at=now if is_delivered else None
    )
    if is_delivered:
        party = event.negotiation.parties.all()[1]
        package = Package.objects.create(
            compilation=compilation, party=party, file="a.zip", sha256="0" * 64, size=1, contribution_count=2
        )
        coordinator = a_mandate(event.negotiation, Role.COORDINATOR, party.organisation)
        letter = Letter.objects.create(negotiation=event.negotiation, to=coordinator, subject="Aineisto", body="…")
        Delivery.objects.create(package=package, letter=letter, token_digest=str(package.pk), expires_at=now)
    return compilation


def page_of(client, negotiation) -> str:
    return client.get(reverse("journey", args=[negotiation.slug])).content.decode()


def now_line(page: str) -> str:
    line = re.search(r'<p class="note note--now now-line gap-up">(.*?)</p>', page, re.DOTALL)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def test_figures_count_what_can_be_seen():
    event = a_forum(a_negotiation(3))
    first, second = a_participant(event), a_participant(event)
    a_contribution(first)
    hide(a_contribution(second))
    assert figures_of([event.negotiation]) == {event.negotiation.pk: Figures(4, 2, 1, 1)}


def test_a_negotiation_that_has_not_begun_has_its_parties_only():
    negotiation = a_negotiation()
    assert figures_of([negotiation]) == {negotiation.pk: Figures(party_count=3)}


def test_each_negotiation_is_a_door_with_its_next_step_the_newest_first():
    older, newer = a_negotiation(), a_negotiation()
    newer.milestones.all().delete()
    assert [(door.slug, door.next_step, door.next_on) for door in doors()] == [
        (newer.slug, "", None),
        (older.slug, "Etappi 1", dt.date(2025, 10, 1)),
    ]


def test_a_negotiation_of_an_earlier_term_stands_after_a_later_one_however_new_it_is():
    now, before = a_negotiation(), a_negotiation()
    before.term = CouncilTerm.objects.create(
        name="2022–2025", starts_on=dt.date(2022, 3, 1), ends_on=dt.date(2025, 5, 31)
    )
    before.save()
    assert [door.slug for door in doors()] == [now.slug, before.slug]


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_costs_the_same_however_many_negotiations(client, django_assert_num_queries, count):
    for _number in range(count):
        a_contribution(a_participant(a_forum()))
    with django_assert_num_queries(5):
        client.get(reverse("start"))


def test_the_start_page_takes_codes_and_shows_the_doors(client):
    negotiation = a_negotiation()
    page = client.get(reverse("start")).content.decode()
    assert re.findall(r'<form class="stack-s" action="(.*?)">', page) == [reverse("enter"), reverse("receipts")]
    assert f'<a href="{reverse("journey", args=[negotiation.slug])}">{negotiation.name}</a>' in page


def test_an_empty_house_says_what_to_do(client):
    Negotiation.objects.all().delete()
    assert "sopu negotiation create" in client.get(reverse("start")).content.decode()


def test_stations_that_have_begun_have_numbers_and_those_ahead_do_not():
    event = a_forum()
    a_contribution(a_participant(event))
    event.negotiation.milestones.filter(station=Station.DUTY).update(done_on=dt.date(2025, 10, 1))
    told = [(one.station, one.number, one.unit) for one in journey_of(event.negotiation).stations]
    assert told == [
        (Station.DUTY, "3", "osapuolta"),
        (Station.FORUM, "1", "ääni"),
        (Station.SYNTHESIS, "", ""),
        (Station.AGREEMENT, "", ""),
        (Station.APPROVAL, "", ""),
        (Station.PLAN, "", ""),
        (Station.MONITORING, "", ""),
    ]


def test_the_synthesis_counts_the_parties_that_have_their_material():
    event = a_forum()
    a_compilation(event, is_delivered=True)
    station = journey_of(event.negotiation).stations[2]
    assert (station.number, station.unit) == ("1", "toimitettu paketti, osapuolia 3")


def test_the_synthesis_counts_its_themes_and_tells_of_signed_findings_and_delivered_packages():
    event = a_forum()
    said = [a_contribution(a_participant(event), f"Lause {number}.") for number in range(2)]
    for number, sentence in enumerate(said):
        a_theme(event, f"Teema {number}", [sentence])
    a_finding(event, said, signed_by=a_user())
    a_finding(event, said)
    a_compilation(event, is_delivered=True)
    station = journey_of(event.negotiation).stations[2]
    assert (station.number, station.unit) == ("2", "teemaa")
    assert station.detail == "1 havainto, 1 toimitettu paketti, osapuolia 3"


def test_a_party_that_has_had_material_twice_is_counted_once():
    event = a_forum()
    a_compilation(event, is_delivered=True)
    a_compilation(event, is_delivered=True)
    assert journey_of(event.negotiation).delivered_count == 1


def test_a_decision_pack_is_no_material_of_what_was_said():
    document = agreements.an_agreement()
    version = agreements.a_version(document)
    a_compilation(a_forum(document.negotiation), is_delivered=True)
    Compilation.objects.update(event=None, version=version)
    assert journey_of(document.negotiation).delivered_count == 0


def test_the_latest_sentences_are_shown_without_hidden_ones_and_only_commitments_name_their_organisation():
    event = a_forum()
    speaker = a_participant(event)
    a_contribution(speaker, "Vanhin.")
    a_contribution(speaker, "Toiseksi vanhin.")
    a_contribution(speaker, "Tilat annetaan.", PromptKind.COMMITMENT)
    hide(a_contribution(speaker, "Piilotettu."))
    a_contribution(speaker, "Uusin.")
    latest = [(one.text, one.organisation) for one in journey_of(event.negotiation).latest]
    assert latest == [("Uusin.", ""), ("Tilat annetaan.", speaker.organisation.name_fi), ("Toiseksi vanhin.", "")]


def test_a_sentence_is_text_and_never_markup(client):
    event = a_forum()
    a_contribution(a_participant(event), "<script>alert(1)</script>")
    page = page_of(client, event.negotiation)
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_now_is_told_from_the_first_day_to_the_delivery(client):
    negotiation = a_negotiation()
    lines = []
    negotiation.milestones.all().update(done_on=dt.date(2025, 10, 1))
    lines.append(now_line(page_of(client, negotiation)))
    negotiation.milestones.filter(number=2).update(done_on=None)
    lines.append(now_line(page_of(client, negotiation)))
    event = a_forum(negotiation, is_open=False)
    event.starts_at = dt.datetime(2025, 10, 24, 9, tzinfo=dt.UTC)
    event.save()
    lines.append(now_line(page_of(client, negotiation)))
    event.opened_at = event.starts_at
    event.save()
    lines.append(now_line(page_of(client, negotiation)))
    event.closed_at = event.ends_at
    event.save()
    lines.append(now_line(page_of(client, negotiation)))
    a_compilation(event)
    lines.append(now_line(page_of(client, negotiation)))
    a_compilation(event, is_delivered=True)
    lines.append(now_line(page_of(client, negotiation)))
    assert lines == [
        "Nyt: Neuvottelu on perustettu. Ensimmäistä foorumia ei ole vielä ilmoitettu.",
        "Nyt: Etappi 2, 2.10.2025.",
        "Nyt: Foorumi avautuu 24.10.2025.",
        "Nyt: Foorumi on avoinna, ja lauseita kertyy. Liity seinällä näkyvällä koodilla",
        "Nyt: Foorumi on päättynyt, ja aineistoa kootaan.",
        "Nyt: Foorumi: aineisto on koottu, ja se toimitetaan pian osapuolille.",
        "Nyt: Foorumi: aineisto on toimitettu osapuolille (1/3). Katso aineisto",
    ]


def test_the_event_that_is_open_is_told_of_before_one_that_is_over():
    negotiation = a_negotiation()
    is_open = a_forum(negotiation)
    later = a_forum(negotiation, closed_at=timezone.now())
    assert later.starts_at > is_open.starts_at
    assert journey_of(negotiation).event == is_open


def test_the_material_has_a_door_when_it_has_been_delivered(client):
    event = a_forum()
    door = f'href="{reverse("material", args=[event.negotiation.slug])}"><svg'
    before = page_of(client, event.negotiation)
    a_compilation(event, is_delivered=True)
    after = page_of(client, event.negotiation)
    assert [door in page for page in (before, after)] == [False, True]


def test_there_is_no_journey_of_a_negotiation_that_is_not(client):
    assert client.get(reverse("journey", args=["ei-ole"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_journey_costs_the_same_however_much_there_is(client, django_assert_num_queries, count):
    negotiation = a_negotiation(count)
    for _number in range(count):
        event = a_forum(negotiation)
        a_contribution(a_participant(event))
        a_compilation(event, is_delivered=True)
    with django_assert_num_queries(14):
        page_of(client, negotiation)
