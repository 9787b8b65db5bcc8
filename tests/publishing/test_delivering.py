"""One press compiles, one press delivers: each party gets its own package, and nobody else's."""

import io
import json
import re
import socket
import zipfile
from hashlib import sha256

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import send_letters
from sopu.negotiations.models import Letter, Role, Station
from sopu.publishing import files
from sopu.publishing.actions.compiling import (
    LONGEST_COMPILATION,
    compile_material,
    discard_compilation,
    request_compilation,
)
from sopu.publishing.actions.delivering import deliver, fetch_package
from sopu.publishing.models import Compilation, Delivery, Fetch, Package

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def a_compilation(event=None):
    event = event or a_forum()
    compilation = request_compilation(event=event, requested_by=None, now=timezone.now())
    list(compile_material(compilation=compilation, now=timezone.now()))
    compilation.refresh_from_db()
    return compilation


def a_delivered_world():
    """A forum with sentences of two parties, their coordinators, and everything delivered."""
    event = a_forum()
    _county, first, second = [party.organisation for party in event.negotiation.parties.all()]
    for organisation in (first, second):
        a_contribution(a_participant(event, organisation), f"Sanoi {organisation.name_fi}.")
    coordinators = [a_mandate(event.negotiation, Role.COORDINATOR, o) for o in (first, second)]
    compilation = a_compilation(event)
    deliver(compilation=compilation, now=timezone.now())
    return event, coordinators, compilation


def link_in(letter):
    return re.search(r"/fi/d/([\w-]+)/", letter.body)[1]


def test_every_party_and_the_whole_get_a_package_with_its_digest():
    event = a_forum()
    compilation = a_compilation(event)
    packages = list(compilation.packages.all())
    parties = list(event.negotiation.parties.all())
    assert sorted(p.party_id or 0 for p in packages) == sorted([0, *(party.pk for party in parties)])
    for package in packages:
        content = files.path_of(package.file).read_bytes()
        assert (sha256(content).hexdigest(), len(content)) == (package.sha256, package.size)
    assert (compilation.done_count, compilation.total_count) == (4, 4)


def test_asking_twice_gives_the_same_compilation_until_it_is_finished():
    event = a_forum()
    one = request_compilation(event=event, requested_by=None, now=timezone.now())
    assert request_compilation(event=event, requested_by=None, now=timezone.now()) == one
    list(compile_material(compilation=one, now=timezone.now()))
    assert request_compilation(event=event, requested_by=None, now=timezone.now()) != one


def test_a_compilation_whose_worker_died_is_given_up_after_a_while():
    event = a_forum()
    old = request_compilation(event=event, requested_by=None, now=timezone.now() - LONGEST_COMPILATION * 2)
    new = request_compilation(event=event, requested_by=None, now=timezone.now())
    old.refresh_from_db()
    assert (new != old, old.failure) == (True, "broken off")


