"""Comment rounds are opened and closed, and parties comment on clauses."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import Sent, send_letters, write_letter
from sopu.negotiations.models import Mandate, Negotiation, Party
from sopu.organisations.rules import main_language
from sopu.texts.actions.versions import freeze
from sopu.texts.models import Clause, Comment, CommentRound, Document, Purpose
from sopu.texts.queries.rounds import heard_in


@transaction.atomic
def open_round(*, document: Document, due_on: dt.date, words: str, by: User | None, now: dt.datetime) -> CommentRound:
    """The draft is frozen for comments, and every coordinator of the document's parties gets a letter with a link.

    A document has one open round at a time, and its last day is not before today.
    """
    document = Document.objects.select_for_update(of=("self",)).select_related("negotiation").get(pk=document.pk)
    if CommentRound.objects.of(document).under_way().exists():
        raise Refused("round_under_way", _("A comment round is under way already. Close it first."))
    if due_on < timezone.localdate(now):
        raise Refused("due_before_today", _("The last day has passed already. Choose a later one."))
    version = freeze(document=document, purpose=Purpose.COMMENT, note="", by=by, now=now)
    opened = CommentRound.objects.create(
        version=version, due_on=due_on, words=words.strip(), opened_by=by, opened_at=now
    )
    for party in document.parties.with_organisations():
        _write(opened, party, now)
    return opened


def _write(its_round: CommentRound, party: Party, now: dt.datetime) -> None:
    """To each of the party's coordinators, in the language in which the organisation works first."""
    language, document = main_language(party.organisation.language_status), its_round.version.document
    for mandate in Mandate.objects.coordinating(party, timezone.localdate(now)):
        with override(language):
            facts = {
                "round": its_round,
                "to": mandate.user,
                "document": document.name_in(language),
                "party": party.organisation.name_in(language),
                "link": settings.ORIGIN + reverse("round", args=[its_round.pk]),
                "own": settings.ORIGIN + reverse("round_party", args=[its_round.pk, party.number]),
            }
            subject, body = _letter(its_round, facts)
        write_letter(negotiation=document.negotiation, to=mandate.user, subject=subject[:200], body=body, now=now)


def _letter(its_round: CommentRound, facts: dict[str, Any]) -> tuple[str, str]:
    """What the party is asked, or where it reads what became of its own."""
    if its_round.closed_at is None:
        return _("For comments: %(document)s") % facts, render_to_string("texts/round_letter.txt", facts)
    return _("What became of your comments: %(document)s") % facts, render_to_string("texts/round_closed.txt", facts)


def post(*, negotiation: Negotiation) -> Sent:
    """The waiting letters are handed to the mail server."""
    return send_letters(negotiation=negotiation)


@transaction.atomic
def close_round(*, round: CommentRound, summary: str, by: User | None, now: dt.datetime) -> CommentRound:
    """A round takes nothing more in; its summary says what came of it. Proposals can still be answered.

    The coordinators of each party that has said something get a letter with a link to what became of it.
    """
    current = CommentRound.objects.select_for_update(of=("self",)).select_related("version__document").get(pk=round.pk)
    if current.closed_at is not None:
        raise Refused("closed_already", _("The comment round has been closed already."))
    current.summary, current.closed_by, current.closed_at = summary.strip(), by, now
    current.save(update_fields=["summary", "closed_by", "closed_at"])
    heard = [organisation for _round, organisation in heard_in([current])]
    for party in current.version.document.parties.with_organisations().filter(organisation__in=heard):
        _write(current, party, now)
    return current


def demand_open(*, round: CommentRound, party: Party) -> CommentRound:
    """The round as it is now, which takes in what this party of the document says; else it is refused.

    What comes after the last day is taken in until the round is closed, and is marked as late: the law names no day
    after which an authority may not hear a party, and a board's statement often comes a day after.
    """
    current = CommentRound.objects.select_for_update(of=("self",)).select_related("version").get(pk=round.pk)
    if current.closed_at is not None:
        raise Refused("round_closed", _("The comment round has been closed. Nothing was stored."))
    if not Party.objects.filter(pk=party.pk, documents=current.version.document_id).exists():
        raise Refused("not_a_party", _("This organisation is not a party of the document. Nothing was stored."))
    return current


@transaction.atomic
def comment(
    *,
    round: CommentRound,
    party: Party,
    clause: Clause | None,
    text: str,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID,
) -> Comment:
    """A party says something of a clause, or of the whole; the same act stores nothing twice.

    Other words under an id that is taken are another act: somebody went back to a form that they had sent.
    """
    current = CommentRound.objects.select_for_update().get(pk=round.pk)
    text = text.replace("\r\n", "\n").strip()
    if done := Comment.objects.filter(act_id=act_id).first():
        if (done.round_id, done.party_id, done.clause, done.text) == (current.pk, party.pk, clause, text):
            return done
        act_id = uuid.uuid4()
    demand_open(round=current, party=party)
    if not text:
        raise Refused("no_words", _("Write the comment first."))
    if clause is not None and not current.version.clauses.filter(clause=clause).exists():
        raise Refused("another_text", _("This clause is not in the version that is commented on. Nothing was stored."))
    return Comment.objects.create(
        act_id=act_id, round=current, party=party, clause=clause, text=text, written_by=by, written_at=now
    )


@transaction.atomic
def withdraw_comment(*, comment: Comment, now: dt.datetime) -> Comment:
    """A party takes a comment back while the round is open; it stays, and is shown as taken back."""
    current = Comment.objects.select_for_update(of=("self",)).select_related("round").get(pk=comment.pk)
    if current.round.closed_at is not None:
        raise Refused("round_closed", _("The comment round has been closed. Nothing was stored."))
    current.withdrawn_at = current.withdrawn_at or now
    current.save(update_fields=["withdrawn_at"])
    return current
