"""The pages of intakes and of paper: who may open them, what they say, and that they work without a script."""

import re
import uuid

import pymupdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import workbooks
from builders import a_forum, a_mandate, a_negotiation, a_user, client_of
from sopu.forum.actions.opening import close_event
from sopu.forum.documents import paper
from sopu.forum.models import Contribution, Event, Intake, Moderation, Participant
from sopu.forum.queries.paper import paper_of
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["intakes", "paper_form", "paper"]
DEEDS = ["intake_sheet", "intake_store", "intake_drop", "intake_undo", "intake_redo"]
READ = ["intake_columns", "intake_preview"]


@pytest.fixture(autouse=True)
def _place(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event() -> Event:
    return a_forum(a_negotiation(2))


def a_facilitator(event: Event) -> Client:
    return client_of(a_mandate(event.negotiation, Role.FACILITATOR))


def bring(client: Client, event: Event, data: bytes, name: str = "viestit.xlsx"):
    return client.post(reverse("intakes", args=[event.code]), {"file": SimpleUploadedFile(name, data)})


def an_intake(client: Client, event: Event) -> Intake:
    data = workbooks.a_workbook([("Teksti", "Tavoitekokonaisuus", "Näkökulma"), ("Ajatus.", "1", "vahvuus")])
    assert bring(client, event, data).status_code == 302
    return Intake.objects.latest("id")


def store(client: Client, event: Event, intake: Intake):
    page = client.get(reverse("intake_preview", args=[event.code, intake.key])).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    return client.post(reverse("intake_store", args=[event.code, intake.key]), {"seen": seen[1]}, follow=True)


def addresses(event: Event, key: uuid.UUID) -> list[tuple[str, str]]:
    pages = [("get", reverse(name, args=[event.code])) for name in PAGES]
    pages += [("get", reverse(name, args=[event.code, key])) for name in READ]
    return pages + [("post", reverse(name, args=[event.code, key])) for name in DEEDS]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROCESS_OWNER])
def test_those_who_run_the_event_may_bring_in_and_print(event, role):
    client = client_of(a_mandate(event.negotiation, role))
    intake = an_intake(client, event)
    pages = [address for verb, address in addresses(event, intake.key) if verb == "get"]
    assert [client.get(address).status_code for address in pages] == [200] * 5
    assert store(client, event, intake).status_code == 200
    assert Contribution.objects.filter(intake=intake).count() == 1


def test_others_may_not(event):
    intake = an_intake(a_facilitator(event), event)
    elsewhere = a_mandate(a_negotiation(1), Role.FACILITATOR)
    refused = [a_user(), elsewhere, *(a_mandate(event.negotiation, role) for role in (Role.COORDINATOR, Role.READER))]
    for user in refused:
        client = client_of(user)
        answers = [getattr(client, verb)(address).status_code for verb, address in addresses(event, intake.key)]
        assert answers == [403] * 10
        assert bring(client, event, workbooks.slido()).status_code == 403
    assert Intake.objects.get() == intake


def test_a_visitor_is_taken_to_sign_in(event):
    intake = an_intake(a_facilitator(event), event)
    for verb, address in addresses(event, intake.key):
        answer = getattr(Client(), verb)(address)
        assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)


def test_an_intake_of_another_event_is_not_found(event):
    client = a_facilitator(event)
    other = a_forum(event.negotiation)
    intake = an_intake(client, other)
    answers = [client.get(reverse(name, args=[event.code, intake.key])).status_code for name in READ]
    answers += [client.post(reverse(name, args=[event.code, intake.key])).status_code for name in DEEDS]
    assert answers == [404] * 7


