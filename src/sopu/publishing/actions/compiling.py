"""The material of an event is compiled into packages: one for each party, and the whole."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.actions.sealing import seal_said
from sopu.forum.models import Event
from sopu.negotiations.models import Party
from sopu.organisations.rules import main_language
from sopu.publishing import files
from sopu.publishing.actions.packing import packs_of
from sopu.publishing.actions.storing import add_package, finish, record_failure, start
from sopu.publishing.documents.material import Extract, Material
from sopu.publishing.documents.package import package_name, party_package, whole_files, whole_package
from sopu.publishing.models import Compilation, Package
from sopu.publishing.queries.material import extracts_of, material_of
from sopu.publishing.queries.packs import packed_cases
from sopu.texts.models import Version

WHOLE_LANGUAGE = "fi"


LONGEST_COMPILATION = dt.timedelta(minutes=15)
"""After this a compilation that is still under way is taken to be broken off: its worker has died."""


@transaction.atomic
def request_compilation(*, event: Event, requested_by: User | None, now: dt.datetime) -> Compilation:
    """A compilation of the event is asked for; while one is under way, asking again gives the same one.

    A rehearsal is never compiled.
    """
    if event.is_rehearsal:
        raise Refused("rehearsal", _("This event is a rehearsal: nothing that is said in it becomes material."))
    Compilation.objects.under_way().filter(event=event, requested_at__lt=now - LONGEST_COMPILATION).update(
        failure="broken off"
    )
    total = Party.objects.filter(negotiation=event.negotiation_id).count() + 1
    compilation, _is_new = Compilation.objects.under_way().get_or_create(
        event=event, defaults={"requested_by": requested_by, "requested_at": now, "total_count": total}
    )
    return compilation


@transaction.atomic
def request_packs(*, version: Version, requested_by: User | None, now: dt.datetime) -> Compilation:
    """Decision packs of a submitted version are asked for; while they are being made, asking again gives the same."""
    if not version.is_public:
        raise Refused("not_submitted", _("Only a submitted version has decision packs. Nothing was made."))
    total = len(packed_cases(version))
    if not total:
        raise Refused("no_cases", _("Nobody has a case of this document yet: open the cases first. Nothing was made."))
    Compilation.objects.under_way().filter(version=version, requested_at__lt=now - LONGEST_COMPILATION).update(
        failure="broken off"
    )
    compilation, _is_new = Compilation.objects.under_way().get_or_create(
        version=version, defaults={"requested_by": requested_by, "requested_at": now, "total_count": total}
    )
    return compilation


def compile_material(*, compilation: Compilation, now: dt.datetime) -> Iterator[Package]:
    """The packages are made one after another, each there as soon as it is done; a failure is recorded and raised.

    What was said up to one moment goes into all of them: the extracts are read with the whole, before the first file.
    What came after a closed event was sealed is sealed first.
    """
    try:
        if compilation.event:
            seal_said(event=compilation.event, now=now)
            yield from _packages(compilation, compilation.event, now)
        else:
            yield from packs_of(compilation=compilation, now=now)
    except Exception as failure:
        record_failure(compilation=compilation, failure=type(failure).__name__)
        raise


def _packages(compilation: Compilation, event: Event, now: dt.datetime) -> Iterator[Package]:
    parties = list(event.negotiation.parties.with_organisations())
    languages = {party.pk: main_language(party.organisation.language_status) for party in parties}
    read = {language: _read(event, language, now) for language in {WHOLE_LANGUAGE, *languages.values()}}
    material, _ = read[WHOLE_LANGUAGE]
    start(compilation=compilation, last_contribution=material.last_contribution, now=now)
    whole = {language: whole_files(one) for language, (one, _) in read.items()}
    content = whole_package(material, whole[WHOLE_LANGUAGE])
    yield add_package(
        compilation=compilation,
        party=None,
        name=package_name(material),
        content=content,
        sentence_count=len(material.sentences),
    )
    for party in parties:
        one, extracts = read[languages[party.pk]]
        extract = extracts[party]
        yield add_package(
            compilation=compilation,
            party=party,
            name=package_name(one, extract),
            content=party_package(whole[languages[party.pk]], extract),
            sentence_count=len(extract.sentences),
        )
    finish(compilation=compilation)


def _read(event: Event, language: str, now: dt.datetime) -> tuple[Material, dict[Party, Extract]]:
    material = material_of(event, language=language, compiled_at=now)
    return material, extracts_of(event, material, language=language)


@transaction.atomic
def discard_compilation(*, compilation: Compilation) -> None:
    """A compilation goes with its packages, deliveries and files; only demonstrations are discarded."""
    names = list(compilation.packages.values_list("file", flat=True))
    compilation.delete()
    for name in names:
        transaction.on_commit(partial(files.discard, name))
