"""What of an event goes to the regional wellbeing plan, frozen for the file that is handed over."""

import datetime as dt

from sopu.forum.models import Event
from sopu.publishing.documents.handover import part_for
from sopu.publishing.documents.material import Material
from sopu.publishing.queries.material import material_of


def handover_of(event: Event, *, language: str, made_at: dt.datetime) -> Material:
    """The part of the event's material that goes to the wellbeing plan, as it stands now."""
    return part_for(material_of(event, language=language, compiled_at=made_at))
