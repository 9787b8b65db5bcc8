"""What became of themes and sentences is said by people, with a reason, and never over somebody's head."""

import uuid

import pytest

from builders import a_contribution, a_forum, a_negotiation, a_participant, a_user
from sopu.core.refusals import Refused
from sopu.forum.models import Moderation
from sopu.synthesis.actions.disposing import Answer, answer_sentences, answer_themes, reopen
from sopu.synthesis.models import Disposition, Outcome, SortingKind, Target, ThemeWord
from sopu.synthesis.queries.standing import standing_of
from synthesised import a_disposition, a_sorting, a_theme

pytestmark = pytest.mark.django_db

USED = Answer(Outcome.USED, "Kirjataan sopimukseen.", Target.AGREEMENT)
PARKED = Answer(Outcome.PARKED, "Odottaa talousarviota.")


@pytest.fixture
def theme(event, said):
    return a_theme(event, "Yhteyshenkilö", said, made_by=a_user())


def refused(act, **told):
    with pytest.raises(Refused) as refusal:
        act(**{"made_by": a_user(), **told})
    return refusal.value


def told(row):
    return (row.theme_id, row.contribution_id, row.outcome, row.target, row.party_id, row.reason, row.made_by)


def test_several_themes_get_one_answer_by_one_reason(event, theme):
    other, me = a_theme(event, "Toinen"), a_user()
    rows = answer_themes(event=event, themes=[theme.pk, other.pk], answer=USED, made_by=me)
    assert [told(row) for row in rows] == [
        (one.pk, None, "used", "agreement", None, "Kirjataan sopimukseen.", me) for one in (theme, other)
    ]
    assert standing_of(event).open_sentences == ()


def test_a_sentence_of_a_theme_may_have_an_answer_of_its_own(event, theme, said):
    answer_themes(event=event, themes=[theme.pk], answer=USED, made_by=a_user())
    (own,) = answer_sentences(event=event, sentences=[said[1].pk], answer=PARKED, made_by=a_user())
    answers = standing_of(event).answers
    assert answers[said[1].pk] == own
    assert answers[said[0].pk].outcome == "used"


