"""The agreement on the journey: how many clauses it has, how many have approved it, and whether it is in force."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from sopu.core.fingerprints import short
from sopu.decisions.queries.standing import DocumentStanding, standings_of
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Document, DocumentKind, VersionClause
from sopu.web.templatetags.kit import spaced


@dataclass(frozen=True, slots=True)
class Agreed:
    """The negotiation's agreement as it was submitted last, and what has been decided on it."""

    standing: DocumentStanding
    clause_count: int

    @property
    def words(self) -> tuple[str, str, str]:
        """The number of the station of the agreement, its unit, and a detail."""
        version = self.standing.version
        prints = self.standing.fingerprints
        print_ = short(prints.get(self.standing.document.original, ""))
        detail = _("version %(number)s, fingerprint %(short)s") % {"number": version.number, "short": print_}
        return spaced(self.clause_count), npgettext("after a number", "clause", "clauses", self.clause_count), detail

    @property
    def approval(self) -> tuple[str, str, str]:
        """The number of the station of approval, its unit, and a detail."""
        force, asked = self.standing.force, len([one for one in self.standing.cases if one.case.task == "approve"])
        approved = len(force.approved)
        unit = ngettext("party of %(total)s has approved", "parties of %(total)s have approved", approved)
        detail = ""
        if force.is_in_force and force.since:
            detail = _("in force since %(day)s") % {"day": date_format(force.since, "SHORT_DATE_FORMAT")}
        return spaced(approved), unit % {"total": spaced(asked)}, detail


def agreed_of(negotiation: Negotiation, today: dt.date) -> Agreed | None:
    """The strategic agreement of the negotiation, once it has been submitted; a draft is not told of."""
    documents = Document.objects.of(negotiation).filter(kind=DocumentKind.STRATEGIC).at_hand()
    found = next(reversed(standings_of(documents, today)), None)
    if found is None:
        return None
    count = VersionClause.objects.filter(version=found.version).count()
    return Agreed(found, count)