def test_deeds_are_not_done_by_looking(event):
    client = a_facilitator(event)
    intake = an_intake(client, event)
    assert [client.get(reverse(name, args=[event.code, intake.key])).status_code for name in DEEDS] == [405] * 5


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ("Päivä\nYksi\n".encode("latin-1"), "a.csv", "ei ole UTF-8:aa"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "salasana"),
        (b"PK\x03\x04 rikki", "a.xlsx", "vioittunut"),
        (b"a" * 5_000_001, "a.csv", "suurempi kuin 5"),
        (b"", "a.csv", "tyhjä"),
    ],
)
def test_a_file_that_is_not_taken_in_says_why_and_where(event, data, name, words):
    answer = bring(a_facilitator(event), event, data, name)
    page = answer.content.decode()
    assert (answer.status_code, words in page, 'aria-invalid="true"' in page) == (200, True, True)
    assert not Intake.objects.exists()


def test_the_whole_way_goes_without_a_script(event):
    client = a_facilitator(event)
    bring(client, event, workbooks.google_forms(event.negotiation.county.name), "vastaukset.csv")
    intake = Intake.objects.get()
    preview = reverse("intake_preview", args=[event.code, intake.key])
    fields = re.findall(r'<select name="((?:topic|prompt)-\w+)"', client.get(preview).content.decode())
    words = {name: "1" if name.startswith("topic") else "strength" for name in fields}
    assert len(words) == 4
    assert client.post(preview, words).status_code == 302
    page = store(client, event, intake).content.decode()
    assert "2 lausetta tallennettiin." in page
    assert Contribution.objects.filter(intake=intake).count() == 2
    assert client.get(preview).status_code == 302
    client.post(reverse("intake_undo", args=[event.code, intake.key]))
    assert not Contribution.objects.of(event).visible().exists()
    client.post(reverse("intake_redo", args=[event.code, intake.key]))
    assert Contribution.objects.of(event).visible().count() == 2


def test_what_people_wrote_is_text_on_the_page(event):
    client = a_facilitator(event)
    data = workbooks.a_workbook([("Teksti", "Kunta"), ("<script>alert(1)</script>", "<b>Kunta</b>")])
    bring(client, event, data, '"><img src=x>.xlsx')
    intake = Intake.objects.get()
    for name in READ:
        page = client.get(reverse(name, args=[event.code, intake.key])).content.decode()
        assert "<script>alert" not in page
        assert "<b>Kunta" not in page
        assert "<img" not in page