def test_what_goes_to_a_partys_own_work_names_the_party(event, theme):
    party = event.negotiation.parties.all()[1]
    answer = Answer(Outcome.PARTLY, "Kunta jatkaa tätä itse.", Target.PARTY, party)
    (row,) = answer_themes(event=event, themes=[theme.pk], answer=answer, made_by=a_user())
    assert (row.target, row.party) == ("party", party)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(Outcome.PARKED, "  "), "no_reason"),
        (Answer(Outcome.PARKED, "a" * 501), "reason_too_long"),
        (Answer(Outcome.USED, "Syy"), "no_target"),
        (Answer(Outcome.PARTLY, "Syy"), "no_target"),
        (Answer(Outcome.REJECTED, "Syy", Target.PLAN), "rejected_somewhere"),
        (Answer(Outcome.USED, "Syy", Target.PARTY), "no_party"),
        (Answer(Outcome.OPEN, "Syy"), "not_an_answer"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(event, theme, said, answer, code):
    assert refused(answer_themes, event=event, themes=[theme.pk], answer=answer).code == code
    assert refused(answer_sentences, event=event, sentences=[said[0].pk], answer=answer).code == code
    assert Disposition.objects.count() == 0


def test_a_party_is_of_the_negotiation_and_named_only_for_its_own_work(event, theme):
    elsewhere = a_negotiation().parties.all()[1]
    answer = Answer(Outcome.USED, "Syy", Target.PARTY, elsewhere)
    assert refused(answer_themes, event=event, themes=[theme.pk], answer=answer).code == "party_elsewhere"
    answer = Answer(Outcome.USED, "Syy", Target.PLAN, event.negotiation.parties.all()[1])
    assert refused(answer_themes, event=event, themes=[theme.pk], answer=answer).code == "party_unasked"


def test_nothing_chosen_is_refused(event):
    assert refused(answer_themes, event=event, themes=[], answer=USED).code == "nothing_chosen"
    assert refused(answer_sentences, event=event, sentences=[], answer=USED).code == "nothing_chosen"


def test_what_is_not_here_is_not_answered(event, theme, said):
    other = a_forum()
    elsewhere = a_contribution(a_participant(other))
    Moderation.objects.create(contribution=said[0], is_hiding=True, reason="Asiaton")
    for key in (elsewhere.pk, said[0].pk):
        both = [said[1].pk, key]
        assert refused(answer_sentences, event=event, sentences=both, answer=USED).code == "not_here"
    gone = a_theme(event, "Purettu")
    sorting = a_sorting(event, SortingKind.DISSOLVED, a_user())
    ThemeWord.objects.create(theme=gone, sorting=sorting, name_fi="Purettu", is_gone=True)
    for key in (a_theme(other).pk, gone.pk):
        assert refused(answer_themes, event=event, themes=[theme.pk, key], answer=USED).code == "not_here"
    assert Disposition.objects.count() == 0


def test_who_answered_meanwhile_is_told_with_what_they_said(event, theme):
    matti = a_user("Matti Mäki")
    first = a_disposition(event, theme, Outcome.REJECTED, reason="Ei kuulu sopimukseen.", made_by=matti)
    refusal = refused(answer_themes, event=event, themes=[theme.pk], answer=USED, seen={theme.pk: 0})
    assert refusal.code == "answered_meanwhile"
    for words in ("Matti Mäki", "”Yhteyshenkilö”", "Hylätty", "Ei kuulu sopimukseen."):
        assert words in str(refusal)
    answer_themes(event=event, themes=[theme.pk], answer=USED, made_by=a_user(), seen={theme.pk: first.pk})
    assert standing_of(event).of_themes[theme.pk].outcome == "used"


def test_one_that_was_answered_meanwhile_stops_all_that_were_chosen(event, said):
    a_disposition(event, said[2])
    seen = {one.pk: 0 for one in said}
    assert refused(answer_sentences, event=event, sentences=seen, answer=USED, seen=seen).code == "answered_meanwhile"
    assert Disposition.objects.count() == 1


def test_what_was_taken_back_meanwhile_is_news_too(event, said):
    seen = a_disposition(event, said[0])
    a_disposition(event, said[0], Outcome.OPEN)
    refusal = refused(answer_sentences, event=event, sentences=[said[0].pk], answer=USED, seen={said[0].pk: seen.pk})
    assert refusal.code == "answered_meanwhile"


def test_an_act_that_comes_twice_is_stored_once(event, theme, said):
    act, me = uuid.uuid4(), a_user()
    chosen = {"themes": [theme.pk], "answer": USED, "seen": {theme.pk: 0}}
    first, again = (answer_themes(event=event, made_by=me, act_id=act, **chosen) for _ in range(2))
    assert first == again
    act = uuid.uuid4()
    for _ in range(2):
        answer_sentences(event=event, sentences=[said[0].pk], answer=PARKED, made_by=me, act_id=act)
    act = uuid.uuid4()
    for _ in range(2):
        reopen(event=event, themes=[theme.pk], reason="Väärä kohde.", made_by=me, act_id=act)
    assert [row.outcome for row in Disposition.objects.all()] == ["used", "parked", "open"]


def test_an_answer_that_is_taken_back_leaves_the_question_open_and_nothing_is_rewritten(event, theme, said):
    answer_themes(event=event, themes=[theme.pk], answer=USED, made_by=a_user())
    answer_sentences(event=event, sentences=[said[0].pk], answer=PARKED, made_by=a_user())
    reopen(event=event, sentences=[said[0].pk], reason="Vastattiin väärään lauseeseen.", made_by=a_user())
    assert standing_of(event).answers[said[0].pk].theme_id == theme.pk
    reopen(event=event, themes=[theme.pk], reason="Luonnos muuttui.", made_by=a_user())
    assert standing_of(event).answers == {}
    assert [row.outcome for row in Disposition.objects.all()] == ["used", "parked", "open", "open"]


def test_only_an_answer_that_stands_is_taken_back_and_for_a_reason(event, theme, said):
    assert refused(reopen, event=event, themes=[theme.pk], reason="Syy").code == "not_answered"
    a_disposition(event, theme)
    assert refused(reopen, event=event, sentences=[said[0].pk], reason="Syy").code == "not_answered"
    assert refused(reopen, event=event, themes=[theme.pk], reason=" ").code == "no_reason"
    refusal = refused(reopen, event=event, themes=[theme.pk], reason="Syy", seen={theme.pk: 0})
    assert refusal.code == "answered_meanwhile"
    assert refused(reopen, event=event, reason="Syy").code == "nothing_chosen"
