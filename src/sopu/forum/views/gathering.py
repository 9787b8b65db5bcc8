"""Who comes and where they sit: registrations by party, tables with their scribes, and the plan of seats."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.core.seating import tables_for
from sopu.forum.actions import badges, registering, seating
from sopu.forum.forms.gathering import MoveForm, NameForm, PeopleForm, TablesForm
from sopu.forum.models import Event, Registration
from sopu.forum.permissions import may_register, may_run
from sopu.forum.queries.hall import event_by
from sopu.forum.queries.registrations import parties_of, registered_of
from sopu.forum.queries.tables import plan_of, tables_of
from sopu.forum.rules import discarding_day
from sopu.forum.views.badges import sheet_of
from sopu.forum.views.desk import at_desk, me, sent, telling
from sopu.negotiations.models import Party
from sopu.negotiations.permissions import may_own

SEATS = 8


def _around(event: Event) -> dict[str, object]:
    return {"event": event, "negotiation": event.negotiation, "discarded_from": discarding_day(event.ends_at)}


@require_GET
@at_desk
def registrations(request: HttpRequest, event: Event) -> HttpResponse:
    """How many each party has registered; the names are behind each party's door."""
    lines = parties_of(event)
    page = {"lines": lines, "total": sum(line.registered for line in lines)}
    page |= {"may_own": may_own(request.user, event.negotiation)}
    return render(request, "forum/registrations.html", _around(event) | page)


@require_POST
@at_desk
def discard(request: HttpRequest, event: Event) -> HttpResponse:
    """All names go for good, before their day."""
    if not may_own(request.user, event.negotiation):
        raise PermissionDenied
    count = registering.discard_registrations(event=event)
    messages.success(request, _("Names discarded: %(count)s.") % {"count": count})
    return redirect("registrations", code=event.code)


def for_party(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who may see a party's people by name."""

    @wraps(page)
    @never_cache
    def found(request: HttpRequest, code: str, party: int, **asked: int) -> HttpResponse:
        event = event_by(code)
        if event is None:
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        of = get_object_or_404(event.negotiation.parties.with_organisations(), pk=party)
        if not may_register(request.user, event, of):
            raise PermissionDenied
        return page(request, event, of, **asked)

    return found


@require_http_methods(["GET", "POST"])
@for_party
def registered(request: HttpRequest, event: Event, party: Party) -> HttpResponse:
    """The people of one party by name: written, pasted, taken away."""
    form = PeopleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = registering.register_people(
                event=event,
                party=party,
                names=form.chosen_names(),
                role=form.chosen_role(),
                registered_by=me(request),
                now=timezone.now(),
            )
            messages.success(
                request, ngettext("%(n)s name was added.", "%(n)s names were added.", count) % {"n": count}
            )
            return redirect("registered", code=event.code, party=party.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    people = registered_of(event, party, timezone.now())
    page = {"party": party, "people": people, "form": form, "may_run": may_run(request.user, event)}
    return render(request, "forum/registered.html", _around(event) | page)


@require_POST
@for_party
def unregister(request: HttpRequest, event: Event, party: Party, registration: int) -> HttpResponse:
    """A person does not come after all."""
    people = Registration.objects.filter(event=event, organisation=party.organisation_id)
    registering.remove_registration(registration=get_object_or_404(people, pk=registration))
    return redirect("registered", code=event.code, party=party.pk)


@require_http_methods(["GET", "POST"])
@at_desk
def tables(request: HttpRequest, event: Event) -> HttpResponse:
    """The tables, their scribes, and what each has written."""
    lines = tables_of(event)
    guests = Registration.objects.filter(event=event).count()
    form = TablesForm(sent(request), initial={"count": len(lines) or tables_for(guests, SEATS) or None})
    if request.method == "POST" and form.is_valid():
        try:
            seating.set_tables(event=event, count=form.cleaned_data["count"])
            return redirect("tables", code=event.code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {"lines": lines, "form": form, "guests": guests, "without": sum(not line.has_badge for line in lines)}
    return render(request, "forum/tables.html", _around(event) | page)


@require_POST
@at_desk
def scribes(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """Badges for scribes' devices as a file: of one table, or, as number 0, of all that have none."""
    without = {line.number for line in tables_of(event) if not line.has_badge}
    found = [one for one in event.tables.all() if one.number == number or (not number and one.number in without)]
    if not found:
        messages.error(request, _("Every table has a badge for its scribe already."))
        return redirect("tables", code=event.code)
    made = badges.make_scribes_badges(event=event, tables=found, made_by=me(request), now=timezone.now())
    titles = [_("Table %(number)s") % {"number": table.number} for table in found]
    lines = [" · ".join(filter(None, [_("Scribe"), table.name])) for table in found]
    return sheet_of(request, event, _("Scribes of tables"), list(zip(titles, lines, made, strict=True)))


@require_POST
@at_desk
def name_table(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A table gets a name."""
    form = NameForm(request.POST)
    if form.is_valid():
        table = get_object_or_404(event.tables.all(), number=number)
        seating.name_table(table=table, name=form.cleaned_data["name"])
    return redirect("tables", code=event.code)


@require_GET
@at_desk
def seats(request: HttpRequest, event: Event) -> HttpResponse:
    """Who sits where, to be looked at, printed, and mended by hand."""
    plan = plan_of(event, timezone.now())
    page = {"plan": plan, "numbers": event.tables.all(), "is_seated": any(one.number and one.people for one in plan)}
    page |= {"people_count": sum(len(one.people) for one in plan)}
    return render(request, "forum/seats.html", _around(event) | page)


@require_POST
@at_desk
def seat(request: HttpRequest, event: Event) -> HttpResponse:
    """Everybody gets a seat; pressed again, another plan as even."""
    with telling(request):
        seating.seat_people(event=event, seed=request.POST.get("seed", "")[:40])
    return redirect("seats", code=event.code)


@require_POST
@at_desk
def move(request: HttpRequest, event: Event, registration: int) -> HttpResponse:
    """One person moves to another table."""
    person = get_object_or_404(Registration.objects.filter(event=event), pk=registration)
    form = MoveForm(event, request.POST)
    if form.is_valid():
        with telling(request):
            seating.move_person(registration=person, table=form.cleaned_data["table"])
    return redirect("seats", code=event.code)
