"""A machine drafts: what leaves, what is accepted, and every way in which it can go wrong."""

import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_mandate, a_participant, a_user
from machines import a_machine, a_sentence
from sopu.core.refusals import Refused
from sopu.forum.models import Moderation, PromptKind
from sopu.negotiations.models import Role
from sopu.synthesis.actions import endpoint
from sopu.synthesis.actions.drafting import MOST_SOURCES, draft_finding, request_draft
from sopu.synthesis.actions.findings import Saying
from sopu.synthesis.models import Drafting, Finding, FindingKind, FindingVersion
from sopu.synthesis.queries.drafting import LONGEST_WORK

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = ("Omaishoitajille sama yhteyshenkilö kunnassa ja alueella.", "Yksi puhelinnumero riittäisi kaikille.")


@pytest.fixture
def machine(settings):
    with a_machine() as machine:
        settings.DRAFTING_URL, settings.DRAFTING_MODEL, settings.DRAFTING_KEY = machine.url, "malli-1", "avain"
        yield machine


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, text, PromptKind.COMMITMENT) for text in TEXTS]


def ask(event, said, act_id=None) -> Drafting:
    saying = Saying(kind=FindingKind.NEED, texts={}, sources=frozenset(one.pk for one in said))
    drafting, _is_new = request_draft(
        event=event,
        saying=saying,
        language="fi",
        requested_by=a_user(),
        now=timezone.now(),
        act_id=act_id or uuid.uuid4(),
    )
    return drafting


GOOD = a_sentence("Yhteyshenkilö on sama kaikkialla.", (1, "sama yhteyshenkilö kunnassa"))
BAD = a_sentence("Numeroita on kaksi.", (2, "Kaksi puhelinnumeroa riittäisi"))


def test_what_is_accepted_becomes_a_draft_on_the_sources_that_it_cites(event, said, machine):
    machine.says({"sentences": [GOOD, BAD]})
    version = draft_finding(drafting=ask(event, said))
    assert version is not None
    assert (version.text_fi, version.kind) == ("Yhteyshenkilö on sama kaikkialla.", "need")
    assert (version.is_draft, version.made_by) == (True, None)
    assert list(version.sources.all()) == said[:1]
    drafting = Drafting.objects.get()
    assert (drafting.failure, drafting.version) == ("", version)
    assert [(one["text"], one["why_not"]) for one in drafting.result["sentences"]] == [
        ("Yhteyshenkilö on sama kaikkialla.", ""),
        ("Numeroita on kaksi.", "not_verbatim"),
    ]


def test_only_numbered_texts_leave_with_the_key_and_to_one_address(event, said, machine):
    machine.says({"sentences": [GOOD]})
    draft_finding(drafting=ask(event, said))
    (asked,) = machine.asked
    assert (machine.paths, machine.keys) == (["/v1/chat/completions"], ["Bearer avain"])
    assert asked["messages"][1] == {"role": "user", "content": f"[1] {TEXTS[0]}\n[2] {TEXTS[1]}"}
    sent = json.dumps(asked, ensure_ascii=False)
    organisation = said[0].participant.organisation.name_fi
    kept_back = [organisation, said[0].receipt, str(said[0].participant_id), event.code, event.name_fi]
    assert [one for one in kept_back if one in sent] == []


def test_without_a_key_none_is_sent(event, said, machine, settings):
    settings.DRAFTING_KEY = ""
    machine.says({"sentences": [GOOD]})
    draft_finding(drafting=ask(event, said))
    assert machine.keys == [None]


def test_a_draft_is_asked_for_once_however_often_the_form_is_sent(event, said, machine):
    act_id = uuid.uuid4()
    machine.says({"sentences": [GOOD]})
    drafting = ask(event, said, act_id)
    assert ask(event, said, act_id) == drafting
    version = draft_finding(drafting=drafting)
    assert draft_finding(drafting=Drafting.objects.get()) == version
    assert (len(machine.asked), Finding.objects.count()) == (1, 1)


FAULTS = {
    "refused": {"status": 500, "body": b"oops"},
    "garbage": {"body": b"<html>"},
    "not the form": {"body": b'{"choices": []}'},
    "no content": {"body": b'{"choices": [{"message": {"content": null}}]}'},
    "prose": {"content": "Tässä luonnos: asukas tarvitsee yhden yhteyshenkilön."},
    "cut off": {"content": '{"sentences": [{"text": "Yhteys', "cut": 10},
    "elsewhere": {"status": 302, "headers": {"Location": "http://127.0.0.1:1/v1"}},
    "too large": {"body": b" " * (endpoint.LARGEST_ANSWER + 1)},
    "nothing accepted": {"content": {"sentences": [BAD]}},
    "no sentences": {"content": {"sentences": []}},
}
CODES = {"refused": "refused", "elsewhere": "refused", "nothing accepted": "nothing_accepted"}
CODES |= {"no sentences": "nothing_accepted"}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_is_told_and_no_finding_is_made(event, said, machine, fault):
    told = dict(FAULTS[fault])
    if "content" in told:
        machine.says(told["content"])
    machine.body = told.get("body", machine.body)[: -told["cut"] if "cut" in told else None]
    machine.status, machine.headers = told.get("status", 200), told.get("headers", {})
    assert draft_finding(drafting=ask(event, said)) is None
    assert Drafting.objects.get().failure == CODES.get(fault, "garbage")
    assert (Finding.objects.count(), FindingVersion.objects.count(), len(machine.asked)) == (0, 0, 1)


