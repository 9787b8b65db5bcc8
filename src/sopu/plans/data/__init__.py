"""Reference data of the plans: which region of Sotkanet was a county before the renumbering of its regions.

The rows are of THL's Sotkanet (`rest/1.1/regions`), licensed CC BY 4.0: a county's code of today and its former id.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def former_counties() -> dict[int, str]:
    """The code of a county of today by the id that it had in Sotkanet before."""
    rows = csv.DictReader((files(__package__) / "sotkanet_counties.csv").read_text("utf-8").splitlines())
    return {int(row["former_id"]): row["code"] for row in rows}
