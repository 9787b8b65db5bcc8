"""How long the commitment matrix takes, and in how many queries: 24 parties and 200 measures, page and A3 paper.

    python bench/commitments.py
    python bench/commitments.py --measures 40 --runs 3

Of all cells two of three are filled: accepted, amended, proposed, declined, opted out of. The plan is submitted by
nobody: the page is read by a process owner. Everything happens in a database of its own in a temporary folder.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

NOW = dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC)
WORDS = (
    "Kylätalot kohtaamispaikoiksi",
    "Nuorten yhteinen foorumi kaksi kertaa vuodessa",
    "Osallisuuden vuosikello kuntien ja hyvinvointialueen kesken",
    "Liikkuva terveysasema harvaan asutuille alueille",
    "Elintapaohjauksen polku",
    "Rekrytointi yhdessä",
    "Yhteinen tilannekuva ja evakuointiharjoitus",
)
REASONS = ("Tehtävä ei kuulu toimialaamme.", "Hoidetaan yhdessä naapurikunnan kanssa.", "Ei määrärahaa vuonna 2026.")
SAID = ("accepted",) * 6 + ("proposed",) * 3 + ("amended", "declined", "out")
LEVELS = ("does", "does", "supports", "supports", "follows")


def a_plan(measure_count: int) -> Any:
    """The demonstration's negotiation with a plan of so many measures, and what 24 parties have said to them."""
    from sopu.config.demo.actions import reset_demo
    from sopu.plans.models import Plan
    from sopu.texts.actions.documents import begin_document

    negotiation = reset_demo().negotiation
    names = {"fi": "Yhdyspintasuunnitelma 2026–2029", "sv": "Gränsytsplan 2026–2029"}
    document = begin_document(negotiation=negotiation, kind="supplementary_plan", names=names, by=None, now=NOW)
    plan = Plan.objects.create(document=document, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2029, 5, 31))
    chance = random.Random(14)  # noqa: S311  # the same bench each time
    fill(plan, measures_of(plan, measure_count, chance), chance)
    return plan


def measures_of(plan: Any, count: int, chance: random.Random) -> list[Any]:
    """Measures in three goals of each goal area, each with a responsible party."""
    from sopu.plans.models import Goal, Measure

    areas, parties = list(plan.negotiation.goal_areas.all()), list(plan.document.parties.order_by("number"))
    goals = [
        Goal.objects.create(plan=plan, goal_area=area, number=number, key=f"g{area.number}{number}", name_fi="Tavoite")
        for area in areas
        for number in (1, 2, 3)
    ]
    made = []
    for number in range(count):
        goal = goals[number * len(goals) // count]
        made.append(
            Measure.objects.create(
                goal=goal,
                key=f"m{number}",
                number=number + 1,
                name_fi=WORDS[number % len(WORDS)],
                responsible=chance.choice(parties),
            )
        )
    return made


def fill(plan: Any, measures: list[Any], chance: random.Random) -> None:
    """What each party has said; in one goal area a party stays out of the whole."""
    from sopu.plans.models import Commitment, OptOut

    parties = list(plan.document.parties.order_by("number"))
    out, area = parties[-1], plan.negotiation.goal_areas.get(number=3)
    OptOut.objects.create(plan=plan, party=out, goal_area=area, reason=REASONS[0], said_at=NOW)
    rows = []
    for measure in measures:
        for party in parties:
            is_led = party.pk == measure.responsible_id
            if not is_led and (chance.random() > 0.66 or (party == out and measure.goal.goal_area_id == area.pk)):
                continue
            said, level = chance.choice(SAID), "leads" if is_led else chance.choice(LEVELS)
            told = {"stage": "amended", "level": "opts_out"} if said == "out" else {"stage": said, "level": level}
            reason = chance.choice(REASONS) if said in ("out", "declined") else ""
            rows.append(Commitment(measure=measure, party=party, number=1, reason=reason, said_at=NOW, **told))
    Commitment.objects.bulk_create(rows)


def an_owner(plan: Any) -> Any:
    """A browser in which a process owner is signed in."""
    from django.test import Client

    from sopu.negotiations.models import Mandate, Role

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Mandate.objects.filter(negotiation=plan.negotiation, role=Role.PROCESS_OWNER).first().user)
    return client


def measured(act: Callable[[], Any], runs: int) -> tuple[float, float, int, Any]:
    """Milliseconds of the first run and the median of those after it, the queries of the last, and what it gave.

    The first is told by itself: typst remembers what it has set, so later sheets cost less than a changed matrix does.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds: list[float] = []
    made = None
    for _ in range(runs + 1):
        with CaptureQueriesContext(connection) as asked:
            start = time.perf_counter()
            made = act()
            seconds.append(time.perf_counter() - start)
    return seconds[0] * 1000, statistics.median(seconds[1:]) * 1000, len(asked), made


def pages(plan: Any, runs: int) -> None:
    """The matrix on a page, on paper, and one party's page."""
    client, place = an_owner(plan), f"/fi/plans/{plan.pk}"
    told = {
        f"{place}/commitments/": "the matrix",
        f"{place}/commitments.csv": "as CSV",
        f"{place}/commitments.pdf": "on A3",
        f"{place}/parties/2/": "one party’s page",
    }
    for path, name in told.items():
        first, median, queries, answer = measured(lambda path=path: client.get(path), runs)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        size = len(answer.content) / 1000
        say(f"{first:6.0f} ms at first, {median:6.0f} ms {queries:4} queries {size:7.0f} kB  {name}")


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Builds the plan, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measures", type=int, default=200)
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
        plan = a_plan(size.measures)
        say(f"{plan.document.parties.count()} parties, {size.measures} measures")
        pages(plan, size.runs)


if __name__ == "__main__":
    main()
