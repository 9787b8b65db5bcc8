"""Municipality cards: all of a plan's parties on a map, each on a page and on paper, and all in one press."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan
from sopu.plans.permissions import may_read_plan
from sopu.publishing.actions.card_files import packed
from sopu.publishing.documents.cards import Card, facts_of, pdf, title_of, voice_told
from sopu.publishing.permissions import may_see_hall
from sopu.publishing.queries.cards import cards_of, map_of
from sopu.web.doors import refused


def _cards(request: HttpRequest, plan: Plan, code: str = "") -> tuple[Card, ...]:
    """The cards in the reader's language as they stand today."""
    sees_hall = may_see_hall(request.user, plan.negotiation)
    found = cards_of(plan, timezone.localdate(), get_language() or "fi", code, sees_hall=sees_hall)
    if not found:
        raise Http404
    return found


def _plan(slug: str) -> Plan:
    """The newest plan of the negotiation."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    plan = Plan.objects.of(negotiation).at_hand().first()
    if plan is None:
        raise Http404
    return plan


@never_cache
@require_GET
def municipality_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Every party's card, on a map and in a table; open to everybody once the plan is."""
    plan = _plan(slug)
    if not may_read_plan(request.user, plan):
        return refused(request)
    found = _cards(request, plan)
    page = {"negotiation": plan.negotiation, "plan": plan, "cards": found, "map": map_of(found)}
    return render(request, "publishing/cards.html", page)


@never_cache
@require_GET
def municipality_card(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One party's card."""
    plan = _plan(slug)
    if not may_read_plan(request.user, plan):
        return refused(request)
    card = _cards(request, plan, code)[0]
    told = {"title": title_of(card), "facts": facts_of(card), "voice_told": voice_told(card)}
    return render(
        request, "publishing/card.html", {"negotiation": plan.negotiation, "plan": plan, "card": card, **told}
    )


@never_cache
@require_GET
def card_paper(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One party's card as an accessible PDF of one page."""
    plan = _plan(slug)
    if not may_read_plan(request.user, plan):
        return refused(request)
    card = _cards(request, plan, code)[0]
    headers = {"Content-Disposition": f'inline; filename="{slug}-{code}.pdf"'}
    return HttpResponse(pdf(card, timezone.now()), content_type="application/pdf", headers=headers)


@never_cache
@require_GET
def cards_file(request: HttpRequest, slug: str) -> HttpResponse:
    """All cards in one file, made at once: `make bench-plans` tells how long 22 of them take."""
    plan = _plan(slug)
    if not may_read_plan(request.user, plan):
        return refused(request)
    content = packed(_cards(request, plan), timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{slug}-cards.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
