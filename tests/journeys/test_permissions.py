"""Everybody is tried at every door of four stages, from negotiations to publishing: before, during and after an event.

A door that is added to one of these stages must be added here, with whom it lets in.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from agreements import a_version, an_agreement
from builders import (
    a_contact_point,
    a_contribution,
    a_forum,
    a_mandate,
    a_negotiation,
    a_participant,
    a_user,
)
from sopu.accounts.models import User
from sopu.forum import urls as forum
from sopu.negotiations import urls as negotiations
from sopu.negotiations.actions.inviting import invite
from sopu.negotiations.actions.structures import write_structure
from sopu.negotiations.models import Mandate, Meeting, MeetingKind, Negotiation, Party, Role
from sopu.publishing import urls as publishing
from sopu.publishing.models import Compilation, Dossier, Package
from sopu.synthesis import urls as synthesis
from sopu.synthesis.models import ThemeRequest
from sopu.web.files import keep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = {str(role) for role in Role}
NOBODY = {
    "owner elsewhere",
    "facilitator elsewhere",
    "owner from tomorrow",
    "owner until yesterday",
    "owner whose role was ended",
    "nobody",
    "visitor",
}
EVERYBODY = ROLES | NOBODY | {"other coordinator", "owner's deputy", "facilitator's deputy"}

OWNERS = {"process_owner", "owner's deputy"}
RUNNERS = OWNERS | {"facilitator", "facilitator's deputy"}
COORDINATORS = {"coordinator"}
BOTH_COORDINATORS = {"coordinator", "other coordinator"}
READERS = EVERYBODY - NOBODY
PREPARERS = OWNERS | {"preparer"}
SORTERS = RUNNERS | PREPARERS
ANYBODY = {"visitor", "nobody", "owner elsewhere"}
"""Enough to try at a door that is open to all."""
SIGNED_IN = EVERYBODY - {"visitor"}

PUBLIC_DOORS = """
    country duty duties duty_file contacts structures invitation
    enter join write answer answered mine take_back same leave receipt_data erase wall wall_now events badge
    start journey receipts where receipt material delivered fetch
    version_paper comparison_paper log log_entries log_checkpoint certificate
"""
RUNNERS_DOORS = """
    desk desk_live open_event close_event open_discussion close_discussion extend_discussion hide restore approve remark
    intakes intake_columns intake_sheet intake_preview intake_store intake_drop intake_undo intake_redo paper_form paper
    new_event edit_event copy_event programme end_rehearsal badges free_badge cancel_badge cancel_unused registrations
    tables scribes name_table seats seat move figures
"""
SYNTHESIS_DOORS = """
    themes theme unthemed uncertain theme_why sortings descriptors
    dispositions theme_disposition sentence_disposition theme_map opinion opinion_state findings finding
    likely likely_search
"""
SORTERS_DOORS = """
    propose_themes proposing proposing_progress finding_from new_theme move_sentences leave_sentences keep_sentences
    rename_theme confirm_theme merge_theme keep_apart split_theme dissolve_theme undo_sorting
    new_descriptor take_areas descriptor remove_descriptor take_snapshot name_found_group
    new_finding draft_finding drafting edit_finding withdraw_finding find_likely compare undo_comparison
