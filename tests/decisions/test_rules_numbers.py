"""Case numbers, sections and agenda items, as systems and people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.decisions.rules import EXAMPLES, CaseSystem, Fit, fits, item_in, same_case, section_in, system_of, tidy


@pytest.mark.parametrize(
    ("written", "system", "tidied"),
    [
        ("1163/00.01.01.04/2025", CaseSystem.DYNASTY, "1163/00.01.01.04/2025"),
        ("198/10.03.01.00/2022", CaseSystem.DYNASTY, "198/10.03.01.00/2022"),
        ("46/00.04/2026", CaseSystem.DYNASTY, "46/00.04/2026"),
        ("Dnro 1163 / 00.01.01.04 / 2025", CaseSystem.DYNASTY, "1163/00.01.01.04/2025"),
        ("IUHVADno-2023-1074", CaseSystem.CASEM, "IUHVADno-2023-1074"),
        ("iuhvadno – 2023 – 1074", CaseSystem.CASEM, "IUHVADno-2023-1074"),
        ("HEL 2025-001216 T 00 00 03", CaseSystem.AHJO, "HEL 2025-001216 T 00 00 03"),
        ("hel-2025-1216", CaseSystem.AHJO, "HEL 2025-001216"),
        ("225/2022", CaseSystem.PLAIN, "225/2022"),
        ("Asianumero:  225/2022", CaseSystem.PLAIN, "225/2022"),
        ("Diarienummer 225/2022", CaseSystem.PLAIN, "225/2022"),
        ("KH:n asia  7 (2025)", None, "KH:n asia 7 (2025)"),
        ("", None, ""),
    ],
)
def test_a_number_is_known_by_its_form_and_tidied(written: str, system: CaseSystem | None, tidied: str):
    assert (system_of(written), tidy(written)) == (system, tidied)


@pytest.mark.parametrize("system", CaseSystem)
def test_every_system_has_an_example_of_its_own_form(system: CaseSystem):
    assert fits(EXAMPLES[system], system) == Fit(True, system, EXAMPLES[system])
    assert tidy(EXAMPLES[system]) == EXAMPLES[system]


def test_a_number_of_another_form_is_told_and_not_refused():
    assert fits("225/2022", CaseSystem.DYNASTY) == Fit(False, CaseSystem.PLAIN, "1163/00.01.01.04/2025")
    assert fits("jokin muu", CaseSystem.PLAIN) == Fit(False, None, "225/2022")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("HEL-2025-001216", "HEL 2025-001216 T 00 00 03", True),
        ("IUHVADno-2023-1074", "iuhvadno 2023 1074", False),
        ("IUHVADno-2023-1074", "IUHVADNO–2023–01074", True),
        ("IUHVADno-2023-1074", "ROIDno-2023-1074", False),
        ("1163/00.01.01.04/2025", "1163/00.01.01.04/ 2025", True),
        ("1163/00.01.01.04/2025", "1163/00.01.01.05/2025", False),
        ("1163/00.01.01.04/2025", "1163/2025", False),
        ("225/2022", "0225/2022", True),
        ("225/2022", "225/2023", False),
        ("TWeb 12–7", "tweb12-7", True),
        ("", "", False),
        ("", "225/2022", False),
    ],
)
def test_one_case_is_known_in_other_spellings(one: str, other: str, is_same: bool):
    assert (same_case(one, other), same_case(other, one)) == (is_same, is_same)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("§ 89", "89"),
        ("89 §", "89"),
        ("§89", "89"),
        ("89", "89"),
        ("Pykälä 198", "198"),
        ("Paragraf 12", "12"),
        ("Pöytäkirja 04.12.2023/Pykälä 198", "198"),
        ("Aluehallitus 04.12.2023 § 198", "198"),
        ("Kunnanvaltuusto 27.10.2025 89 §", "89"),
        ("Khall 48 § 10.11.2025", "48"),
        ("2025-11-10 § 239", "239"),
        ("Aluevaltuusto 2022 § 89", "89"),
        ("§ 10.11.2025", ""),
        ("Asianro 10", ""),
        ("", ""),
    ],
)
def test_a_section_is_read_on_either_side_of_its_sign(text: str, section: str):
    assert section_in(text) == section


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Asianro 10", "10"),
        ("Esityslista 16.03.2026/Asianro 10", "10"),
        ("Asia 10", "10"),
        ("Ärende 10", "10"),
        ("Ärendenummer: 7", "7"),
        ("10. Strateginen yhteistyösopimus", "10"),
        ("7", "7"),
        ("Asianumero 225/2022", ""),
        ("Pykälä 198", ""),
    ],
)
def test_an_item_of_an_agenda_is_read_and_no_case_number_is_taken_for_it(text: str, item: str):
    assert item_in(text) == item


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_tidied_once_and_for_all(text: str):
    assert tidy(tidy(text)) == tidy(text)
    assert system_of(tidy(text)) is system_of(text)
    assert same_case(text, tidy(text)) == (tidy(text).strip("- ") != "")


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.builds("{}/{:02}.{:02}.{:02}/{}".format, *[st.integers(1, 9)] * 4, st.integers(2015, 2035)),
        st.builds("KESKIDno-{}-{}".format, st.integers(2015, 2035), st.integers(1, 99999)),
        st.builds(
            "HEL {}-{:06} T 00 00 {:02}".format, st.integers(2015, 2035), st.integers(1, 999999), st.integers(0, 9)
        ),
        st.builds("{}/{}".format, st.integers(1, 99999), st.integers(2015, 2035)),
    ),
    st.sampled_from(["-", "–", " – "]),
    st.booleans(),
)
def test_spaces_dashes_and_capitals_do_not_make_another_case(number: str, dash: str, is_small: bool):
    written = number.replace("-", dash).replace("/", " / ")
    written = f"  {written.lower() if is_small else written}\n"
    assert (same_case(number, written), tidy(written)) == (True, number)
