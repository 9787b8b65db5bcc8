"""A map in the page."""

import re

from django.template.loader import render_to_string

from sopu.organisations.queries import shapes_of
from sopu.web.maps import Place, drawn


def _page(places):
    return render_to_string("web/map.html", {"map": drawn(shapes_of(["179", "500", "077"]), places), "label": "Kartta"})


def test_each_area_says_its_name_and_state_in_words_shape_and_ground():
    page = _page({
        "179": Place("Jyväskylä", "hyväksytty", "go", "st-ok", "decided"),
        "500": Place("Muurame", "jätetty pöydälle", "now", "st-table", "waiting"),
    })  # fmt: skip
    assert re.findall(r"<title>(.*?)</title>", page) == ["Jyväskylä: hyväksytty", "Muurame: jätetty pöydälle"]
    assert page.count('class="area m2"') == 1
    assert page.count('fill="url(#map-waiting)"') == 1
    assert re.findall(r"#(st-\w+)", page) == ["st-ok", "st-table"]


def test_a_map_is_one_picture_with_a_label_and_names_its_source():
    page = _page({"179": Place("Jyväskylä", "hyväksytty", "go", "st-ok", "decided")})
    assert 'role="img" aria-label="Kartta"' in page
    assert "Maanmittauslaitoksen Hallinnolliset aluejaot -aineistoa, 2023" in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page


def test_numbers_of_the_picture_have_points_whatever_the_language():
    page = _page({"179": Place("Jyväskylä", "hyväksytty", "go", "st-ok", "decided")})
    assert re.search(r'(?:c?[xy]|r|width|height)="-?\d+,', page) is None
