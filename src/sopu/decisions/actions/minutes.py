"""Published minutes are read and proposed as a case's; a person confirms what is recorded, or dismisses them.

Pages are fetched before anything is stored: no transaction waits for another's server.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.digests import sha256
from sopu.core.minutes import FeedItem, MinutesItem, NotMinutes, read_feed, read_item
from sopu.core.refusals import Refused
from sopu.decisions.actions.cases import place_on_agenda
from sopu.decisions.actions.recording import Ruling, record_decision
from sopu.decisions.models import AgendaItem, Case, Decision, MinutesMatch
from sopu.decisions.queries.candidates import candidates_of, site_of
from sopu.decisions.queries.minutes_words import FETCH_WORDS, PAGE_WORDS
from sopu.decisions.rules.matching import Candidate, is_worth_reading, matches_of, proposed
from sopu.decisions.rules.readings import reading_of, said_by
from sopu.negotiations.models import Negotiation, Party
from sopu.organisations.models import Body
from sopu.texts.models import Version
from sopu.web.fetching import NotFetched, fetched

MOST_PAGES = 12
"""Item pages that one look at a feed fetches: as many as a party's meeting may have of our matters, and not a crawl."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the feeds came to: how many feeds there were and failed, and the matches that are new."""

    feed_count: int
    failed_count: int
    found: tuple[MinutesMatch, ...]


def read_minutes(
    *,
    negotiation: Negotiation,
    by: User | None,
    now: dt.datetime,
    url: str = "",
    content: bytes = b"",
    file_name: str = "",
    parties: Iterable[Party] | None = None,
) -> MinutesMatch:
    """A page of minutes, fetched from `url` or given as a file, is proposed as a case's of these parties (else all).

    The same page is found once; it comes back as it was. Refused when the page can't be had or is no item.
    """
    if url:
        content, url = _fetched(url)
    item = _item(content, url)
    candidates = candidates_of(_cases(negotiation, parties))
    return _keep(negotiation, item, content, candidates, by=by, now=now, url=url, file_name=file_name)


def look_at_feeds(
    *, negotiation: Negotiation, by: User | None, now: dt.datetime, parties: Iterable[Party] | None = None
) -> Looked:
    """The feeds of the parties' cases are looked at, each once; what seems to be a case's is proposed.

    Off the network nothing is lost: each case keeps when its feed was last read and what went wrong since.
    """
    by_feed: dict[str, list[Case]] = defaultdict(list)
    for case in _cases(negotiation, parties):
        if case.feed:
            by_feed[case.feed].append(case)
    found: list[MinutesMatch] = []
    failed = 0
    for feed, cases in by_feed.items():
        try:
            found += _looked(negotiation, feed, cases, by, now)
        except NotFetched as reason:
            failed += 1
            _note_look(cases, failure=reason.code)
        except NotMinutes as reason:
            failed += 1
            _note_look(cases, failure=reason.reason)
        else:
            _note_look(cases, looked_at=now)
    return Looked(len(by_feed), failed, tuple(found))


@transaction.atomic
def confirm_match(
    *,
    match: MinutesMatch,
    case: Case,
    version: Version,
    body: Body,
    ruling: Ruling,
    by: User | None,
    now: dt.datetime,
) -> Decision:
    """A person has looked: what the body decided is recorded, as they put it."""
    kept = _waiting(match)
    decision = record_decision(case=case, version=version, body=body, ruling=ruling, by=by, now=now)
    kept.case, kept.decision = case, decision
    kept.save(update_fields=["case", "decision"])
    return decision


@transaction.atomic
def confirm_placing(
    *,
    match: MinutesMatch,
    case: Case,
    version: Version,
    body: Body,
    meeting_on: dt.date,
    number: str,
    by: User | None,
    now: dt.datetime,
) -> AgendaItem:
    """A person has looked: the case is on the agenda of that meeting."""
    kept = _waiting(match)
    item = place_on_agenda(case=case, version=version, body=body, meeting_on=meeting_on, number=number, by=by, now=now)
    kept.case, kept.item = case, item
    kept.save(update_fields=["case", "item"])
    return item


