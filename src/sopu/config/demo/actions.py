"""The demonstration is loaded, removed and brought back."""

from collections.abc import Mapping
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.config.demo import COUNTY, SEED, SLUG, TEMPLATE, TERM, content, hall
from sopu.config.demo.accounts import STAFF, email_of, give_accounts
from sopu.config.demo.contacts import put_contact_points
from sopu.config.demo.duties import put_meetings
from sopu.config.demo.removing import remove_negotiation
from sopu.config.demo.room import key_of
from sopu.config.demo.seating import Seats, put_answers, put_guests, put_moderation, put_sentences, put_silence
from sopu.config.demo.understanding import put_synthesis
from sopu.core.refusals import Refused
from sopu.forum.actions.opening import open_discussion, open_event
from sopu.forum.models import Discussion, Event, Prompt
from sopu.negotiations.actions.creating import Course, set_up_negotiation
from sopu.negotiations.actions.milestones import reach_station
from sopu.negotiations.models import Negotiation, Role, Station


@transaction.atomic
def reset_demo() -> Event:
    """The demonstration as it was on the first day: what was there of it goes, and nothing else."""
    demand_demonstration()
    standing = Negotiation.objects.filter(slug=SLUG).first()
    if standing is not None and not standing.is_demo:
        raise Refused("not_a_demonstration", _("“%s” is a real negotiation here, and stays as it is.") % SLUG)
    if standing is not None:
        remove_negotiation(standing)
    return _load()


@transaction.atomic
def load_demo_if_absent() -> Event | None:
    """The demonstration, when there is none; else nothing happens."""
    demand_demonstration()
    return None if Negotiation.objects.filter(slug=SLUG).exists() else _load()


def demand_demonstration() -> None:
    """Refuses where real people may sign in: accounts whose password is printed belong to a demonstration only."""
    if not settings.DEMONSTRATION:
        raise Refused(
            "not_for_demonstrations",
            _("This installation has a secret key of its own, so it is not a demonstration: nothing was changed."),
        )


def _load() -> Event:
    occasion = content.occasion()
    negotiation = set_up_negotiation(
        county_code=COUNTY,
        term_year=TERM,
        slug=SLUG,
        on=occasion.starts_at.date(),
        course=Course(template=TEMPLATE),
        is_demo=True,
    )
    reach_station(negotiation=negotiation, station=Station.DUTY, on=occasion.plan_noted_on)
    reach_station(negotiation=negotiation, station=Station.FORUM, on=occasion.starts_at.date())
    parties = list(negotiation.parties.with_organisations())
    users = give_accounts(negotiation, parties)
    owner, facilitator, reader = (
        users[email_of(STAFF[role][0])] for role in (Role.PROCESS_OWNER, Role.FACILITATOR, Role.READER)
    )
    put_meetings(negotiation, owner, reader)
    put_contact_points(parties, list(negotiation.goal_areas.all()), owner)
    event = _hold_event(negotiation, occasion, facilitator)
    organisations = {key_of(party.organisation.kind, party.organisation.code): party.organisation for party in parties}
    _fill_hall(Seats(event, organisations, facilitator), occasion, owner)
    return event


def _hold_event(negotiation: Negotiation, occasion: content.Occasion, facilitator: User) -> Event:
    event = Event.objects.create(
        negotiation=negotiation,
        code=occasion.code,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        is_demo=True,
        **_named("name", occasion.names),
    )
    Prompt.objects.bulk_create(
        Prompt(event=event, kind=question.kind, number=number, **_named("question", question.texts))
        for number, question in enumerate(occasion.questions, 1)
    )
    open_event(event=event, now=occasion.starts_at, made_by=facilitator)
    for area, opens_at in zip(negotiation.goal_areas.all(), occasion.discussions_open_at, strict=True):
        names = {language: area.name_in(language) for language in ("fi", "sv", "en")}
        discussion = Discussion.objects.create(event=event, goal_area=area, number=area.number, **_named("name", names))
        open_discussion(discussion=discussion, now=opens_at, made_by=facilitator)
    return event


def _named(field: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in texts.items()}


def _fill_hall(seats: Seats, occasion: content.Occasion, owner: User) -> None:
    chance = Random(SEED)  # noqa: S311  # an invented hall, the same each time; no secret hangs on it
    populations = {key: one.population or 0 for key, one in seats.organisations.items() if key.isdecimal()}
    gathered = hall.gather(content.guests(), content.sentences(), occasion.discussions_open_at, populations, chance)
    people = put_guests(seats, gathered, chance)
    said = put_sentences(seats, gathered, people, chance)
    put_silence(seats, gathered, people)
    put_answers(gathered, people, said)
    put_moderation(seats, gathered, said)
    put_synthesis(seats, gathered, said, owner)
