"""Personal data is found where it is, and not where it is not."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopu.core import personal
from sopu.core.personal import Finding, Personal, check_character, find, kinds, masked

SIGNS = {1800: "+", 1900: "-YXWVU", 2000: "ABCDEF"}


def pieces(text: str) -> list[tuple[Personal, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find(text)]


@pytest.mark.parametrize("code", ["131052-308T", "010594Y9032", "010594Y9021", "020594X903P", "131052-308t"])
def test_an_identity_code_is_known_by_its_check_character(code: str):
    assert pieces(f"Potilas {code}, soitettava.") == [(Personal.IDENTITY_CODE, code)]


@pytest.mark.parametrize(
    "code", ["131052-308U", "310252-308T", "131052-001A", "131052-308", "X131052-308T", "990099-123A"]
)
def test_what_only_looks_like_an_identity_code_is_not_one(code: str):
    assert [kind for kind, _ in pieces(code)].count(Personal.IDENTITY_CODE) == 0


@given(
    st.dates(dt.date(1850, 1, 1), dt.date(2049, 12, 31)),
    st.integers(2, 999),
    st.data(),
    st.sampled_from(["{}", "Henkilötunnus on {}.", "({})", "hetu:{}", "Beteckningen {} ska inte stå här"]),
)
def test_every_identity_code_is_found_and_with_another_check_character_none(day, number, data, frame):
    sign = data.draw(st.sampled_from(SIGNS[day.year // 100 * 100]))
    digits = f"{day:%d%m%y}{number:03d}"
    code = f"{digits[:6]}{sign}{digits[6:]}{check_character(digits)}"
    text = frame.format(code)
    assert pieces(text) == [(Personal.IDENTITY_CODE, code)]
    wrong = data.draw(st.sampled_from(sorted(set(personal._CHECKS) - {code[-1]})))
    found = [kind for kind, _ in pieces(frame.format(code[:-1] + wrong))]
    assert Personal.IDENTITY_CODE not in found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Soita 040 123 4567 illalla", "040 123 4567"),
        ("p. 0401234567.", "0401234567"),
        ("+358 40 1234567", "+358 40 1234567"),
        ("00358 40 1234567", "00358 40 1234567"),
        ("ring +46 70 123 45 67", "+46 70 123 45 67"),
        ("050-123 4567", "050-123 4567"),
        ("(014) 123 456", "(014) 123 456"),
        ("+358 (0)40 123 4567", "+358 (0)40 123 4567"),
    ],
)
def test_a_phone_number_is_found(text: str, number: str):
    assert pieces(text) == [(Personal.PHONE, number)]


@pytest.mark.parametrize("address", ["matti.meikalainen@example.org", "m@kunta.fi", "a+b@sub.example.com"])
def test_an_e_mail_address_is_found(address: str):
    assert pieces(f"Kirjoita osoitteeseen {address}, kiitos") == [(Personal.EMAIL, address)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Asun Kauppakatu 5 A 12:ssa", "Kauppakatu 5 A 12"),
        ("osoite on kauppakatu 5", "kauppakatu 5"),
        ("Mummo Mäntytiellä 14 jäi yksin", "Mäntytiellä 14"),
        ("Koivukuja 3 b", "Koivukuja 3 b"),
        ("Hon bor på Storgatan 12 B 4", "Storgatan 12 B 4"),
        ("Skolvägen 7.", "Skolvägen 7"),
        ("Rantaväylä 2", "Rantaväylä 2"),
        ("Metsäpolku 11, Muurame", "Metsäpolku 11"),
    ],
)
def test_a_home_address_is_found(text: str, address: str):
    assert pieces(text) == [(Personal.ADDRESS, address)]


@pytest.mark.parametrize(
    "text",
    [
        "Laki hyvinvointialueesta 611/2021, 14 §",
        "Valtuustokausi 2025–2029 ja 1.6.2025",
        "Budjetti on 1 250 000 euroa, nousua 0,5 prosenttia",
        "Säästö 12 500 000 € vuodessa",
        "Valtatie 4 ja kantatie 58 ovat vaarallisia",
        "Riksvägen 4 är farlig",
        "Hoitopolku 1 ja Palvelupolku 2 kuntoon",
        "Koulutie 5 km kuntoon",
        "Kyläkadut kuntoon 24 kunnassa",
        "Soita 116117 tai 112 tai vaihteeseen 014 on turhaa",
        "Vaihde 020 123 4567 ja 0800 123 456",
        "00100 Helsinki ja 40100 Jyväskylä",
        "Ryhmässä 24 kuntaa, 21 hyvinvointialuetta, 308 kuntaa",
        "Klo 08.30–16.00, 24.10.2025",
        "Viitasaari, Saarijärvi ja Konnevesi",
        "Kello 18 @ kirjasto",
        "Lähitie on suljettu 3 päivää",
        "Vuosina 2019 2020 2021 2022",
        "Kohdat 1-2-3-4-5-6-7-8-9",
        "Diaarinumero D/123/00.01.02/2025",
        "",
    ],
)
def test_ordinary_numbers_and_places_raise_no_alarm(text: str):
    assert pieces(text) == []


@given(st.integers(1, 10**9), st.sampled_from(["{} euroa", "{:,} e", "{} asukasta", "{} §", "{} henkilötyövuotta"]))
def test_no_sum_and_no_count_raises_an_alarm(number: int, frame: str):
    assert find(frame.format(number).replace(",", " ")) == []


@given(st.text(alphabet=st.sampled_from("040 131052-308T+@.a1ÄK katuie5"), max_size=120))
def test_findings_stand_in_order_apart_and_inside_the_text(text: str):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=200))
def test_a_text_without_digits_and_at_signs_has_nothing(text: str):
    kept = "".join(c for c in text if not c.isdigit() and c != "@")
    assert find(kept) == []


def test_a_masked_text_tells_neither_the_data_nor_its_length():
    text = "Matti, 040 123 4567, m@k.fi, on kiinnostunut."
    assert masked(text, find(text)) == "Matti, ████████, ████████, on kiinnostunut."
    assert kinds(find(text)) == [Personal.PHONE, Personal.EMAIL]
    assert masked(text, []) == text


def test_the_kinds_are_told_once_each():
    both = [Finding(Personal.PHONE, 0, 3), Finding(Personal.EMAIL, 4, 6), Finding(Personal.PHONE, 7, 9)]
    assert kinds(both) == [Personal.PHONE, Personal.EMAIL]


@given(st.text(max_size=300))
def test_what_is_masked_is_not_found_again(text: str):
    assert all(one.start >= 0 for one in find(masked(text, find(text))))


def test_an_identity_code_in_brackets_is_no_phone_number():
    assert [one.kind for one in find("(040199-0020) ja 040 123 4567")] == [Personal.IDENTITY_CODE, Personal.PHONE]
