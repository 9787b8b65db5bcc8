"""The pages of cases and decisions: who keeps them, what they store, and what they refuse in words."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

import agreements
import builders
from sopu.decisions.actions.recording import Words
from sopu.decisions.models import AgendaItem, Appeal, Decision, Publication
from sopu.decisions.rules import Outcome
from sopu.negotiations.models import Role
from sopu.texts.models import Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(document, settings, tmp_path):
    """Submitted; what is brought of it is kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    agreements.a_version(document)
    return document


@pytest.fixture
def case(document):
    return document.cases.all()[1]


@pytest.fixture
def keeper(client, case):
    """Signed in as the coordinator of the case's party."""
    client.force_login(a_keeper(case))
    return client


def a_keeper(case, role=Role.COORDINATOR):
    return builders.a_mandate(case.document.negotiation, role, case.party.organisation)


def _ruling(case, **fields):
    told = {"outcome": Outcome.APPROVED, "body": case.decides_id, "act_id": uuid.uuid4()}
    return {"decided_on": timezone.localdate().isoformat(), **told, **fields}


def test_a_press_that_is_repeated_records_once_and_leads_to_the_same_page(keeper, case):
    sent = _ruling(case)
    pages = [keeper.post(reverse("record_decision", args=[case.pk]), sent) for _ in range(2)]
    assert [page.url for page in pages] == [reverse("decision", args=[Decision.objects.get().pk])] * 2


def test_a_coordinator_records_what_the_council_decided(keeper, case):
    sent = _ruling(case, section="§ 198", ayes=21, noes=2, dissent="Eriävä mielipide jätettiin.")
    answer = keeper.post(reverse("record_decision", args=[case.pk]), sent, follow=True)
    decision = Decision.objects.get()
    assert (decision.section, decision.ayes, decision.fingerprint) == (
        "198",
        21,
        case.document.versions.get().texts.get().sha256,
    )
    assert "Päätös kirjattiin ja sinetöitiin." in answer.content.decode()


def test_changed_words_of_one_clause_are_kept_and_shown_as_a_redline(keeper, case):
    clause = case.document.clauses.all()[1]
    sent = _ruling(case, outcome=Outcome.AMENDED)
    for one in case.document.clauses.all():
        wording = one.wordings.get()
        sent |= {f"heading-{one.key}": wording.heading, f"text-{one.key}": wording.text}
    sent[f"text-{clause.key}"] = "Osapuolet vahvistavat järjestöjen osallisuutta."
    answer = keeper.post(reverse("record_decision", args=[case.pk]), sent, follow=True)
    (word,) = Decision.objects.get().words.all()
    assert word.clause == clause
    page = answer.content.decode()
    assert "Toimielin hyväksyi toisen sanamuodon" in page
    assert "Ota nämä sanat luonnokseen" not in page


def test_the_owner_takes_the_words_into_the_draft(client, case):
    clause = case.document.clauses.all()[1]
    words = {clause.key: Words("Osallisuus", "Toinen teksti.")}
    decision = agreements.decided(case, case.document.versions.get(), Outcome.AMENDED, words=words)
    client.force_login(builders.a_mandate(case.document.negotiation, Role.PROCESS_OWNER))
    client.post(reverse("take_words", args=[decision.pk]))
    assert Wording.objects.of(case.document).standing().get(clause=clause).text == "Toinen teksti."


def test_a_refusal_keeps_what_was_written(keeper, case):
    sent = _ruling(case, outcome=Outcome.CONDITIONAL, section="7")
    page = keeper.post(reverse("record_decision", args=[case.pk]), sent).content.decode()
    assert ("Kirjoita hyväksymisen ehdot." in page, 'value="7"' in page, Decision.objects.count()) == (True, True, 0)


def test_an_extract_is_kept_for_those_who_have_a_role(keeper, client, case):
    file = SimpleUploadedFile("ote.pdf", b"%PDF-1.7 ote", "application/pdf")
    keeper.post(reverse("record_decision", args=[case.pk]), _ruling(case) | {"extract": file})
    url = reverse("extract", args=[Decision.objects.get().pk])
    assert keeper.get(url).content == b"%PDF-1.7 ote"
    client.force_login(builders.a_user())
    assert client.get(url).status_code == 403


def test_a_correction_page_is_filled_with_the_record(keeper, case):
    decision = agreements.decided(case, case.document.versions.get(), Outcome.REJECTED)
    url = reverse("correct_decision", args=[decision.pk])
    assert "Miksi kirjausta korjataan" in keeper.get(url).content.decode()
    keeper.post(url, _ruling(case, reason="Kirjattu väärin."))
    assert Decision.objects.standing().get().outcome == Outcome.APPROVED


