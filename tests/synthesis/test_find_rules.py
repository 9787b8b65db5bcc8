"""What of a machine's draft is accepted: what it cites must be there, letter by letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopu.synthesis.rules import LONGEST_DRAFTED, MOST_DRAFTED, Citation, Drafted, WhyNot, accepted_draft

SOURCES = {
    1: "Omaishoitajille sama yhteyshenkilö kunnassa ja hyvinvointialueella.",
    2: "Yksi numero riittää.",
    3: "Kyllä.",
}


def an_answer(text: str = "Asukas tarvitsee yhden yhteyshenkilön.", *cited: tuple[object, object]) -> str:
    citations = [{"source": source, "quote": quote} for source, quote in cited]
    return json.dumps({"sentences": [{"text": text, "citations": citations}]}, ensure_ascii=False)


def why_not(*cited: tuple[object, object], text: str = "Asukas tarvitsee yhden yhteyshenkilön.") -> WhyNot | None:
    return accepted_draft(an_answer(text, *cited), SOURCES)[0].why_not


def test_a_sentence_that_quotes_its_source_letter_by_letter_is_accepted():
    answer = an_answer("Yhteyshenkilö on sama.", (1, "sama yhteyshenkilö kunnassa"), (2, "Yksi numero riittää."))
    assert accepted_draft(answer, SOURCES) == (
        Drafted(
            "Yhteyshenkilö on sama.", (Citation(1, "sama yhteyshenkilö kunnassa"), Citation(2, "Yksi numero riittää."))
        ),
    )


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        ([], WhyNot.NO_SOURCE),
        ([(9, "sama yhteyshenkilö kunnassa")], WhyNot.UNKNOWN_SOURCE),
        ([(2, "sama yhteyshenkilö kunnassa")], WhyNot.NOT_VERBATIM),
        ([(1, "Sama yhteyshenkilö kunnassa")], WhyNot.NOT_VERBATIM),
        ([(1, "sama yhteyshenkilö kunnas")], WhyNot.NOT_VERBATIM),
        ([(1, "yhteyshenkilö kunnassa")], WhyNot.SHORT_QUOTE),
        ([(1, "")], WhyNot.SHORT_QUOTE),
        ([(1, "sama yhteyshenkilö kunnassa"), (2, "kaksi numeroa riittää")], WhyNot.NOT_VERBATIM),
        ([(3, "Kyllä.")], None),
        ([(1, "sama  yhteyshenkilö\nkunnassa")], None),
        ([(1, "sama yhteyshenkilo\u0308 kunnassa")], None),
    ],
)
def test_each_source_must_be_known_and_each_quote_verbatim(cited, reason):
    assert why_not(*cited) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", WhyNot.NO_TEXT), (" \n", WhyNot.NO_TEXT), ("a" * (LONGEST_DRAFTED + 1), WhyNot.TOO_LONG), ("a" * 600, None)],
)
def test_a_sentence_says_something_and_not_too_much(text, reason):
    assert why_not((3, "Kyllä."), text=text) == reason


def test_a_sentence_that_is_refused_does_not_take_the_others_with_it():
    first, second = (
        json.loads(an_answer("Yksi.", (3, "Kyllä.")))["sentences"],
        json.loads(an_answer("Kaksi."))["sentences"],
    )
    told = accepted_draft(json.dumps({"sentences": first + second}), SOURCES)
    assert [(one.text, one.why_not) for one in told] == [("Yksi.", None), ("Kaksi.", WhyNot.NO_SOURCE)]


def test_an_answer_between_marks_of_code_is_read():
    assert why_not((3, "Kyllä.")) is None
    assert accepted_draft(f"```json\n{an_answer('Yksi.', (3, 'Kyllä.'))}\n```", SOURCES)[0].text == "Yksi."


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Tässä luonnos: …",
        "[]",
        "{}",
        '{"sentences": {}}',
        '{"sentences": ["Yksi."]}',
        '{"sentences": [{"text": 1}]}',
        '{"sentences": [{"text": "Yksi.", "citations": "1"}]}',
        '{"sentences": [{"text": "Yksi.", "citations": [1]}]}',
        '{"sentences": [{"text": "Yksi.", "citations": [{"source": "1", "quote": "Kyllä."}]}]}',
        '{"sentences": [{"text": "Yksi.", "citations": [{"source": true, "quote": "Kyllä."}]}]}',
        '{"sentences": [{"text": "Yksi.", "citations": [{"source": 1, "quote": null}]}]}',
        json.dumps({"sentences": [{"text": "Yksi."}] * (MOST_DRAFTED + 1)}),
        "[" * 100_000,
    ],
)
def test_an_answer_of_another_form_is_no_draft(answer):
    with pytest.raises(ValueError, match=r"."):
        accepted_draft(answer, SOURCES)


def test_letters_that_no_database_takes_become_spaces():
    assert accepted_draft(an_answer("Yksi\x00kaksi \ud800.", (3, "Kyllä.")), SOURCES)[0].text == "Yksi kaksi ."


WORDS = st.lists(st.text("abcåäö-,", min_size=1, max_size=6).filter(lambda word: word.strip("-,")), min_size=3)


@given(WORDS, st.data())
def test_any_three_words_or_more_of_a_source_are_a_quote_and_none_with_a_changed_letter(words, data):
    start = data.draw(st.integers(0, len(words) - 3))
    quote = " ".join(words[start : data.draw(st.integers(start + 3, len(words)))])
    source = " ".join(words)
    assert accepted_draft(an_answer("Yksi.", (1, quote)), {1: source})[0].why_not is None
    assert accepted_draft(an_answer("Yksi.", (1, quote + "x")), {1: source})[0].why_not == WhyNot.NOT_VERBATIM