def test_a_machine_that_is_not_there_is_told(event, said, machine, settings):
    settings.DRAFTING_URL = "http://127.0.0.1:1/v1"
    assert draft_finding(drafting=ask(event, said)) is None
    assert (Drafting.objects.get().failure, Finding.objects.count()) == ("unreachable", 0)


@pytest.mark.slow
@pytest.mark.parametrize("parts", [1, 40])
def test_a_machine_that_is_too_slow_or_answers_drop_by_drop_is_left(event, said, machine, monkeypatch, parts):
    monkeypatch.setattr(endpoint, "LONGEST_WAIT", 0.4)
    machine.says({"sentences": [GOOD]})
    machine.pause, machine.parts = (1.0, 1) if parts == 1 else (0.05, parts)
    assert draft_finding(drafting=ask(event, said)) is None
    assert (Drafting.objects.get().failure, Finding.objects.count()) == ("timeout", 0)


def test_a_source_that_is_hidden_while_the_machine_answers_makes_no_finding(event, said, machine):
    machine.says({"sentences": [GOOD]})
    person = a_user()

    def hide() -> None:
        Moderation.objects.create(contribution=said[0], is_hiding=True, reason="Nimi", made_by=person)
        connection.close()

    machine.while_answering = hide
    drafting = ask(event, said)
    assert draft_finding(drafting=drafting) is None
    assert (drafting.failure, drafting.result, Finding.objects.count()) == ("hidden_source", {}, 0)


def test_what_is_hidden_or_too_much_is_not_sent(event, said, machine):
    Moderation.objects.create(contribution=said[0], is_hiding=True, reason="Nimi", made_by=a_user())
    with pytest.raises(Refused) as refusal:
        ask(event, said[:1])
    assert refusal.value.code == "no_source"
    many = [a_contribution(said[0].participant) for _ in range(MOST_SOURCES + 1)]
    with pytest.raises(Refused) as refusal:
        ask(event, many)
    assert refusal.value.code == "too_many"
    assert (machine.asked, Drafting.objects.count()) == ([], 0)


def test_nothing_is_asked_for_when_no_machine_has_been_set_up(event, said, settings):
    assert settings.DRAFTING_URL == ""
    with pytest.raises(Refused) as refusal:
        ask(event, said)
    assert refusal.value.code == "no_endpoint"


@pytest.fixture
def facilitator(event):
    client = Client()
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    return client


def send(client, event, said):
    form = {"act_id": str(uuid.uuid4()), "kind": "need", "sources": [one.pk for one in said]}
    return client.post(reverse("draft_finding", args=[event.code]), form, follow=True)


def test_the_page_says_before_pressing_what_leaves_and_where_to(event, said, machine, facilitator, settings):
    address = reverse("new_finding", args=[event.code])
    page = facilitator.get(address).content.decode()
    assert machine.url.split("/")[2] in page
    assert "ei organisaatioita eikä ihmisiä" in page
    settings.DRAFTING_URL = ""
    page = facilitator.get(address).content.decode()
    assert "Anna koneen luonnostella" not in page
    assert "Luonnostelua varten ei ole otettu konetta käyttöön." in send(facilitator, event, said).content.decode()


def test_the_page_shows_what_was_accepted_what_was_not_and_why(event, said, machine, facilitator):
    machine.says({"sentences": [GOOD, BAD]})
    page = send(facilitator, event, said).content.decode()
    assert "1 lause hyväksyttiin" in page
    assert "1 lause jätettiin pois" in page
    assert "Lainaus ei ole lähteessä sanasta sanaan." in page
    number = Finding.objects.get().number
    shown = facilitator.get(reverse("finding", args=[event.code, number])).content.decode()
    assert 'class="machine' in shown
    assert "Koneen luonnos, odottaa ihmistä" in shown


def test_the_page_tells_a_failure_in_a_sentence(event, said, machine, facilitator):
    machine.status = 500
    page = send(facilitator, event, said).content.decode()
    assert "Kone vastasi virheellä." in page
    assert "Vastauksesta ei tehty havaintoa." in page


def test_without_a_source_the_form_says_so_and_nothing_is_sent(event, machine, facilitator):
    page = send(facilitator, event, []).content.decode()
    assert "Valitse lauseet, joihin luonnos nojaa." in page
    assert machine.asked == []


def test_an_asking_whose_worker_died_is_told_to_be_broken_off(event, said, machine, facilitator):
    drafting = ask(event, said)
    address = reverse("drafting", args=[event.code, drafting.act_id])
    assert "Kone luonnostelee" in facilitator.get(address).content.decode()
    Drafting.objects.update(requested_at=timezone.now() - LONGEST_WORK * 2)
    assert "Työ keskeytyi." in facilitator.get(address).content.decode()
