"""Values of statistics as they come from a source, before anybody keeps them."""

import re
from dataclasses import dataclass
from decimal import Decimal

COUNTRY = "country"
"""The area of a value that is of the whole country."""

PERIOD = re.compile(r"^(19|20)\d\d(K[12]|Q[1-4]|M(0[1-9]|1[0-2]))?$")
"""A year (2024), half of one (2024K1), a quarter (2024Q3) or a month (2024M11)."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator: `area` is `COUNTRY` or "kind:code" (municipality:179, county:15).

    `value` is in the indicator's unit, `count` the number that it was reckoned from, where the source gives it. One
    that `is_unpublished` was suppressed by the source, has neither, and is never nought.
    """

    area: str
    period: str
    sex: str
    value: Decimal | None
    count: Decimal | None = None
    is_unpublished: bool = False
