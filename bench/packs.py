"""How long it takes to make decision packs for 24 parties, and to show what 24 parties decided on 40 documents.

    python bench/packs.py                  the packs of the demonstration's agreement with its redline, and the pages
    python bench/packs.py --runs 1 --documents 10

The agreement is compared with its predecessor, as a first version is. Everything happens in a database of its own in a
temporary folder; medians of the runs are printed.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

AT = dt.datetime(2025, 11, 14, 10, tzinfo=dt.UTC)
FORMS = {
    "PDF": (("pdf", "written"),),
    "DOCX": (("word", "written"), ("", "word_file")),
    "DOCX with tracked changes": (("", "tracked_file"),),
}
"""What writes a pack's files, by kind: a function of `pack_files`, or of a module that it has by this name."""


def a_version() -> Any:
    """The demonstration's agreement, submitted, with a case for each of the 24 parties."""
    from sopu.config.demo.actions import reset_demo
    from sopu.config.demo.deciding import open_all
    from sopu.config.demo.room import room_of
    from sopu.config.demo.wording import put_draft, put_framework
    from sopu.texts.actions.versions import freeze

    room = room_of(reset_demo())
    document = put_draft(room, put_framework(room))
    open_all(room, document)
    return freeze(document=document, purpose="decision", note="", by=None, now=AT)


def timed_forms(seconds: dict[str, list[float]]) -> None:
    """From here on, what writes files tells how long it takes."""
    from sopu.publishing.documents import pack_files

    for name, places in FORMS.items():
        for module, function in places:
            holder: Any = getattr(pack_files, module) if module else pack_files
            setattr(holder, function, timed(getattr(holder, function), seconds[name]))


def timed(act: Callable[..., Any], seconds: list[float]) -> Callable[..., Any]:
    """The same act, which keeps its seconds."""

    def measured(*args: Any, **named: Any) -> Any:
        start = time.perf_counter()
        made = act(*args, **named)
        seconds.append(time.perf_counter() - start)
        return made

    return measured


def packs(version: Any, runs: int) -> None:
    """From the press to the last pack."""
    from sopu.publishing.actions.compiling import compile_material, request_packs

    seconds: dict[str, list[float]] = defaultdict(list)
    timed_forms(seconds)
    totals, shares, size = [], defaultdict(list), 0
    for _ in range(runs):
        seconds_before = {name: sum(seconds[name]) for name in FORMS}
        start = time.perf_counter()
        compilation = request_packs(version=version, requested_by=None, now=AT)
        made = list(compile_material(compilation=compilation, now=AT))
        totals.append(time.perf_counter() - start)
        size = sum(one.size for one in made)
        for name in FORMS:
            shares[name].append(sum(seconds[name]) - seconds_before[name])
    clauses = version.clauses.count()
    say(f"{len(made)} packs of an agreement of {clauses} clauses with its redline, {size / 1e6:.1f} MB")
    say(f"{statistics.median(totals):8.2f} s  from the press to the last pack")
    for name in FORMS:
        say(f"{statistics.median(shares[name]):8.2f} s  of it {name}, {len(seconds[name]) // runs} files")


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def decided(version: Any, count: int) -> None:
    """More documents, each approved by every party."""
    from sopu.decisions.actions.cases import open_cases
    from sopu.decisions.models import AgendaItem, Decision
    from sopu.texts.actions.documents import begin_document
    from sopu.texts.actions.drafting import add_clause
    from sopu.texts.actions.versions import freeze

    day = AT.date()
    for number in range(count):
        document = begin_document(
            negotiation=version.document.negotiation, kind="other", names={"fi": f"Asiakirja {number}"}, by=None, now=AT
        )
        add_clause(document=document, kind="duty", language="fi", heading="Kohta", text="Teksti.", by=None, now=AT)
        frozen = freeze(document=document, purpose="decision", note="", by=None, now=AT)
        words = frozen.texts.get(language="fi").sha256
        items = AgendaItem.objects.bulk_create(
            AgendaItem(case=case, version=frozen, body=case.decides, meeting_on=day)
            for case in open_cases(document=document)
        )
        Decision.objects.bulk_create(
            Decision(item=item, outcome="approved", decided_on=day, section="89", fingerprint=words) for item in items
        )


def pages(version: Any, runs: int) -> None:
    """The page of all documents under decision, and the board of one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    negotiation = version.document.negotiation
    place = f"/fi/n/{negotiation.slug}"
    client = Client(headers={"host": "127.0.0.1"})
    told = {
        f"{place}/decisions/": f"decisions on {negotiation.documents.count()} documents",
        f"{place}/documents/{version.document.number}/board/": "the board of one document",
    }
    for path, name in told.items():
        seconds = []
        for _ in range(runs + 1):
            with CaptureQueriesContext(connection) as asked:
                start = time.perf_counter()
                answer = client.get(path)
                seconds.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        say(f"{statistics.median(seconds[1:]) * 1000:8.0f} ms {name}, {len(asked)} queries")


def main() -> None:
    """Builds the agreement, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--documents", type=int, default=40)
    size = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SOPU_DATA": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "sopu.config.settings"
        import django

        django.setup()
        from django.utils import translation

        from sopu.config.preparing import prepare

        translation.activate("fi")
        prepare(demonstration=False, say=lambda _line: None)
        version = a_version()
        packs(version, size.runs)
        pages(version, size.runs)
        decided(version, size.documents - version.document.negotiation.documents.count())
        pages(version, size.runs)


if __name__ == "__main__":
    main()
