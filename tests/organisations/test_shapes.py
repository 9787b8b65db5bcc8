"""Maps of municipalities: every shape is there, and neighbours share their borders."""

import re
from collections import Counter

from sopu.organisations import data
from sopu.organisations.queries import shapes_of


def _of_county(code: str):
    return shapes_of(row.code for row in data.municipalities() if row.county == code)


def _sides(path: str):
    for ring in path.removesuffix("Z").split("Z"):
        points = [tuple(map(int, pair)) for pair in re.findall(r"(-?\d+) (-?\d+)", ring)]
        yield from zip(points, [*points[1:], points[0]], strict=True)


def test_every_municipality_has_a_shape():
    codes = {row.code for row in data.municipalities()}
    assert {area.code for area in shapes_of(codes).areas} == codes


def test_every_county_fits_its_picture_with_a_spot_for_each_name_inside():
    for county in data.counties():
        view = _of_county(county.code)
        corners = [point for area in view.areas for side in _sides(area.path) for point in side]
        assert (view.width, view.height <= 640) == (400, True)
        assert all(4 <= x <= 396 and 4 <= y <= view.height - 4 for x, y in corners)
        assert all(area.room > 0 for area in view.areas)


def test_neighbours_share_each_side_of_their_border():
    sides = Counter(frozenset(side) for area in _of_county("15").areas for side in _sides(area.path))
    assert set(sides.values()) == {1, 2}
    assert sum(count == 2 for count in sides.values()) > sum(count == 1 for count in sides.values())


def test_a_municipality_within_another_stands_in_its_hole():
    espoo, kauniainen = shapes_of(["049", "235"]).areas
    assert (espoo.path.count("M"), kauniainen.path.count("M")) == (2, 1)


def test_codes_without_a_shape_are_left_out_and_none_at_all_is_an_empty_picture():
    assert [area.code for area in shapes_of(["179", "999"]).areas] == ["179"]
    assert (shapes_of([]).areas, shapes_of([]).view_box) == ((), "0 0 400 0")
