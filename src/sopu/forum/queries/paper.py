"""What a paper form of an event says."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.forum.documents.paper import Asked, Paper, Sheet
from sopu.forum.models import Event, ParticipantRole


def paper_of(event: Event, *, language: str) -> Paper:
    """The forms of the event in that language, a sheet a discussion: two queries."""
    with override(language):
        prompts = [
            Asked(one.question_in(language), str(capfirst(one.get_kind_display()))) for one in event.prompts.all()
        ]
        return Paper(
            language=language,
            event=event.name_in(language),
            day=event.starts_at,
            author=event.negotiation.county.name_in(language),
            code=event.code,
            url=f"{settings.ORIGIN}/j/{event.code}",
            sheets=[Sheet(str(one.number), one.name_in(language)) for one in event.discussions.all()],
            prompts=prompts,
            roles=[str(capfirst(label)) for key, label in ParticipantRole.choices if key],
            words=_words(),
        )


def _words() -> dict[str, str]:
    return {
        "title": _("Your sentences on paper"),
        "lead": _("Write one thought a line, in your own words. What is written here is typed into the same forum."),
        "organisation": _("Organisation"),
        "role": _("Role"),
        "join": _("By phone instead"),
        "join_words": _("Point the camera at the picture, or open %(address)s and give the code %(code)s."),
        "qr": _("QR code of the address where one joins"),
        "sees": _("Who sees what"),
        "sees_words": _(
            "Everybody sees the sentences, without a name. A commitment is shown with the organisation’s name, as a "
            "candidate that binds nobody. A role is never shown beside a sentence."
        ),
        "names": _("Do not write names or other personal data: neither your own nor anybody else’s."),
        "authority": _("The material is an authority's document: anybody may ask to see it."),
        "page_of": _("Page"),
    }