"""
DOORS: dict[str, set[str]] = {
    "synthesis": EVERYBODY,
    **dict.fromkeys(SYNTHESIS_DOORS.split(), READERS),
    **dict.fromkeys(SORTERS_DOORS.split(), SORTERS),
    **dict.fromkeys(("dispose", "reopen"), PREPARERS),
    "sign_finding": OWNERS,
    **dict.fromkeys(PUBLIC_DOORS.split(), EVERYBODY),
    **dict.fromkeys(RUNNERS_DOORS.split(), RUNNERS),
    "discard_registrations": OWNERS,
    "registered": RUNNERS | COORDINATORS,
    "unregister": RUNNERS | COORDINATORS,
    "meetings": READERS,
    "meeting": READERS,
    "plan_meeting": OWNERS,
    "minutes": OWNERS,
    "plan_round": OWNERS,
    "people": OWNERS | BOTH_COORDINATORS,
    "invite": OWNERS | BOTH_COORDINATORS,
    "invited": OWNERS | COORDINATORS,
    "withdraw": OWNERS | COORDINATORS,
    "end_mandate": OWNERS | COORDINATORS,
    "name_deputy": OWNERS | COORDINATORS,
    "contacts_file": READERS,
    "party_contacts": OWNERS | COORDINATORS,
    "name_contact": OWNERS | COORDINATORS,
    "end_contact": OWNERS | COORDINATORS,
    "write_structure": OWNERS,
    "structure": OWNERS,
    "remove_structure": OWNERS,
    "next": SIGNED_IN,
    "outbox": OWNERS,
    "send_again": OWNERS,
    "compile": OWNERS,
    "compilation": OWNERS,
    "compilation_progress": OWNERS,
    "deliver": OWNERS,
    **dict.fromkeys(("dossier", "make_dossier", "dossier_progress", "dossier_file"), OWNERS),
    "handover": OWNERS,
    "packs": OWNERS,
    "download": OWNERS | COORDINATORS,
}
"""Whom each door lets in, whatever the state of the event; the package of the whole has a test of its own."""

STATES = {"before": {"is_open": False}, "during": {}, "after": {"closed_at": timezone.now()}}


@dataclass(frozen=True, slots=True)
class World:
    """A negotiation with an event in one state, everything that doors lead to, and a person of each sort."""

    negotiation: Negotiation
    party: Party
    arguments: dict[str, dict[str, Any]]
    clients: dict[str, Client]
    whole: Package


def a_world(state: str, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1]
    clients = {name: _client(user) for name, user in _people(negotiation, party).items()}
    event = a_forum(negotiation, **STATES[state])
    sentence = a_contribution(a_participant(event, party.organisation))
    ThemeRequest.objects.create(event=event)
    now = timezone.now()
    compilation = Compilation.objects.create(
        event=event, finished_at=now, delivered_at=now if state == "after" else None
    )
    own, whole = (_package(compilation, one) for one in (party, None))
    usual = {"slug": "alue", "code": event.code, "number": 1, "contribution": sentence.pk, "sentence": uuid.uuid4()}
    usual |= {"key": uuid.uuid4(), "organisation": party.organisation_id, "party": party.pk, "registration": 1}
    usual |= dict.fromkeys(("pair", "sorting", "snapshot", "group"), 1)
    usual |= {"form": "json", "token": "x", "compilation": compilation.pk, "package": own.pk}
    return World(negotiation, party, _arguments(negotiation, party, usual), clients, whole)


def _people(negotiation: Negotiation, party: Party) -> dict[str, User | None]:
    """One of each role for the party; owners and facilitators who are not now; deputies who are; and strangers."""
    today, day = timezone.localdate(), dt.timedelta(days=1)
    elsewhere, county = a_negotiation(), negotiation.county
    people: dict[str, User | None] = {str(role): a_mandate(negotiation, role, party.organisation) for role in Role}
    people["other coordinator"] = a_mandate(negotiation, Role.COORDINATOR, negotiation.parties.all()[2].organisation)
    people["owner elsewhere"] = a_mandate(elsewhere, Role.PROCESS_OWNER)
    people["facilitator elsewhere"] = a_mandate(elsewhere, Role.FACILITATOR)
    mandates = {
        "owner from tomorrow": {"role": Role.PROCESS_OWNER, "starts_on": today + day},
        "owner until yesterday": {"role": Role.PROCESS_OWNER, "ends_on": today - day},
        "owner whose role was ended": {"role": Role.PROCESS_OWNER, "ended_at": timezone.now()},
    }
    for name, role in (("owner's deputy", Role.PROCESS_OWNER), ("facilitator's deputy", Role.FACILITATOR)):
        of = Mandate.objects.get(user=people[str(role)])
        mandates[name] = {"role": role, "starts_on": today, "ends_on": today, "deputy_of": of}
    for name, fields in mandates.items():
        people[name] = a_user()
        Mandate.objects.create(user=people[name], negotiation=negotiation, organisation=county, **fields)
    return people | {"nobody": a_user(), "visitor": None}


def _client(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def _package(compilation: Compilation, party: Party | None) -> Package:
    name = f"{party.pk if party else 'whole'}.zip"
    keep(name, b"zip")
    return Package.objects.create(
        compilation=compilation, party=party, file=name, sha256="0" * 64, size=3, contribution_count=1
    )


def _dossier(negotiation: Negotiation) -> Dossier:
    keep("dossier.zip", b"zip")
    return Dossier.objects.create(negotiation=negotiation, finished_at=timezone.now(), file="dossier.zip")


def _arguments(negotiation: Negotiation, party: Party, usual: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What each door's address takes: what belongs to the party, so that its coordinator has something to do."""
    now, owner = timezone.now(), a_mandate(negotiation, Role.PROCESS_OWNER)
    who = {"negotiation": negotiation, "organisation": party.organisation, "role": Role.READER, "by": owner}
    invitation = invite(email="uusi@kunta.example", name="Uusi", now=now, **who)
    reader = Mandate.objects.get(user=a_mandate(negotiation, Role.READER, party.organisation))
    meeting = Meeting.objects.create(negotiation=negotiation, kind=MeetingKind.MUNICIPALITY, name_fi="Kokous")
    structure = write_structure(negotiation=negotiation, level=1, texts={"name_fi": "Foorumi"})
    version = a_version(an_agreement(negotiation)).pk
    usual |= {"language": "fi", "other": version}
    keys = {
        **dict.fromkeys(("packs", "version_paper", "comparison_paper"), version),
        **dict.fromkeys(("invited", "withdraw"), invitation.pk),
        **dict.fromkeys(("end_mandate", "name_deputy"), reader.pk),
        **dict.fromkeys(("meeting", "minutes"), meeting.pk),
        **dict.fromkeys(("structure", "remove_structure"), structure.pk),
        **dict.fromkeys(("compilation", "compilation_progress", "deliver"), usual["compilation"]),
        "end_contact": a_contact_point(party).pk,
        "dossier_file": _dossier(negotiation).pk,
        "undo_sorting": 1,
        "download": usual["package"],
    }
    of_party = {name: {"number": party.number} for name in ("party_contacts", "name_contact", "end_contact")}
    return {
        door.name: {
            name: {**usual, **of_party.get(door.name, {}), "pk": keys.get(door.name)}[name]
            for name in door.pattern.converters
        }
        for door in doors()
    }


