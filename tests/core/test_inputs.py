"""Tables of sentences that were gathered elsewhere."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from sopu.core import inputs
from sopu.core.inputs import Input
from sopu.core.tables import Unreadable

HELSINKI = ZoneInfo("Europe/Helsinki")


def read(text: str) -> tuple[Input, ...]:
    return inputs.read("a.csv", text.encode(), HELSINKI)


def test_a_text_is_taken_exactly_as_given():
    assert read('text\n"  Kaksi\nriviä ""näin"" "\n')[0].text == '  Kaksi\nriviä "näin" '


def test_finnish_columns_and_words_mean_what_the_english_ones_do():
    finnish = read("Teksti;Rooli;Näkökulma;Kieli\na;luottamushenkilö;Kehittämistarve;suomi\nb;;;\n")
    english = read("text;role;prompt;language\na;elected;need;fi\nb;;;\n")
    assert finnish == english
    assert (english[0].role, english[0].prompt, english[0].language) == ("elected", "need", "fi")
    assert (english[1].role, english[1].prompt, english[1].language) == ("", "other", "")


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("24.10.2025", dt.datetime(2025, 10, 24, tzinfo=HELSINKI)),
        ("24.10.2025 15.12", dt.datetime(2025, 10, 24, 15, 12, tzinfo=HELSINKI)),
        ("24.10.2025 klo 9.05", dt.datetime(2025, 10, 24, 9, 5, tzinfo=HELSINKI)),
        ("2025-10-24 15:12", dt.datetime(2025, 10, 24, 15, 12, tzinfo=HELSINKI)),
        ("2025-10-24T12:12:00Z", dt.datetime(2025, 10, 24, 12, 12, tzinfo=dt.UTC)),
        ("", None),
    ],
)
def test_times_are_read_as_finns_and_machines_write_them(told, moment):
    assert read(f"text,at\na,{told}\n")[0].at == moment


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("id\n1\n", "column_missing", 1),
        ("text,weather\na,b\n", "column_unknown", 1),
        ("text,teksti\na,b\n", "column_twice", 1),
        ("text,id\n", "no_rows", None),
        ("text,id\na,1\n ,2\n", "empty_text", 3),
        ("text,id\na,1\nb,2\nc,1\n", "id_twice", 4),
        ("text,role\na,king\n", "unknown_role", 2),
        ("text,prompt\na,song\n", "unknown_prompt", 2),
        ("text,language\na,de\n", "unknown_language", 2),
        ("text,answer\na,6\n", "unknown_answer", 2),
        ("text,at\na,31.2.2025\n", "unknown_time", 2),
        ("text,at\na,yesterday\n", "unknown_time", 2),
        ("text,goal_area,discussion\na,1,2\n", "two_topics", 2),
        ("text,id\na,1\nb,", "cut", 3),
    ],
)
def test_a_row_that_can_not_be_understood_is_refused(text, code, row):
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert (caught.value.code, caught.value.row) == (code, row)


def test_an_id_may_be_left_out_of_many_rows():
    assert [one.id for one in read("text,id\na,\nb,\n")] == ["", ""]


def test_topics_are_named_by_their_id():
    assert inputs.topics("t.csv", b"id,text\n127,Sosiaaliturva\n128,Kauppa\n") == {
        "127": "Sosiaaliturva",
        "128": "Kauppa",
    }


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("id,name\n1,a\n", "column_missing", 2),
        ("id,text\n1,a\n1,b\n", "id_twice", 3),
        ("id,text\n1, \n", "empty_text", 2),
    ],
)
def test_topics_that_can_not_be_understood_are_refused(text, code, row):
    with pytest.raises(Unreadable) as caught:
        inputs.topics("t.csv", text.encode())
    assert caught.value.code == code
