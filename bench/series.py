"""How long it takes to keep an indicator's values: 22 municipalities, county, region, country, 30 years, three sexes.

    python bench/series.py
    python bench/series.py --years 10

First all are new, then all are the same, then every tenth is revised. Everything happens in a database of its own in a
temporary folder.
"""

import argparse
import os
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=30)
    years = parser.parse_args().years
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SOPU_DATA": folder, "DJANGO_SETTINGS_MODULE": "sopu.config.settings"}
        sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
        return measure(years)


def measure(years: int) -> int:
    import django  # settings must be named first

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from builders import a_negotiation, an_organisation
    from planned import an_indicator
    from sopu.core.series import Value
    from sopu.organisations.models import Kind, Organisation
    from sopu.plans.actions.observations import keep_values
    from sopu.plans.rules import Sex

    call_command("migrate", verbosity=0)
    negotiation = a_negotiation(22)
    an_organisation(Kind.REGIONAL_COUNCIL, code="13")
    indicator = an_indicator(negotiation)
    areas = ["country", *(f"{one.kind}:{one.code}" for one in Organisation.objects.all())]

    def told(change: int) -> list[Value]:
        cells = [(area, str(1995 + year), sex) for area in areas for year in range(years) for sex in Sex]
        return [Value(*cell, Decimal(n) + (change if n % 10 == 0 else 0), Decimal(n)) for n, cell in enumerate(cells)]

    for name, values in (("new", told(0)), ("the same", told(0)), ("a tenth revised", told(1))):
        began = time.perf_counter()
        kept = keep_values(indicator=indicator, values=values, retrieval=None, now=timezone.now())
        took = time.perf_counter() - began
        print(f"{len(values)} values, {name}: {took:.2f} s ({kept.new} new, {kept.revised} revised, {kept.same} same)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
