"""The cases that published minutes may be of, as the rule of matching asks them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils import timezone

from sopu.decisions.models import AgendaItem, Case
from sopu.decisions.rules.matching import Candidate, Handler
from sopu.organisations.models import Body
from sopu.texts.models import Document, Purpose, VersionText


def candidates_of(cases: Iterable[Case]) -> list[Candidate]:
    """Each case with its bodies, meetings and submitted wordings; in a fixed number of questions. Cases are at hand."""
    chosen = list(cases)
    meetings: dict[tuple[int, int], set[dt.date]] = defaultdict(set)
    for item in AgendaItem.objects.filter(case__in=chosen):
        meetings[item.case_id, item.body_id].add(item.meeting_on)
    texts: dict[int, list[VersionText]] = defaultdict(list)
    documents = {case.document_id for case in chosen}
    submitted = VersionText.objects.filter(version__purpose=Purpose.DECISION, version__document__in=documents)
    for text in submitted.select_related("version"):
        texts[text.version.document_id].append(text)
    return [_candidate(case, meetings, texts[case.document_id]) for case in chosen]


def site_of(url: str) -> str:
    """The host of an address; empty without one."""
    return urlsplit(url).hostname or ""


def _candidate(case: Case, meetings: dict[tuple[int, int], set[dt.date]], texts: list[VersionText]) -> Candidate:
    bodies = [body for body in (case.decides, case.prepares) if body is not None]
    moments = [text.version.made_at for text in texts]
    return Candidate(
        case=case.pk,
        number=case.number,
        handlers=tuple(Handler(body.pk, _names(body), frozenset(meetings[case.pk, body.pk])) for body in bodies),
        titles=tuple(dict.fromkeys([*_names(case.document), *(text.title for text in texts)])),
        fingerprints=frozenset(text.sha256 for text in texts),
        since=timezone.localdate(min(moments)) if moments else None,
        site=site_of(case.feed),
    )


def _names(named: Body | Document) -> tuple[str, ...]:
    return tuple(name for name in (named.name_fi, named.name_sv, named.name_en) if name)