def test_publication_and_appeal_are_recorded_beside_the_decision(keeper, case):
    decision = agreements.decided(case, case.document.versions.get())
    today = timezone.localdate().isoformat()
    keeper.post(reverse("publish_minutes", args=[decision.pk]), {"published_on": today})
    keeper.post(reverse("note_appeal", args=[decision.pk]), {"stage": "lodged", "happened_on": today})
    assert (Publication.objects.count(), Appeal.objects.get().stage) == (1, "lodged")


def test_a_case_gets_its_number_and_an_unusual_one_is_kept_with_a_word(keeper, case):
    sent = {"number": "ABC 12", "system": "dynasty", "task": "approve", "decides": case.decides_id}
    page = keeper.post(reverse("edit_case", args=[case.pk]), sent, follow=True).content.decode()
    case.refresh_from_db()
    assert (case.number, "ei ole siinä muodossa" in page) == ("ABC 12", True)


def test_a_case_is_put_on_an_agenda_once(keeper, case):
    sent = {"body": case.decides_id, "meeting_on": "2030-01-14", "number": "10"}
    for _ in range(2):
        keeper.post(reverse("place_case", args=[case.pk]), sent)
    assert AgendaItem.objects.get().number == "10"


def test_the_owner_opens_cases_for_those_who_have_none(client, document):
    document.cases.last().delete()
    client.force_login(builders.a_mandate(document.negotiation, Role.PROCESS_OWNER))
    url = reverse("open_cases", args=[document.negotiation.slug, document.number])
    page = client.post(url, {"task": "approve", "due_on": "2030-01-31"}, follow=True)
    assert page.status_code == 200
    assert (document.cases.count(), document.cases.last().due_on.year) == (3, 2030)


def test_another_partys_coordinator_is_refused_everywhere(client, case):
    other = case.document.cases.all()[2]
    decision = agreements.decided(case, case.document.versions.get())
    client.force_login(a_keeper(other))
    doors = [
        ("record_decision", case.pk),
        ("edit_case", case.pk),
        ("place_case", case.pk),
        ("correct_decision", decision.pk),
    ]
    assert [client.get(reverse(name, args=[pk])).status_code for name, pk in doors] == [403] * 4
    posts = ["publish_minutes", "note_appeal", "take_words"]
    assert [client.post(reverse(name, args=[decision.pk])).status_code for name in posts] == [403] * 3


def test_a_registrar_of_the_party_keeps_its_case(client, case):
    client.force_login(a_keeper(case, Role.REGISTRAR))
    assert client.get(reverse("record_decision", args=[case.pk])).status_code == 200


def test_everybody_reads_a_case_and_its_decision(client, case):
    decision = agreements.decided(case, case.document.versions.get())
    pages = [client.get(reverse("case", args=[case.pk])), client.get(reverse("decision", args=[decision.pk]))]
    assert [(page.status_code, "Kirjaa" in page.content.decode()) for page in pages] == [(200, False)] * 2


def test_a_case_leads_to_the_certificate_of_a_yes_to_what_was_submitted_and_of_nothing_else(client, case):
    link = reverse("certificate", args=[case.document.negotiation.slug, case.document.number, case.party.number])
    address, version = reverse("case", args=[case.pk]), case.document.versions.get()
    told = [link in client.get(address).content.decode()]
    for ago, outcome in ((2, Outcome.DEFERRED), (1, Outcome.APPROVED)):
        agreements.decided(case, version, outcome, decided_on=timezone.localdate() - dt.timedelta(days=ago))
        told.append(link in client.get(address).content.decode())
    assert told == [False, False, True]


def test_a_board_without_cases_leads_the_owner_to_open_them_and_one_with_cases_to_the_packs(client, document):
    client.force_login(builders.a_mandate(document.negotiation, Role.PROCESS_OWNER))
    board = reverse("board", args=[document.negotiation.slug, document.number])
    packs = reverse("packs", args=[document.versions.get().pk])
    opening = f'<a class="btn" href="{reverse("open_cases", args=[document.negotiation.slug, document.number])}">'
    with_cases = client.get(board).content.decode()
    document.cases.all().delete()
    without = client.get(board).content.decode()
    assert (packs in with_cases, opening in with_cases) == (True, False)
    assert (packs in without, opening in without) == (False, True)
