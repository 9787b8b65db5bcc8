"""What a party must do next with the plans of its negotiations, and what monitors and process owners must."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.negotiations.models import GoalArea, Mandate, Role
from sopu.plans.models import AreaMonitor, Commitment, MonitoringRound, Plan, ToDo
from sopu.plans.queries.coverage import Coverage, PartyCoverage, coverages_of
from sopu.publishing.queries.todo import Task, due
from sopu.texts.models import Version

Spoken = set[tuple[int, int]]
"""The organisations for which a person speaks, each in a negotiation."""


def monitoring_tasks(mandates: list[Mandate], today: dt.date) -> list[Task]:
    """Of all the negotiations that the person has mandates in; in a fixed number of questions."""
    spoken = {(one.negotiation_id, one.organisation_id) for one in mandates if one.role == Role.COORDINATOR}
    owned = {one.negotiation_id for one in mandates if one.role == Role.PROCESS_OWNER}
    prepared = owned | {one.negotiation_id for one in mandates if one.role == Role.PREPARER}
    monitored = [one for one in mandates if one.role == Role.MONITOR]
    found: list[Task] = []
    if not spoken and not prepared and not monitored:
        return found
    keys = {one.negotiation_id for one in mandates}
    rounds = MonitoringRound.objects.under_way().at_hand().filter(plan__document__negotiation__in=keys)
    covered = _areas_of(monitored)
    for coverage in coverages_of(list(rounds), today):
        key = coverage.round.plan.document.negotiation_id
        found += _reporting(coverage, spoken, today)
        if key in covered:
            found += [*_accepting(coverage, covered[key]), *_reading(coverage, today)]
        if key in owned:
            found += _closing(coverage, today)
    return [*found, *_committing(spoken), *_doing(spoken, today), *_submitting(prepared)]


def _areas_of(mandates: list[Mandate]) -> dict[int, set[int] | None]:
    """The goal areas that the monitor's mandates cover, by negotiation; nothing in the place of all of them."""
    chosen: dict[int, set[int]] = defaultdict(set)
    for one in AreaMonitor.objects.filter(mandate__in=mandates):
        chosen[one.mandate_id].add(one.goal_area_id)
    found: dict[int, set[int] | None] = {}
    for mandate in mandates:
        own = chosen.get(mandate.pk)
        before = found.get(mandate.negotiation_id, set())
        found[mandate.negotiation_id] = None if own is None or before is None else before | own
    return found


def _reporting(coverage: Coverage, spoken: Spoken, today: dt.date) -> Iterator[Task]:
    """Measures of which the person's organisations have still to report."""
    negotiation = coverage.round.plan.negotiation
    for one in coverage.silent:
        if (negotiation.pk, one.party.organisation_id) in spoken:
            url = reverse("our_measures", args=[coverage.round.pk, one.party.number])
            task = Task(
                _report_title(one), f"{one.party.organisation.name}: {coverage.round.name}", url, negotiation.name
            )
            yield due(task, coverage.round.due_on, today)


def _report_title(one: PartyCoverage) -> str:
    missing = one.count.missing + one.count.overdue
    if not missing:
        title = ngettext("Complete %(n)s report", "Complete %(n)s reports", one.count.returned)
        return title % {"n": one.count.returned}
    return ngettext("Say how %(n)s measure goes", "Say how %(n)s measures go", missing) % {"n": missing}


def _accepting(coverage: Coverage, areas: set[int] | None) -> Iterator[Task]:
    """Reports that wait for the person as a monitor."""
    own: list[GoalArea] = [one.goal_area for one in coverage.areas if areas is None or one.goal_area.pk in areas]
    if count := coverage.waiting_in(own):
        title = ngettext("Accept or return %(n)s report", "Accept or return %(n)s reports", count) % {"n": count}
        url = reverse("acceptances", args=[coverage.round.pk])
        yield Task(title, coverage.round.name, url, coverage.round.plan.negotiation.name, word=_("Waits for you"))


def _reading(coverage: Coverage, today: dt.date) -> Iterator[Task]:
    """Indicators that nobody has read in the round."""
    if count := coverage.unread_count:
        title = ngettext("Read %(n)s indicator", "Read %(n)s indicators", count) % {"n": count}
        url = reverse("readings", args=[coverage.round.pk])
        task = Task(title, coverage.round.name, url, coverage.round.plan.negotiation.name)
        yield due(task, coverage.round.due_on, today)


def _closing(coverage: Coverage, today: dt.date) -> Iterator[Task]:
    """A round whose due day has come: remind of it, or close it."""
    if today >= coverage.round.due_on:
        count, url = coverage.count, reverse("monitoring_round", args=[coverage.round.pk])
        note = _("%(answered)s of %(asked)s measures answered, %(accepted)s accepted. Remind the rest, or close it.")
        told = note % {"answered": count.answered, "asked": count.asked, "accepted": count.accepted}
        title = _("The answers of “%s” were due") % coverage.round.name
        yield due(Task(title, told, url, coverage.round.plan.negotiation.name), coverage.round.due_on, today)


def _committing(spoken: Spoken) -> Iterator[Task]:
    """Commitments that are proposed to the person's organisations and wait for an answer, by plan and party."""
    if not spoken:
        return
    waiting = Commitment.objects.waiting().filter(
        measure__left_out_at__isnull=True,
        measure__goal__left_out_at__isnull=True,
        party__negotiation__in={key for key, _organisation in spoken},
        party__organisation__in={organisation for _key, organisation in spoken},
    )
    at_hand = waiting.select_related("party__organisation", "measure__goal__plan__document__negotiation")
    counts = Counter((one.measure.goal.plan, one.party) for one in at_hand)
    for (plan, party), count in counts.items():
        if (party.negotiation_id, party.organisation_id) in spoken:
            title = ngettext("Answer %(n)s proposed commitment", "Answer %(n)s proposed commitments", count)
            url = reverse("party_commitments", args=[plan.pk, party.number])
            note = f"{party.organisation.name}: {plan.document.name}"
            yield Task(title % {"n": count}, note, url, plan.negotiation.name, word=_("Without an answer"))


def _doing(spoken: Spoken, today: dt.date) -> Iterator[Task]:
    """What municipal meetings left to the person's organisations to do."""
    if not spoken:
        return
    left = ToDo.objects.filter(
        done_at__isnull=True,
        party__negotiation__in={key for key, _organisation in spoken},
        party__organisation__in={organisation for _key, organisation in spoken},
    )
    for one in left.select_related("party__organisation", "party__negotiation", "point__meeting"):
        if (one.party.negotiation_id, one.party.organisation_id) in spoken:
            negotiation = one.party.negotiation
            url = reverse("municipal_meetings", args=[negotiation.slug])
            task = Task(one.text, f"{one.party.organisation.name}: {one.point.meeting.name}", url, negotiation.name)
            yield due(task, one.due_on, today) if one.due_on else task


def _submitting(prepared: set[int]) -> Iterator[Task]:
    """Plans that the boards have not been given yet: one page says what each still lacks."""
    if not prepared:
        return
    submitted = Version.objects.current().values("document")
    plans = Plan.objects.at_hand().filter(document__negotiation__in=prepared).exclude(document__in=submitted)
    for plan in plans.order_by("document__negotiation", "starts_on"):
        title = _("Make “%s” ready for the boards") % plan.document.name
        note = _("One page says what is fine, what must be mended, and where.")
        yield Task(title, note, reverse("plan_ready", args=[plan.pk]), plan.negotiation.name, word=_("Not submitted"))
