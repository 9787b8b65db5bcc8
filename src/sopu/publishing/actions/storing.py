"""Packages are kept one after another, so that a page can show how far the work has come."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sopu.core.digests import sha256
from sopu.negotiations.models import Party
from sopu.publishing import files
from sopu.publishing.models import Compilation, Package


@transaction.atomic
def start(*, compilation: Compilation, now: dt.datetime, last_contribution: int = 0) -> None:
    """A compilation that was broken off begins again from nothing."""
    compilation.packages.all().delete()
    compilation.started_at, compilation.done_count = now, 0
    compilation.last_contribution = last_contribution
    compilation.save()


@transaction.atomic
def add_package(
    *, compilation: Compilation, party: Party | None, name: str, content: bytes, sentence_count: int = 0
) -> Package:
    """A package is kept as a file, and is there at once."""
    file = f"packages/{compilation.pk}/{name}"
    files.keep(file, content)
    Compilation.objects.filter(pk=compilation.pk).update(done_count=F("done_count") + 1)
    return Package.objects.create(
        compilation=compilation,
        party=party,
        file=file,
        sha256=sha256(content),
        size=len(content),
        contribution_count=sentence_count,
    )


@transaction.atomic
def finish(*, compilation: Compilation) -> None:
    """All packages are made."""
    Compilation.objects.filter(pk=compilation.pk).update(finished_at=timezone.now())


@transaction.atomic
def record_failure(*, compilation: Compilation, failure: str) -> None:
    """A compilation broke off; the word says by what."""
    Compilation.objects.filter(pk=compilation.pk).update(failure=failure)
