"""The pages of the material in a browser: axe finds nothing, whatever state the work is in."""

import re

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_participant
from sopu.negotiations.models import Role
from sopu.publishing.actions.compiling import compile_material, request_compilation
from sopu.publishing.actions.delivering import deliver
from sopu.publishing.models import Compilation, Delivery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
CONDITIONS = [(320, "light"), (1280, "dark")]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    event = a_forum(code="KS7M2A")
    first = event.negotiation.parties.all()[1].organisation
    a_contribution(a_participant(event, first))
    return (
        event,
        a_mandate(event.negotiation, Role.PROCESS_OWNER),
        a_mandate(event.negotiation, Role.COORDINATOR, first),
    )


def a_finished_compilation(event):
    compilation = request_compilation(event=event, requested_by=None, now=timezone.now())
    list(compile_material(compilation=compilation, now=timezone.now()))
    compilation.refresh_from_db()
    return compilation


def test_axe_finds_nothing_from_an_empty_page_to_a_delivery(page_at, assert_accessible, world):
    event, owner, coordinator = world
    place = f"/fi/n/{event.negotiation.slug}/material/"
    pages = [(place, None), (place, owner), (f"/fi/n/{event.negotiation.slug}/outbox/", owner)]
    under_way = request_compilation(event=event, requested_by=owner, now=timezone.now())
    pages.append((f"/fi/c/{under_way.pk}/", owner))
    judge_all(page_at, assert_accessible, pages)
    Compilation.objects.all().delete()
    ready = a_finished_compilation(event)
    judge_all(page_at, assert_accessible, [(f"/fi/c/{ready.pk}/", owner)])
    deliver(compilation=ready, now=timezone.now())
    letter = Delivery.objects.get().letter
    link = re.search(r"/fi/d/[\w-]+/", letter.body)[0]
    told = [(f"/fi/c/{ready.pk}/", owner), (place, None), (place, coordinator), (link, None), ("/fi/d/nobody/", None)]
    judge_all(page_at, assert_accessible, [*told, (f"/fi/n/{event.negotiation.slug}/outbox/", owner)])
    Delivery.objects.update(expires_at=timezone.now())
    judge_all(page_at, assert_accessible, [(link, None)])


def judge_all(page_at, assert_accessible, pages):
    for path, user in pages:
        for width, scheme in CONDITIONS:
            page = page_at(path, user, width=width, scheme=scheme)
            assert_accessible(page)
            page.context.close()
