"""Everybody is tried at the doors of negotiations, forum, synthesis and publishing, in each state of an event."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import a_version, an_agreement
from builders import a_contact_point, a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from journeys.doors import (
    A_FEW,
    BOTH_COORDINATORS,
    COORDINATORS,
    EVERYBODY,
    OWNERS,
    PREPARERS,
    READERS,
    RUNNERS,
    SIGNED_IN,
    SORTERS,
    addresses_of,
    clients_of,
    differing,
    is_let_in,
    knock,
)
from sopu.negotiations.actions.inviting import invite
from sopu.negotiations.actions.structures import write_structure
from sopu.negotiations.models import Mandate, Meeting, MeetingKind, Negotiation, Party, Role
from sopu.publishing.models import Compilation, Dossier, Package
from sopu.synthesis.models import ThemeRequest
from sopu.web.files import keep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

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
CONTACTS_DOORS = ("party_contacts", "name_contact", "end_contact")
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
    **dict.fromkeys(CONTACTS_DOORS, OWNERS | COORDINATORS),
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

    addresses: dict[str, str]
    clients: dict[str, Client]
    whole: Package


def a_world(state: str, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1]
    clients = clients_of(negotiation, party)
    event = a_forum(negotiation, **STATES[state])
    sentence = a_contribution(a_participant(event, party.organisation))
    ThemeRequest.objects.create(event=event)
    now = timezone.now()
    compilation = Compilation.objects.create(
        event=event, finished_at=now, delivered_at=now if state == "after" else None
    )
    own, whole = (_package(compilation, one) for one in (party, None))
    version = a_version(an_agreement(negotiation)).pk
    usual = {"slug": "alue", "code": event.code, "number": 1, "contribution": sentence.pk, "sentence": uuid.uuid4()}
    usual |= {"key": uuid.uuid4(), "organisation": party.organisation_id, "party": party.pk, "registration": 1}
    usual |= dict.fromkeys(("pair", "sorting", "snapshot", "group"), 1)
    usual |= {"form": "json", "token": "x", "language": "fi", "other": version}
    keys = {
        **dict.fromkeys(("packs", "version_paper", "comparison_paper"), version),
        **dict.fromkeys(("compilation", "compilation_progress", "deliver"), compilation.pk),
        "undo_sorting": 1,
        "download": own.pk,
    }
    keys |= _keys_of_the_party(negotiation, party)
    addresses = addresses_of(DOORS, usual, keys)
    addresses |= addresses_of(CONTACTS_DOORS, usual | {"number": party.number}, keys)
    return World(addresses, clients, whole)


def _package(compilation: Compilation, party: Party | None) -> Package:
    name = f"{party.pk if party else 'whole'}.zip"
    keep(name, b"zip")
    return Package.objects.create(
        compilation=compilation, party=party, file=name, sha256="0" * 64, size=3, contribution_count=1
    )


def _dossier(negotiation: Negotiation) -> Dossier:
    keep("dossier.zip", b"zip")
    return Dossier.objects.create(negotiation=negotiation, finished_at=timezone.now(), file="dossier.zip")


def _keys_of_the_party(negotiation: Negotiation, party: Party) -> dict[str, int]:
    """Keys of what belongs to the party, so that its coordinator has something to do."""
    now, owner = timezone.now(), a_mandate(negotiation, Role.PROCESS_OWNER)
    who = {"negotiation": negotiation, "organisation": party.organisation, "role": Role.READER, "by": owner}
    invitation = invite(email="uusi@kunta.example", name="Uusi", now=now, **who)
    reader = Mandate.objects.get(user=a_mandate(negotiation, Role.READER, party.organisation))
    meeting = Meeting.objects.create(negotiation=negotiation, kind=MeetingKind.MUNICIPALITY, name_fi="Kokous")
    structure = write_structure(negotiation=negotiation, level=1, texts={"name_fi": "Foorumi"})
    return {
        **dict.fromkeys(("invited", "withdraw"), invitation.pk),
        **dict.fromkeys(("end_mandate", "name_deputy"), reader.pk),
        **dict.fromkeys(("meeting", "minutes"), meeting.pk),
        **dict.fromkeys(("structure", "remove_structure"), structure.pk),
        "end_contact": a_contact_point(party).pk,
        "dossier_file": _dossier(negotiation).pk,
    }


@pytest.mark.parametrize("state", STATES)
def test_each_door_lets_in_whom_it_should_and_nobody_else(state, settings, tmp_path):
    """All are tried during the event; before it and after it, one of each right."""
    world = a_world(state, settings, tmp_path)
    clients = {who: client for who, client in world.clients.items() if state == "during" or who in A_FEW}
    assert differing(DOORS, world.addresses, clients) == {}


@pytest.mark.parametrize(("state", "allowed"), [("before", OWNERS), ("during", OWNERS), ("after", EVERYBODY)])
def test_the_whole_material_is_everybodys_only_when_it_has_been_delivered(state, allowed, settings, tmp_path):
    world = a_world(state, settings, tmp_path)
    address = reverse("download", args=[world.whole.pk])
    assert {who for who, client in world.clients.items() if is_let_in(knock(client, address))} == allowed
