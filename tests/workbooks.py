"""Files as other tools write them: each shape made anew, with people who do not exist."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

AT = dt.datetime(2025, 10, 24, 15, 12)  # noqa: DTZ001  # a spreadsheet knows no zones
QUESTION = "Mitkä ovat vahvuutemme osallisuudessa?"
SECOND = "Mitä pitää kehittää osallisuudessa?"
LONG_ANSWER = "Kulttuurikaveri tavoittaa ne, jotka jäävät kotiin."
OTHER_ANSWER = "Lähetteestä liikuntaan menee liian kauan aikaa."


def a_workbook(rows: Iterable[Sequence[Any]], title: str = "Data", **others: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for name, more in others.items():
        page = book.create_sheet(name)
        for row in more:
            page.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def a_csv(rows: Iterable[Sequence[Any]], delimiter: str = ",") -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode()


def howspace(*organisations: str) -> bytes:
    first, second = (organisations * 2)[:2] or ("", "")
    return a_workbook(
        [
            ("Message", "User", "Page", "Widget", "Created", "Likes", "Organisaatio"),
            (LONG_ANSWER, "Aino Aaltonen", "Osallisuus ja yhteisöllisyys", "Vahvuudet", AT, 7, first),
            (OTHER_ANSWER, "Aino Aaltonen", "Hyvinvointi ja palvelut", "Kehitettävää", AT, 3, first),
            ("", "Eero Eskola", "Hyvinvointi ja palvelut", "Vahvuudet", AT, 0, second),
            ("Yhteinen liikuntaneuvonta.", "Eero Eskola", "Arjen turvallisuus", "Vahvuudet", AT, 1, second),
        ],
        "Viestit",
    )


def mentimeter() -> bytes:
    return a_workbook(
        [
            ("Foorumi 24.10.2025",),
            (),
            ("Voter", "Session", "Date", QUESTION, SECOND),
            ("1", "1", AT, LONG_ANSWER, OTHER_ANSWER),
            ("2", "1", AT, None, OTHER_ANSWER + " Jono on pitkä."),
        ],
        "Voters",
    )


def slido() -> bytes:
    return a_workbook(
        [
            ("Question", "Author", "Upvotes", "Downvotes", "Created at"),
            (LONG_ANSWER, "Anonymous", 12, 0, AT),
            (OTHER_ANSWER, "Aino Aaltonen", 3, 1, AT),
        ]
    )


def microsoft_forms(organisation: str = "Kunta") -> bytes:
    return a_workbook(
        [
            ("ID", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi", "Mitä organisaatiota edustat?", QUESTION),
            (1, AT, AT + dt.timedelta(minutes=4), "anonymous", "", organisation, LONG_ANSWER),
            (2, AT, AT + dt.timedelta(minutes=9), "anonymous", "", organisation, OTHER_ANSWER),
        ]
    )


def google_forms(organisation: str = "Kunta") -> bytes:
    return a_csv(
        [
            ("Aikaleima", "Organisaatio", QUESTION, SECOND),
            ("24.10.2025 15.12.00", organisation, LONG_ANSWER, ""),
            ("24.10.2025 15.13.00", organisation, "", OTHER_ANSWER),
        ]
    )
