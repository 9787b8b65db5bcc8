"""Whom to turn to in each party, in each goal area."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.cells import safe_cell
from sopu.core.refusals import Refused
from sopu.negotiations.actions.contacts import end_contact, name_contact
from sopu.negotiations.forms.contacts import AREA_OF_ALL, ContactForm
from sopu.negotiations.models import ContactPoint, Mandate, Negotiation, Party
from sopu.negotiations.permissions import may_name_contacts, may_own, may_read
from sopu.negotiations.queries import contacts as queries


@never_cache
@require_GET
def contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """Each party in each goal area: posts for everybody, names for those who have a role in the negotiation."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    today = timezone.localdate()
    held = Mandate.objects.held_by(request.user, today).filter(negotiation=negotiation)
    rows = queries.matrix(
        negotiation,
        today,
        with_names=may_read(request.user, negotiation),
        own=queries.own_organisations(held),
        is_owner=may_own(request.user, negotiation),
    )
    page = {
        "negotiation": negotiation,
        "rows": rows,
        "areas": list(negotiation.goal_areas.all()),
        "missing_count": sum(row.missing_count for row in rows),
        "may_read": may_read(request.user, negotiation),
        "is_naming": any(row.is_mine for row in rows),
    }
    return render(request, "negotiations/contacts.html", page)


@login_required
@never_cache
@require_GET
def contacts_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The contact points as a CSV file, for those who have a role in the negotiation."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_read(request.user, negotiation):
        raise PermissionDenied
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head())
    for row in queries.matrix(negotiation, timezone.localdate(), with_names=True):
        writer.writerows([safe_cell(cell) for cell in line] for line in _lines(row))
    word = _("contacts")
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{word}.csv"'},
    )


def _head() -> list[str]:
    return [
        _("Party"),
        _("Goal area"),
        _("What for"),
        _("Post"),
        _("Name"),
        _("Work e-mail"),
        _("Substitute’s name"),
        _("Substitute’s work e-mail"),
        _("First day"),
        _("Last day"),
    ]


def _lines(row: queries.Row) -> list[list[str]]:
    return [
        [
            row.party.organisation.name,
            cell.area.name if cell.area else _("All goal areas"),
            contact.purpose,
            contact.title,
            contact.name,
            contact.email,
            contact.substitute_name,
            contact.substitute_email,
            *(date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (contact.starts_on, contact.ends_on)),
        ]
        for cell in row.cells
        for contact in cell.contacts
    ]


def _party(request: HttpRequest, slug: str, number: int) -> tuple[Party, User]:
    """A party, for those who name its contact points."""
    found = get_object_or_404(Party.objects.in_negotiation(slug), number=number)
    if not isinstance(request.user, User) or not may_name_contacts(request.user, found):
        raise PermissionDenied
    return found, request.user


@login_required
@never_cache
@require_GET
def party_contacts(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A party's own contact points, to be named, changed and ended."""
    party, _user = _party(request, slug, number)
    row = queries.row_of(party, timezone.localdate())
    former = [(cell, contact) for cell in row.cells for contact in cell.former]
    page = {"negotiation": party.negotiation, "row": row, "former": former}
    return render(request, "negotiations/party_contacts.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def name_contact_point(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A contact point is named."""
    party, user = _party(request, slug, number)
    areas = list(party.negotiation.goal_areas.all())
    asked = {"goal_area": request.GET.get("area", AREA_OF_ALL)}
    form = ContactForm(request.POST or None, areas=areas, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = name_contact(party=party, by=user, now=timezone.now(), **form.asked())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%s is a contact point now.") % made.name)
            return redirect("party_contacts", slug, number)
    page: dict[str, Any] = {"negotiation": party.negotiation, "party": party, "form": form}
    return render(request, "negotiations/name_contact.html", page)


@login_required
@require_POST
def end_contact_point(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A contact point is one no more."""
    party, _user = _party(request, slug, number)
    found = get_object_or_404(ContactPoint, pk=pk, party=party)
    try:
        end_contact(contact=found, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("%s is no longer a contact point.") % found.name)
    return redirect("party_contacts", slug, number)
