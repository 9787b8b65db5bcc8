"""Case numbers, days and publications are known on a line of their own, by their shape or their label."""

import datetime as dt

import pytest

from sopu.core.minutes.marks import case_numbers_in, day_of, published_in


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("812/00.04.02/2025", ("812/00.04.02/2025",)),
        ("Dnro: 225/2022", ("225/2022",)),
        ("225/2022", ("225/2022",)),
        ("Diaarinumero HEL 2025-001216", ("HEL 2025-001216",)),
        ("IUHVADno-2023-1074", ("IUHVADno-2023-1074",)),
        ("Laki hyvinvointialueesta 611/2021", ()),
        ("Asianro 10", ()),
    ],
)
def test_case_numbers_are_known_by_their_shape_or_their_label(line, numbers):
    assert case_numbers_in(line) == numbers


def test_days_that_do_not_exist_are_none():
    assert (day_of("24.10.2025"), day_of("31.2.2025"), day_of("ei päivää")) == (dt.date(2025, 10, 24), None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Julkaistu 8.12.2025", dt.date(2025, 12, 8)),
        ("Pöytäkirja on tarkastettu ja julkaistu 8.12.2025 klo 9.00", dt.date(2025, 12, 8)),
        ("Pöytäkirja nähtävillä yleisessä tietoverkossa 8.12.2025", dt.date(2025, 12, 8)),
        ("Publicerat 8.12.2025", dt.date(2025, 12, 8)),
        ("Hankintailmoitus on julkaistu 8.12.2025", None),
    ],
)
def test_a_publication_is_told_by_a_line_of_its_own(line, day):
    assert published_in(line) == day
