"""A file of values comes in as a preview, and its values are kept when a person says so."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import digests
from sopu.core.refusals import Refused
from sopu.plans.actions.files import demand_waiting, refused_unless_readable
from sopu.plans.actions.observations import Kept, keep_values
from sopu.plans.documents.series_files import read_series, reading_from_json
from sopu.plans.models import Indicator, Retrieval, SeriesIntake
from sopu.plans.queries.series_intakes import area_names
from sopu.plans.rules import Source


@transaction.atomic
def take_in_series(
    *, indicator: Indicator, name: str, content: bytes, by: User | None, now: dt.datetime, act_id: uuid.UUID
) -> SeriesIntake:
    """A file is read and kept to be seen; the file itself is not kept. A series that is fetched takes none."""
    if done := SeriesIntake.objects.filter(act_id=act_id).first():
        return done
    if indicator.source != Source.FILE:
        raise Refused("is_fetched", _("The values of this indicator are fetched from their source, not brought."))
    with refused_unless_readable():
        reading = read_series(name, content, area_names(indicator.negotiation, now.date()))
    return SeriesIntake.objects.create(
        act_id=act_id,
        indicator=indicator,
        sha256=digests.sha256(content),
        reading=reading.as_json(),
        taken_by=by,
        taken_at=now,
    )


@transaction.atomic
def confirm_series(*, intake: SeriesIntake, by: User | None, now: dt.datetime) -> Kept:
    """What was read is kept: what is new, and what has changed under a new number."""
    current = waiting(intake)
    values = [one.value for one in reading_from_json(current.reading).told]
    if not values:
        raise Refused("no_values", _("There is no value in the file that was understood. Nothing was stored."))
    retrieval = Retrieval.objects.create(
        indicator=current.indicator, begun_at=now, ended_at=now, sha256=current.sha256, asked_by=by
    )
    kept = keep_values(indicator=current.indicator, values=values, retrieval=retrieval, now=now)
    current.confirmed_at = now
    current.save(update_fields=["confirmed_at"])
    return kept


@transaction.atomic
def discard_series(*, intake: SeriesIntake, now: dt.datetime) -> None:
    """The preview is set aside; nothing of it is kept as values."""
    current = waiting(intake)
    current.discarded_at = now
    current.save(update_fields=["discarded_at"])


def waiting(intake: SeriesIntake) -> SeriesIntake:
    """The preview as it is now, which nobody has confirmed or discarded; two presses come one after the other."""
    current = SeriesIntake.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=intake.pk)
    demand_waiting(current)
    return current