def test_long_previews_are_paged_and_can_be_narrowed(event):
    client = a_facilitator(event)
    rows = [(f"Ajatus {n}.", "1", "vahvuus") for n in range(70)]
    data = workbooks.a_workbook([("Teksti", "Tavoitekokonaisuus", "Näkökulma"), *rows, ("Ajatus 1.", "1", "vahvuus")])
    bring(client, event, data)
    address = reverse("intake_preview", args=[event.code, Intake.objects.get().key])
    counts = [
        client.get(address + query).content.decode().count('<th scope="row"')
        for query in ("", "?page=2", "?page=99", "?page=x", "?fate=repeated", "?fate=muu")
    ]
    assert counts == [50, 21, 21, 50, 1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(event, count, django_assert_num_queries):
    client = a_facilitator(event)
    for number in range(count):
        bring(client, event, workbooks.a_workbook([("Teksti", "Kunta"), (f"Ajatus {number}", "x")]))
    address = reverse("intakes", args=[event.code])
    client.get(address)
    with django_assert_num_queries(6):
        assert client.get(address).content.decode().count('class="intake"') == count


def a_batch(**rows: str) -> dict[str, str]:
    return {"batch": str(uuid.uuid4()), **{name.replace("_", "-"): value for name, value in rows.items()}}


def test_paper_is_typed_in_a_row_a_sentence(event):
    client, party = a_facilitator(event), event.negotiation.parties.all()[1].organisation
    close_event(event=event, now=event.ends_at, made_by=None)
    rows = a_batch(
        organisation_1=str(party.pk),
        role_1="elected",
        topic_1="2",
        prompt_1="strength",
        text_1="Yksi.",
        prompt_2="commitment",
        text_2="Kaksi.",
        organisation_4=str(party.pk),
        text_4="Kolme.",
    )
    answer = client.post(reverse("paper", args=[event.code]), rows)
    assert answer.status_code == 302
    said = Contribution.objects.of(event).with_origins()
    assert [(one.text, one.discussion.number, one.prompt.kind, one.participant.role) for one in said] == [
        ("Yksi.", 2, "strength", "elected"),
        ("Kaksi.", 2, "commitment", "elected"),
        ("Kolme.", 2, "commitment", "elected"),
    ]
    assert [one.participant_id == said[0].participant_id for one in said] == [True, True, False]
    intake = Intake.objects.get()
    assert (intake.kind, intake.sentence_count, str(intake.origin)) == ("paper", 3, "paperi")
    assert f'value="{party.pk}" selected' in client.get(answer["Location"]).content.decode()


def test_the_same_batch_of_paper_sent_twice_is_stored_once(event):
    client = a_facilitator(event)
    rows = a_batch(topic_1="1", prompt_1="need", text_1="Yksi.")
    for _ in range(2):
        assert client.post(reverse("paper", args=[event.code]), rows).status_code == 302
    assert (Contribution.objects.of(event).count(), Participant.objects.filter(event=event).count()) == (1, 1)


def test_paper_without_its_place_or_organisation_is_asked_for_and_what_was_typed_is_kept(event):
    client = a_facilitator(event)
    page = client.post(
        reverse("paper", args=[event.code]),
        a_batch(text_1="Paikaton.", topic_2="1", prompt_2="commitment", text_2="Kenenkään."),
    ).content.decode()
    assert "Paikaton." in page
    assert page.count('aria-invalid="true"') == 3
    assert ["Valitse tavoitekokonaisuus." in page, "Sitoumus tarvitsee organisaation." in page] == [True, True]
    assert not Intake.objects.exists()


def test_empty_paper_is_not_stored(event):
    page = a_facilitator(event).post(reverse("paper", args=[event.code]), a_batch()).content.decode()
    assert "Kirjoita ainakin yksi lause." in page


def test_a_phone_number_on_paper_waits_for_an_eye(event):
    rows = a_batch(topic_1="1", prompt_1="need", text_1="Soita 040 123 4567.")
    a_facilitator(event).post(reverse("paper", args=[event.code]), rows)
    assert [one.cause for one in Moderation.objects.of(event).hiding()] == ["held"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ["Kuka näkee mitä", "Älä kirjoita nimiä", "viranomaisen asiakirja", "Luottamushenkilö"]),
        ("sv", ["Vem ser vad", "Skriv inga namn", "myndighet", "Förtroendevald"]),
        ("en", ["Who sees what", "Do not write names", "authority", "Elected official"]),
    ],
)
def test_the_form_to_print_has_a_page_for_each_goal_area_and_says_who_sees_what(event, language, words):
    content = paper.pdf(paper_of(event, language=language), moment=event.starts_at)
    document = pymupdf.open(stream=content)
    assert document.page_count == event.discussions.count()
    for page, discussion in zip(document, event.discussions.all(), strict=True):
        text = " ".join(page.get_text().split())
        wanted = [*words, discussion.name, event.code, *(one.question_fi for one in event.prompts.all())]
        assert [word for word in wanted if word not in text] == []
    assert content == paper.pdf(paper_of(event, language=language), moment=event.starts_at)


def test_the_form_to_print_is_archivable_and_accessible(event):
    content = paper.pdf(paper_of(event, language="fi"), moment=event.starts_at)
    document = pymupdf.open(stream=content)
    metadata = document.get_xml_metadata()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert document.xref_get_key(document.pdf_catalog(), "Lang")[1].startswith("fi")


def test_the_form_says_what_anybody_named_as_text(event):
    event.name_fi = '#panic("x") *lihava*'
    event.save()
    text = pymupdf.open(stream=paper.pdf(paper_of(event, language="fi"), moment=event.starts_at))[0].get_text()
    assert '#panic("x") *lihava*' in text