def doors() -> Iterator[URLPattern]:
    for place in (negotiations, forum, synthesis, publishing):
        yield from place.urlpatterns


def test_every_door_stands_in_the_table():
    assert {door.name for door in doors()} == set(DOORS)


def knock(client: Client, address: str) -> HttpResponse:
    """Opens the door, by the button when it has no handle; whatever comes of it is undone."""
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address)
        transaction.set_rollback(True)
    return answer


def is_let_in(answer: HttpResponse) -> bool:
    """Not refused, and not sent to sign in; what is not there is not found only by those who may look for it."""
    return answer.status_code != 403 and "/account/login/" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("state", STATES)
def test_each_door_lets_in_whom_it_should_and_nobody_else(state, settings, tmp_path):
    world = a_world(state, settings, tmp_path)
    differing = {}
    for name, arguments in world.arguments.items():
        tried = ANYBODY if DOORS[name] == EVERYBODY else EVERYBODY
        address = reverse(name, kwargs=arguments)
        found = {who for who in tried if is_let_in(knock(world.clients[who], address))}
        differing |= {name: found ^ (DOORS[name] & tried)} if found != DOORS[name] & tried else {}
    assert differing == {}


@pytest.mark.parametrize(("state", "allowed"), [("before", OWNERS), ("during", OWNERS), ("after", EVERYBODY)])
def test_the_whole_material_is_everybodys_only_when_it_has_been_delivered(state, allowed, settings, tmp_path):
    world = a_world(state, settings, tmp_path)
    address = reverse("download", args=[world.whole.pk])
    assert {who for who, client in world.clients.items() if is_let_in(knock(client, address))} == allowed