def test_a_failure_is_kept_and_nothing_can_be_delivered(settings, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    settings.MEDIA_ROOT = blocked
    compilation = request_compilation(event=a_forum(), requested_by=None, now=timezone.now())
    with pytest.raises(OSError, match="blocked"):
        list(compile_material(compilation=compilation, now=timezone.now()))
    compilation.refresh_from_db()
    assert compilation.failure == "NotADirectoryError"
    with pytest.raises(Refused) as refused:
        deliver(compilation=compilation, now=timezone.now())
    assert refused.value.code == "not_finished"


def test_each_coordinator_gets_a_letter_with_a_link_of_their_own_to_their_own_package():
    event, coordinators, _ = a_delivered_world()
    letters = list(Letter.objects.order_by("id"))
    assert [letter.to for letter in letters] == coordinators
    assert len({link_in(letter) for letter in letters}) == 2
    for letter in letters:
        assert letter.delivery.package.party.organisation == letter.to.mandates.get().organisation
        assert letter.delivery.token_digest == sha256(link_in(letter).encode()).hexdigest()
    synthesis = event.negotiation.milestones.get(station=Station.SYNTHESIS)
    assert synthesis.done_on == timezone.localdate()


def test_a_compilation_is_delivered_once():
    _, _, compilation = a_delivered_world()
    with pytest.raises(Refused) as refused:
        deliver(compilation=compilation, now=timezone.now())
    assert (refused.value.code, Letter.objects.count()) == ("delivered_already", 2)


class Mailbox:
    """A real mail server's memory; `refuses` are addresses that it does not take."""

    def __init__(self, refuses=()):
        self.refuses, self.taken = set(refuses), []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"


@pytest.fixture
def mail_server(settings):
    def start(**fields):
        mailbox = Mailbox(**fields)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(mailbox, hostname="127.0.0.1", port=port)
        controller.start()
        running.append(controller)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        return mailbox

    running: list[Controller] = []
    yield start
    for controller in running:
        controller.stop()


def test_letters_go_through_a_real_mail_server_once(mail_server):
    event, coordinators, _ = a_delivered_world()
    mailbox = mail_server()
    sent = send_letters(negotiation=event.negotiation)
    assert (sent.sent_count, sent.failed_count, sent.waiting_count) == (2, 0, 0)
    assert [to for to, _ in mailbox.taken] == [[user.email] for user in coordinators]
    assert all("Message-ID: <letter-" in content for _, content in mailbox.taken)
    assert send_letters(negotiation=event.negotiation).sent_count == 0
    assert len(mailbox.taken) == 2


def test_a_letter_that_the_server_refuses_holds_up_no_other_and_can_be_tried_again(mail_server):
    event, coordinators, _ = a_delivered_world()
    mail_server(refuses=[coordinators[0].email])
    sent = send_letters(negotiation=event.negotiation)
    assert (sent.sent_count, sent.failed_count) == (1, 1)
    refused = Letter.objects.get(to=coordinators[0])
    assert (refused.sent_at, refused.failure) == (None, "SMTPRecipientsRefused")
    mail_server()
    assert send_letters(negotiation=event.negotiation).sent_count == 1
    refused.refresh_from_db()
    assert refused.failure == ""


def test_without_a_mail_server_letters_wait_in_the_outbox(settings):
    settings.EMAIL_HOST = ""
    event, _, _ = a_delivered_world()
    assert send_letters(negotiation=event.negotiation).waiting_count == 2
    assert Letter.objects.waiting().count() == 2


def test_the_link_gives_the_package_and_keeps_when_it_was_fetched(client):
    a_delivered_world()
    letter = Letter.objects.first()
    page = client.get(reverse("delivered", args=[link_in(letter)]))
    assert (page.status_code, Fetch.objects.count()) == (200, 0)
    answer = client.post(reverse("fetch", args=[link_in(letter)]))
    content = answer.content
    assert sha256(content).hexdigest() == letter.delivery.package.sha256
    assert Fetch.objects.get().delivery == letter.delivery
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_an_unknown_link_and_an_old_one_say_so_and_give_nothing(client):
    a_delivered_world()
    assert client.get(reverse("delivered", args=["nobody"])).status_code == 404
    assert client.post(reverse("fetch", args=["nobody"]), follow=True).status_code == 404
    delivery = Delivery.objects.first()
    delivery.expires_at = timezone.now()
    delivery.save()
    assert client.get(reverse("delivered", args=[link_in(delivery.letter)])).status_code == 410
    assert client.post(reverse("fetch", args=[link_in(delivery.letter)]), follow=True).status_code == 410
    with pytest.raises(Refused) as refused:
        fetch_package(delivery=delivery, now=timezone.now())
    assert (refused.value.code, Fetch.objects.count()) == ("link_expired", 0)


def test_a_party_sees_and_fetches_only_its_own_package(client):
    event, (mine, _), compilation = a_delivered_world()
    own = compilation.packages.get(party__organisation=mine.mandates.get().organisation)
    client.force_login(mine)
    page = client.get(reverse("material", args=[event.negotiation.slug]))
    assert page.context["own"] == [own]
    for package in compilation.packages.all():
        expected = 200 if package == own or package.party is None else 403
        assert client.get(reverse("download", args=[package.pk])).status_code == expected
    assert [fetch.delivery.letter.to for fetch in Fetch.objects.all()] == [mine]


def test_the_whole_opens_to_everybody_only_when_it_is_delivered(client):
    compilation = a_compilation()
    whole = compilation.packages.get(party=None)
    assert client.get(reverse("download", args=[whole.pk])).status_code == 403
    deliver(compilation=compilation, now=timezone.now())
    assert client.get(reverse("download", args=[whole.pk])).status_code == 200
    assert (
        client.get(reverse("download", args=[compilation.packages.exclude(party=None).first().pk])).status_code == 403
    )


@pytest.mark.parametrize("role", [None, Role.READER, Role.COORDINATOR, Role.FACILITATOR, "elsewhere"])
def test_only_the_process_owner_compiles_delivers_and_reads_letters(client, role):
    event, _, compilation = a_delivered_world()
    slug = event.negotiation.slug
    if role == "elsewhere":
        client.force_login(a_mandate(a_negotiation(), Role.PROCESS_OWNER))
    elif role:
        client.force_login(a_mandate(event.negotiation, role))
    expected = 403 if role else 302
    for name, argument in [("compilation", compilation.pk), ("compilation_progress", compilation.pk), ("outbox", slug)]:
        assert client.get(reverse(name, args=[argument])).status_code == expected
    for name, argument in [("compile", event.code), ("deliver", compilation.pk), ("send_again", slug)]:
        assert client.post(reverse(name, args=[argument])).status_code == expected
    assert Compilation.objects.count() == 1


def test_one_press_compiles_and_one_press_delivers(client, django_capture_on_commit_callbacks):
    event = a_forum()
    a_mandate(event.negotiation, Role.COORDINATOR, event.negotiation.county)
    client.force_login(a_mandate(event.negotiation, Role.PROCESS_OWNER))
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("compile", args=[event.code]))
    compilation = Compilation.objects.get()
    assert (page.url, compilation.finished_at is not None) == (reverse("compilation", args=[compilation.pk]), True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("deliver", args=[compilation.pk]))
    assert Letter.objects.count() == 1
    again = client.post(reverse("deliver", args=[compilation.pk]), follow=True)
    assert ("Mitään ei lähetetty kahdesti" in again.content.decode(), Letter.objects.count()) == (True, 1)


