"""Badges: the page where they are made and watched over, and the page that one opens on a phone."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.actions import badges as making
from sopu.forum.documents.badges import Card, Sheet, badges_pdf
from sopu.forum.forms.gathering import BadgeNumberForm, BadgesForm
from sopu.forum.models import Badge, Event
from sopu.forum.queries.badges import badge_by, log_of_badges, shown_code, stocks_of
from sopu.forum.views.desk import at_desk, me, sent, telling
from sopu.forum.views.hall import holder_of, let_in, never_shared, to


@require_http_methods(["GET", "POST"])
@at_desk
def badges(request: HttpRequest, event: Event) -> HttpResponse:
    """How many badges each party has; new ones are made and come as a file at once, since nothing keeps the codes."""
    form = BadgesForm(event, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, event, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {"event": event, "negotiation": event.negotiation, "form": form, "number_form": BadgeNumberForm()}
    page |= {"stocks": stocks_of(event), "entries": log_of_badges(event)}
    return render(request, "forum/badges.html", page)


def _made(request: HttpRequest, event: Event, form: BadgesForm) -> HttpResponse:
    organisation, role = form.chosen_organisation(), form.chosen_role()
    made = making.make_badges(
        event=event, organisation=organisation, role=role, count=form.cleaned_data["count"], now=timezone.now()
    )
    whose = organisation.name if organisation else _("Guests of no party")
    line = capfirst(str(role.label))
    return sheet_of(request, event, whose, [(whose if organisation else _("Guest"), line, one) for one in made])


def sheet_of(
    request: HttpRequest, event: Event, whose: str, printed: list[tuple[str, str, making.Printed]]
) -> HttpResponse:
    """The badges as a file to print: what is on them, and the badge, one by one."""
    address = f"{settings.ORIGIN}/b/"
    sheet = Sheet(
        language=request.LANGUAGE_CODE,
        event=f"{event.name} {timezone.localtime(event.starts_at):%-d.%-m.%Y}",
        whose=whose,
        convener=event.negotiation.county.name,
        address=address.partition("://")[2],
        made_at=printed[0][2].badge.made_at,
        cards=[
            Card(one.badge.number, title, line, shown_code(one.code), address + one.code)
            for title, line, one in printed
        ],
    )
    name = f"badges-{event.code}-{printed[0][2].badge.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(badges_pdf(sheet), content_type="application/pdf", headers=headers)


def _numbered(request: HttpRequest, event: Event) -> Badge:
    form = BadgeNumberForm(request.POST)
    if not form.is_valid():
        raise Refused("no_such_badge", _("Write the number that is printed on the badge."))
    badge = Badge.objects.filter(event=event, number=form.cleaned_data["number"]).first()
    if badge is None:
        raise Refused("no_such_badge", _("There is no badge with this number in this event."))
    return badge


@require_POST
@at_desk
def free_badge(request: HttpRequest, event: Event) -> HttpResponse:
    """A person's phone was left at home or broke: the badge lets in another."""
    with telling(request):
        release = making.free_badge(badge=_numbered(request, event), made_by=me(request), now=timezone.now())
        told = _("Badge %(number)s is free: it lets in one phone.") % {"number": release.badge.number}
        messages.success(request, told)
    return redirect("badges", code=event.code)


@require_POST
@at_desk
def cancel_badge(request: HttpRequest, event: Event) -> HttpResponse:
    """A badge was lost."""
    with telling(request):
        release = making.cancel_badge(badge=_numbered(request, event), made_by=me(request), now=timezone.now())
        messages.success(request, _("Badge %(number)s is cancelled.") % {"number": release.badge.number})
    return redirect("badges", code=event.code)


@require_POST
@at_desk
def cancel_unused(request: HttpRequest, event: Event, organisation: int) -> HttpResponse:
    """A sheet was lost: the party's unused badges let nobody in. Number 0 is for guests'."""
    parties = event.negotiation.parties.with_organisations()
    of = get_object_or_404(parties, organisation=organisation).organisation if organisation else None
    with telling(request):
        count = making.cancel_unused(event=event, organisation=of, made_by=me(request), now=timezone.now())
        messages.success(request, _("Cancelled badges: %(count)s.") % {"count": count})
    return redirect("badges", code=event.code)


@require_http_methods(["GET", "POST"])
@never_shared
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """What a badge opens: who sees what, and one button. The same phone goes on; another is told what to do."""
    tidy = codes.tidy(code)
    if len(tidy) != codes.BADGE_LENGTH or not codes.is_well_formed(tidy):
        return _unknown(request, _("There is a mistake in the code. Compare it with your badge, and write it again."))
    found = badge_by(tidy)
    if found is None:
        return _unknown(request, _("No badge has this code. Ask for a new badge at the desk."))
    before = holder_of(request, found.event)
    if before and before.pk == found.used_by_id:
        return to("write" if found.event.is_open else "mine", found.event)
    why = ""
    try:
        making.require_usable(found)
        if request.method == "POST":
            _participant, token = making.use_badge(badge=found, before=before, now=timezone.now())
            return let_in(request, found.event, token)
    except Refused as refusal:
        why = str(refusal)
    page = {"badge": found, "event": found.event, "why": why}
    return render(request, "forum/badge.html", page, status=409 if why else 200)


def _unknown(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "forum/badge.html", {"why": why}, status=404)
