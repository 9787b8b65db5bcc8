"""The queue of alike sentences in a real browser: by keys, by presses, and for everybody."""

import pytest

from builders import a_contribution, a_forum, a_mandate, a_participant, a_reaction
from seen import WAYS
from sopu.negotiations.models import Role
from sopu.synthesis.models import LikelyPair, PairWord

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TEXTS = (
    ("Kunta vastaa iltakuljetuksista kyliin.", "Hyvinvointialue vastaa iltakuljetuksista kyliin.", ["actor"]),
    ("Kylätalo pidetään auki talvella.", "Kylätaloa ei pidetä auki talvella.", ["negation"]),
    ("Yksi numero omaishoidon asioihin.", "Omaishoidon asioihin yksi numero.", []),
)


@pytest.fixture
def event():
    event = a_forum()
    crowd = [a_participant(event) for _ in range(6)]
    for place, (one, other, warnings) in enumerate(TEXTS):
        earlier, later = a_contribution(crowd[0], one), a_contribution(crowd[1], other)
        LikelyPair.objects.create(
            earlier=earlier, later=later, score=0.9 - place / 10, by_meaning=0.9, by_letters=0.7, warnings=warnings
        )
        for participant in crowd[2:] + crowd[:1]:
            a_reaction(participant, later)
    return event


@pytest.fixture
def owner(event):
    return a_mandate(event.negotiation, Role.PROCESS_OWNER)


def said():
    return [(word.pair.earlier.text, word.is_same) for word in PairWord.objects.standing()]


def test_keys_answer_pair_after_pair_and_undo_while_the_focus_is_there(page_at, event, owner):
    page = page_at(f"/fi/e/{event.code}/likely/", owner)
    page.keyboard.press("s")
    assert said() == []
    page.focus("#pair-title")
    page.keyboard.press("n")
    page.wait_for_selector("h1:has-text('2 paria odottaa')")
    page.wait_for_function("document.activeElement.id === 'pair-title'")
    page.keyboard.press("s")
    page.wait_for_selector("h1:has-text('1 pari odottaa')")
    assert said() == [(TEXTS[0][0], False), (TEXTS[1][0], True)]
    page.wait_for_function("document.activeElement.id === 'pair-title'")
    page.keyboard.press("u")
    page.wait_for_selector("h1:has-text('2 paria odottaa')")
    assert said() == [(TEXTS[0][0], False)]
    assert page.locator(".voice--pair").first.inner_text() == TEXTS[1][0]


def test_without_scripts_the_page_is_complete(page_at, event, owner):
    page = page_at(f"/fi/e/{event.code}/likely/", owner, java_script_enabled=False)
    page.get_by_role("link", name=TEXTS[2][0]).click()
    page.get_by_role("button", name="Sama asia").click()
    assert said() == [(TEXTS[2][0], True)]
    page.get_by_role("button", name="Kumoa viimeisin vastauksesi").click()
    assert said() == []


def test_both_answers_are_as_big(page_at, event, owner):
    page = page_at(f"/fi/e/{event.code}/likely/", owner, width=360)
    same, apart = (page.get_by_role("button", name=name).bounding_box() for name in ("Sama asia", "Eri asia"))
    assert (same["width"], same["height"]) == (apart["width"], apart["height"])


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_everybody_can_use_it(page_at, assert_accessible, event, owner, width, scheme):
    page = page_at(f"/fi/e/{event.code}/likely/", owner, width=width, scheme=scheme)
    assert_accessible(page)
    for answer in ("Sama asia", "Eri asia"):
        page.get_by_role("button", name=answer).click()
    page.locator("details summary").click()
    assert_accessible(page)