def test_progress_ends_by_showing_the_whole_page(client):
    event = a_forum()
    client.force_login(a_mandate(event.negotiation, Role.PROCESS_OWNER))
    compilation = request_compilation(event=event, requested_by=None, now=timezone.now())
    part = client.get(reverse("compilation_progress", args=[compilation.pk]))
    assert "HX-Refresh" not in part.headers
    list(compile_material(compilation=compilation, now=timezone.now()))
    assert client.get(reverse("compilation_progress", args=[compilation.pk])).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("party_count", [1, 3])
def test_the_page_of_a_compilation_asks_the_same_whatever_the_number_of_parties(
    client, django_assert_num_queries, party_count
):
    event = a_forum(a_negotiation(municipality_count=party_count))
    for party in event.negotiation.parties.all():
        a_mandate(event.negotiation, Role.COORDINATOR, party.organisation)
    compilation = a_compilation(event)
    deliver(compilation=compilation, now=timezone.now())
    client.force_login(a_mandate(event.negotiation, Role.PROCESS_OWNER))
    with django_assert_num_queries(10):
        client.get(reverse("compilation", args=[compilation.pk]))


def test_the_outbox_shows_each_letter_with_its_link(client):
    event, (first, second), _ = a_delivered_world()
    client.force_login(a_mandate(event.negotiation, Role.PROCESS_OWNER))
    page = client.get(reverse("outbox", args=[event.negotiation.slug])).content.decode()
    assert all(user.email in page for user in (first, second))
    assert all(link_in(letter) in page for letter in Letter.objects.all())


def test_a_discarded_compilation_takes_its_files_along(django_capture_on_commit_callbacks):
    compilation = a_compilation()
    paths = [files.path_of(package.file) for package in compilation.packages.all()]
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        discard_compilation(compilation=compilation)
    assert (Package.objects.count(), [path for path in paths if path.exists()]) == (0, [])


def test_the_console_puts_every_package_into_a_folder(tmp_path, capsys):
    event = a_forum()
    a_mandate(event.negotiation, Role.COORDINATOR, event.negotiation.county)
    call_command("deliver", event=event.code.lower(), out=tmp_path / "out", send=True, json=True)
    told = json.loads(capsys.readouterr().out)
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "out").iterdir()}
    assert {package["file"]: package["sha256"] for package in told["packages"]} == found
    assert told["letters"].startswith("1 letters written")


def test_the_console_refuses_an_unknown_event_and_an_impossible_folder(tmp_path):
    with pytest.raises(CommandError, match="no event with the code"):
        call_command("deliver", event="NOBODY", out=tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="can't be made"):
        call_command("deliver", event=a_forum().code, out=tmp_path / "file" / "folder")
    assert Compilation.objects.count() == 0
