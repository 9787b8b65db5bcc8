"""`sopu event`: events are made, copied and listed, and a rehearsal ends."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.actions.events import EventPlan, copy_event, create_event, end_rehearsal
from sopu.forum.models import Event, ModerationMode
from sopu.negotiations.models import Negotiation

HOURS = 3


class Command(BaseCommand):
    help = "Makes an event of all goal areas, copies one as a template, or ends a rehearsal without a trace."
    example = (
        "sopu event create keski-suomi-2025 'Kevään foorumi' 2026-04-17T13:00 --rehearsal",
        "sopu event copy KS7M2A 2026-10-16T13:00",
        "sopu event end-rehearsal KS7M2A",
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Says what may follow the command."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="create|copy|end-rehearsal")
        create = verbs.add_parser("create", help="makes an event that opens when a facilitator opens it")
        create.add_argument("negotiation", metavar="SLUG")
        create.add_argument("name", help="in Finnish")
        create.add_argument("starts_at", metavar="TIME", type=dt.datetime.fromisoformat, help="2026-04-17T13:00")
        create.add_argument("--hours", type=float, default=HOURS, help="how long it lasts; else three")
        create.add_argument("--place", default="")
        create.add_argument("--rehearsal", action="store_true", help="all that is said is deleted when it ends")
        create.add_argument("--approve-first", action="store_true", help="a facilitator sees each sentence first")
        copy = verbs.add_parser("copy", help="makes another with the same structure; nothing that was said")
        copy.add_argument("code", metavar="CODE")
        copy.add_argument("starts_at", metavar="TIME", type=dt.datetime.fromisoformat)
        end = verbs.add_parser("end-rehearsal", help="deletes what was said and who joined; the event stays")
        end.add_argument("code", metavar="CODE")
        for verb in (create, copy, end):
            verb.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does it, and says what there is now."""
        event = {"create": _created, "copy": _copied, "end-rehearsal": _ended}[options["verb"]](options)
        if options["json"]:
            told = {"code": event.code, "negotiation": event.negotiation.slug, "is_rehearsal": event.is_rehearsal}
            self.stdout.write(json.dumps(told))
            return
        moment = timezone.localtime(event.starts_at)
        self.stdout.write(f"{event.code}: {event.name}, {moment:%d.%m.%Y %H.%M}")


def _created(options: dict[str, Any]) -> Event:
    negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
    if negotiation is None:
        raise Refused(
            "no_such_negotiation", _("There is no negotiation called %(slug)s.") % {"slug": options["negotiation"]}
        )
    starts_at = _moment(options["starts_at"])
    return create_event(
        negotiation=negotiation,
        plan=EventPlan(
            names={"fi": options["name"]},
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=options["hours"]),
            goal_areas=frozenset(area.number for area in negotiation.goal_areas.all()),
            place=options["place"],
            moderation=ModerationMode.BEFORE if options["approve_first"] else ModerationMode.AFTER,
            is_rehearsal=options["rehearsal"],
        ),
    )


def _copied(options: dict[str, Any]) -> Event:
    return copy_event(event=_event(options["code"]), starts_at=_moment(options["starts_at"]))


def _ended(options: dict[str, Any]) -> Event:
    event = _event(options["code"])
    end_rehearsal(event=event)
    return event


def _event(code: str) -> Event:
    event = Event.objects.with_negotiations().filter(code=codes.tidy(code)).first()
    if event is None:
        raise Refused("no_such_event", _("There is no event with the code %(code)s.") % {"code": code})
    return event


def _moment(told: dt.datetime) -> dt.datetime:
    return told if told.tzinfo else timezone.make_aware(told)
