"""What a signed-in person must do next, and by when: gathered over all their mandates."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.negotiations.models import Mandate, Milestone, Negotiation, Role, Station
from sopu.negotiations.queries.contacts import Unmanned, unmanned
from sopu.negotiations.queries.overview import DutyDue, duties_due
from sopu.publishing.models import Compilation, Package
from sopu.publishing.queries.deciding import deciding
from sopu.publishing.queries.monitoring_tasks import monitoring_tasks
from sopu.publishing.queries.todo import Task, due


@dataclass(frozen=True, slots=True)
class Agenda:
    """A person's tasks: one first, the rest by day, what only waits, and what is done."""

    mandates: list[Mandate]
    first: Task | None
    rest: list[Task]
    waiting: list[Task]
    done: list[str]


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that is known of one negotiation that a person has mandates in."""

    negotiation: Negotiation
    roles: frozenset[str]
    events: list[Event]
    compilations: dict[int, Compilation]
    packages: list[Package]
    milestones: list[Milestone]
    unmanned: list[Unmanned]
    due: list[DutyDue]


def agenda_of(user: User, today: dt.date) -> Agenda:
    """Everything that the person must do: a fixed number of queries however many mandates they hold."""
    mandates = list(Mandate.objects.held_by(user, today).at_hand())
    tasks: list[Task] = []
    waiting: list[Task] = []
    done: list[str] = []
    for desk in _desks(mandates, today):
        if desk.roles & {Role.PROCESS_OWNER, Role.FACILITATOR}:
            tasks += _opening(desk, today)
        if Role.PROCESS_OWNER in desk.roles:
            tasks += [*_compiling(desk), *_negotiating(desk, today), *_milestones(desk, today)]
            waiting += _being_compiled(desk)
            done += _delivered(desk)
        if Role.COORDINATOR in desk.roles:
            tasks += [*_fetching(desk), *_naming(desk)]
            waiting += _awaiting(desk)
            done += _fetched(desk)
    own = deciding(mandates, today)
    tasks += [*own.tasks, *monitoring_tasks(mandates, today)]
    waiting += own.waiting
    done += own.done
    tasks.sort(key=lambda task: (task.due_on is not None, task.due_on or today))
    return Agenda(mandates, first=next(iter(tasks), None), rest=tasks[1:], waiting=waiting, done=done)


def _desks(mandates: list[Mandate], today: dt.date) -> Iterator[_Desk]:
    own: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in mandates:
        own[mandate.negotiation_id].append(mandate)
    events = list(Event.objects.filter(negotiation__in=own).order_by("starts_at"))
    compiled = _compilations().filter(event__in=events).order_by("id")
    compilations = {one.event_id: one for one in compiled if one.event_id}
    packages = list(_packages(mandates, compilations))
    milestones = list(Milestone.objects.filter(negotiation__in=own, done_on__isnull=True).order_by("due_on"))
    lacking = unmanned(mandates, today)
    due = duties_due((one.negotiation_id for one in mandates if one.role == Role.PROCESS_OWNER), today)
    for key, held in own.items():
        yield _Desk(
            negotiation=held[0].negotiation,
            roles=frozenset(mandate.role for mandate in held),
            events=[event for event in events if event.negotiation_id == key],
            compilations=compilations,
            packages=[package for package in packages if package.party and package.party.negotiation_id == key],
            milestones=[milestone for milestone in milestones if milestone.negotiation_id == key],
            unmanned=[one for one in lacking if one.party.negotiation_id == key],
            due=due.get(key, []),
        )


def _compilations() -> QuerySet[Compilation]:
    """Each with how many parties it was sent to, and how many of them have fetched it."""
    party_packages = Q(packages__party__isnull=False, packages__deliveries__isnull=False)
    fetched = Q(packages__party__isnull=False, packages__deliveries__fetches__isnull=False)
    return Compilation.objects.annotate(
        sent_count=Count("packages", filter=party_packages, distinct=True),
        fetched_count=Count("packages", filter=fetched, distinct=True),
    )


def _packages(mandates: list[Mandate], compilations: dict[int, Compilation]) -> QuerySet[Package]:
    """The delivered packages of the organisations that the person coordinates, with when each was first fetched."""
    own = Q(pk__in=[])
    for mandate in mandates:
        if mandate.role == Role.COORDINATOR:
            own |= Q(party__negotiation=mandate.negotiation_id, party__organisation=mandate.organisation_id)
    delivered = [one.pk for one in compilations.values() if one.delivered_at]
    return (
        Package.objects.filter(own, compilation__in=delivered)
        .select_related("compilation__event", "party__organisation")
        .annotate(fetched_at=Min("deliveries__fetches__fetched_at"))
    )


def _opening(desk: _Desk, today: dt.date) -> Iterator[Task]:
    for event in desk.events:
        url = reverse("desk", args=[event.code])
        if event.is_open:
            title = _("%s is open: follow what arrives") % event.name
            yield _task(desk, title, _("When all has been said, close it at the desk."), url, word=_("Open now"))
        elif event.opened_at is None:
            title = _("Open %s") % event.name
            day = timezone.localdate(event.starts_at)
            yield due(_task(desk, title, _("The desk opens the forum and its goal areas."), url), day, today)


def _compiling(desk: _Desk) -> Iterator[Task]:
    material = reverse("material", args=[desk.negotiation.slug])
    for event in desk.events:
        compilation = desk.compilations.get(event.pk)
        if event.closed_at and compilation is None and not event.is_rehearsal:
            note = _("One press makes the material of the whole hall and an extract for each party.")
            yield _task(
                desk, _("Compile the material of %s") % event.name, note, material, word=_("Closed, not compiled")
            )
        elif compilation and compilation.failure:
            url = reverse("compilation", args=[compilation.pk])
            title = _("Compile the material of %s again") % event.name
            yield _task(desk, title, compilation.failure, url, tone="bad", word=_("Did not succeed"))
        elif compilation and compilation.finished_at and not compilation.delivered_at:
            url = reverse("compilation", args=[compilation.pk])
            note = _("Each party's coordinators get a letter with a link to their own package.")
            title = _("Deliver the material of %s to the parties") % event.name
            yield _task(desk, title, note, url, word=_("Compiled, not delivered"))


def _negotiating(desk: _Desk, today: dt.date) -> Iterator[Task]:
    """The duties that must be met soon."""
    url = reverse("duties", args=[desk.negotiation.slug])
    for one in desk.due:
        note = ngettext(
            "%d municipality has still to be negotiated with.",
            "%d municipalities have still to be negotiated with.",
            one.open_count,
        )
        yield due(_task(desk, one.duty, note % one.open_count, url), one.ends_on, today)


def _milestones(desk: _Desk, today: dt.date) -> Iterator[Task]:
    """The milestones whose time has come, and the one after them."""
    url = reverse("journey", args=[desk.negotiation.slug])
    begun = [milestone for milestone in desk.milestones if milestone.starts_on <= today]
    for milestone in desk.milestones[: len(begun) + 1]:
        task = _task(desk, milestone.name, str(Station(milestone.station).label), url)
        yield due(task, milestone.due_on, today)


def _being_compiled(desk: _Desk) -> Iterator[Task]:
    for event in desk.events:
        compilation = desk.compilations.get(event.pk)
        if compilation and not compilation.finished_at and not compilation.failure:
            done = _("%(done)d of %(total)d ready") % {"done": compilation.done_count, "total": compilation.total_count}
            title = _("The material of %s is being compiled") % event.name
            yield _task(desk, title, done, reverse("compilation", args=[compilation.pk]), tone="wait")


def _delivered(desk: _Desk) -> Iterator[str]:
    for event in desk.events:
        compilation = desk.compilations.get(event.pk)
        if compilation and compilation.delivered_at:
            fetched, sent = getattr(compilation, "fetched_count", 0), getattr(compilation, "sent_count", 0)
            yield _(
                "The material of %(event)s was delivered %(day)s; %(fetched)d of %(sent)d parties have fetched it"
            ) % {
                "event": event.name,
                "day": _day(compilation.delivered_at),
                "fetched": fetched,
                "sent": sent,
            }


def _fetching(desk: _Desk) -> Iterator[Task]:
    for package in desk.packages:
        if not _fetched_at(package):
            title = _("Fetch your material of %s") % package.compilation.subject.name
            note = ngettext(
                "%(organisation)s: one sentence of your own, and how the hall answered.",
                "%(organisation)s: %(count)d sentences of your own, and how the hall answered.",
                package.contribution_count,
            ) % {"organisation": _organisation(package), "count": package.contribution_count}
            yield _task(desk, title, note, reverse("download", args=[package.pk]), word=_("Delivered, not fetched"))


def _naming(desk: _Desk) -> Iterator[Task]:
    for one in desk.unmanned:
        title = _("Name a contact point: %s") % one.party.organisation.name
        note = _("In %(missing)d of %(total)d goal areas nobody knows whom to turn to.") % {
            "missing": one.missing_count,
            "total": one.area_count,
        }
        url = reverse("party_contacts", args=[desk.negotiation.slug, one.party.number])
        yield _task(desk, title, note, url, word=_("Missing"))


def _awaiting(desk: _Desk) -> Iterator[Task]:
    arrived = {package.compilation.event_id for package in desk.packages}
    for event in desk.events:
        if event.pk not in arrived:
            url = reverse("journey", args=[desk.negotiation.slug])
            note = _("You get a letter with a link when it has been compiled and delivered.")
            yield _task(desk, _("The material of %s comes later") % event.name, note, url, tone="wait")


def _fetched(desk: _Desk) -> Iterator[str]:
    for package in desk.packages:
        if at := _fetched_at(package):
            words = {"event": package.compilation.subject.name, "day": _day(at), "organisation": _organisation(package)}
            yield _("%(organisation)s fetched its material of %(event)s %(day)s") % words


def _task(desk: _Desk, title: str, note: str, url: str, *, tone: str = "now", word: str = "") -> Task:
    return Task(title, note, url, desk.negotiation.name, tone=tone, word=word)


def _fetched_at(package: Package) -> dt.datetime | None:
    at: dt.datetime | None = getattr(package, "fetched_at", None)
    return at


def _organisation(package: Package) -> str:
    return package.party.organisation.name if package.party else ""


def _day(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