@transaction.atomic
def dismiss_match(*, match: MinutesMatch, reason: str, by: User | None, now: dt.datetime) -> MinutesMatch:
    """The minutes are not of this matter, or tell nothing to record; the reason is kept."""
    if not reason.strip():
        raise Refused("no_reason", _("Write why the minutes are dismissed. Nothing was changed."))
    kept = _waiting(match)
    kept.reason, kept.dismissed_by, kept.dismissed_at = reason.strip(), by, now
    kept.save(update_fields=["reason", "dismissed_by", "dismissed_at"])
    return kept


def _waiting(match: MinutesMatch) -> MinutesMatch:
    """The match as it is now, held until the change is done."""
    kept = MinutesMatch.objects.select_for_update().get(pk=match.pk)
    if not kept.is_waiting:
        raise Refused("settled", _("These minutes have been confirmed or dismissed already. Nothing was changed."))
    return kept


def _cases(negotiation: Negotiation, parties: Iterable[Party] | None) -> list[Case]:
    cases = Case.objects.in_negotiation(negotiation).at_hand()
    return list(cases if parties is None else cases.filter(party__in=list(parties)))


def _fetched(url: str) -> tuple[bytes, str]:
    try:
        found = fetched(url)
    except NotFetched as reason:
        raise Refused(reason.code, _told(FETCH_WORDS[reason.code])) from reason
    return found.content, found.url


def _item(content: bytes, url: str) -> MinutesItem:
    try:
        return read_item(content, url)
    except NotMinutes as reason:
        raise Refused(reason.reason, _told(PAGE_WORDS[reason.reason])) from reason


def _told(words: str | Promise) -> str:
    kept = _("Nothing was stored.")
    return f"{words} {kept}"


def _looked(
    negotiation: Negotiation, feed: str, cases: list[Case], by: User | None, now: dt.datetime
) -> Iterator[MinutesMatch]:
    """What the feed leads to that seems to be one of the cases and was not known; raises as fetching and reading do."""
    came = fetched(items_feed(feed))
    entries = read_feed(came.content, came.url)
    candidates = candidates_of(cases)
    known = set(MinutesMatch.objects.filter(negotiation=negotiation).values_list("url", flat=True))
    asked = [
        entry
        for entry in entries
        if entry.url not in known and is_worth_reading(entry.title, entry.body, entry.meeting_on, candidates)
    ]
    for entry in asked[:MOST_PAGES]:
        if match := _followed(negotiation, entry, candidates, by, now):
            yield match


def items_feed(feed: str) -> str:
    """The feed of items beside Dynasty's feed of meetings; any other address as it is."""
    return feed.replace("page=rss/meetings", "page=rss/meetingitems")


def _followed(
    negotiation: Negotiation, entry: FeedItem, candidates: list[Candidate], by: User | None, now: dt.datetime
) -> MinutesMatch | None:
    """The match that an entry leads to; nothing when its page can't be had now, is no item, or is no case's."""
    try:
        came = fetched(entry.url)
        item = read_item(came.content, came.url)
    except (NotFetched, NotMinutes):
        return None
    if proposed(matches_of(said_by(item, site_of(came.url)), candidates)) is None:
        return None
    return _keep(negotiation, item, came.content, candidates, by=by, now=now, url=entry.url)


@transaction.atomic
def _keep(
    negotiation: Negotiation,
    item: MinutesItem,
    content: bytes,
    candidates: list[Candidate],
    *,
    by: User | None,
    now: dt.datetime,
    url: str = "",
    file_name: str = "",
) -> MinutesMatch:
    said = said_by(item, site_of(url))
    best = proposed(matches_of(said, candidates))
    match, _is_new = MinutesMatch.objects.get_or_create(
        negotiation=negotiation,
        sha256=sha256(content),
        defaults={
            "case_id": best.case if best else None,
            "url": url,
            "file_name": file_name[:200],
            "reading": reading_of(item, said, best).as_json(),
            "found_at": now,
            "found_by": by,
        },
    )
    return match


@transaction.atomic
def _note_look(cases: list[Case], *, looked_at: dt.datetime | None = None, failure: str = "") -> None:
    """When the feed was read, or what went wrong; the last time that it was read stays."""
    for case in cases:
        case.feed_looked_at = looked_at or case.feed_looked_at
        case.feed_failure = failure
        case.save(update_fields=["feed_looked_at", "feed_failure"])
