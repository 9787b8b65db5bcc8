"""How long the municipality cards take: read all at once, and set on paper, 22 municipalities and their county.

    python bench/cards.py
    python bench/cards.py --indicators 8 --runs 3

Eight indicators with ten years each, 40 measures, and what the demonstration's hall said. Everything happens in a
database of its own in a temporary folder. `--keep FOLDER` leaves the files to be looked at.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import commitments

NAMES = (
    ("Itsensä yksinäiseksi tuntevat, 20 vuotta täyttäneet", "%", "down", 9.8),
    ("Koulutuksen ulkopuolelle jääneet 17–24-vuotiaat", "%", "down", 6.9),
    ("Terveytensä keskitasoiseksi tai huonommaksi kokevat 8.- ja 9.-luokkalaiset", "%", "down", 24.0),
    ("Vapaa-ajan liikuntaa harrastamattomat", "%", "down", 21.5),
    ("Luottamus muihin ihmisiin", "%", "up", 61.0),
    ("Kotona asuvat 75 vuotta täyttäneet", "%", "up", 92.4),
    ("Pitkäaikaistyöttömät", "% työvoimasta", "down", 3.9),
    ("Äänestysaktiivisuus kuntavaaleissa", "%", "up", 55.1),
)


def measure_indicators(plan: Any, count: int) -> None:
    """Indicators with values of every municipality, of the county and of the country; some are not published."""
    from sopu.plans.models import Indicator, Observation

    chance = random.Random(22)  # noqa: S311  # the same bench each time
    county = plan.negotiation.county
    municipalities = [one.organisation for one in plan.document.parties.with_organisations() if one.organisation.code]
    areas = [None, county, *(one for one in municipalities if one != county)]
    rows = []
    for number, (name, unit, direction, middle) in enumerate(NAMES[:count], 1):
        indicator = Indicator.objects.create(
            negotiation=plan.negotiation,
            number=100 + number,
            name_fi=name,
            unit_fi=unit,
            direction=direction,
            source="sotkanet",
            attribution="Sotkanet.fi, THL, CC BY 4.0",
            is_on_cards=True,
        )
        for area in areas:
            level = middle * chance.uniform(0.8, 1.25)
            for year in range(2015, 2025):
                level += middle * chance.uniform(-0.04, 0.05)
                is_hidden = area is not None and chance.random() < 0.04
                value = None if is_hidden else Decimal(f"{level:.1f}")
                told = {"value": value, "is_unpublished": is_hidden}
                rows.append(Observation(indicator=indicator, area=area, period=str(year), **told))
    Observation.objects.bulk_create(rows)


def main() -> None:
    """Builds the plan, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--indicators", type=int, default=8)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SOPU_DATA": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "sopu.config.settings"
        import django

        django.setup()
        from django.utils import translation

        from sopu.config.preparing import prepare

        translation.activate("fi")
        prepare(demonstration=False, say=lambda _line: None)
        plan = commitments.a_plan(40)
        measure_indicators(plan, asked.indicators)
        cards(plan, asked.runs, asked.keep)


def cards(plan: Any, runs: int, keep: Path | None) -> None:
    """All cards are read, then each is set."""
    from sopu.publishing.actions.card_files import packed
    from sopu.publishing.queries.cards import cards_of

    def read() -> Any:
        return cards_of(plan, commitments.NOW.date(), "fi", sees_hall=True)

    _first, median, questions, found = commitments.measured(read, runs)
    say(f"{median:8.0f} ms {len(found)} cards read, {questions} queries")
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        content = packed(read(), commitments.NOW)
        seconds.append(time.perf_counter() - start)
    say(f"{statistics.median(seconds):8.2f} s  {len(found)} cards in one ZIP, {len(content) / 1e6:.1f} MB")
    if keep:
        keep.write_bytes(content)


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
