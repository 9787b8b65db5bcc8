"""The hall outlives a killed server, a full disk and a database that somebody holds: real processes, real files."""

import asyncio
import http.client
import json
import resource
import secrets
import sqlite3
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest

from installation import Installation
from sopu.config.load.phones import Owner, Place, live_together
from sopu.config.load.tally import Tally

pytestmark = pytest.mark.slow
CODE = "AB2345"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A server with an open forum."""
    data = tmp_path_factory.mktemp("survival")
    with Installation(data) as installation:
        installation.python(f'a_forum(code="{CODE}")')
        installation.database = data / "sopu.sqlite3"
        yield installation


def owners(hall, count):
    printed = hall.python(
        f"""
        import hashlib, json, secrets
        event = Event.objects.get(code="{CODE}")
        told = []
        for _ in range({count}):
            token, person = secrets.token_urlsafe(32), a_participant(event)
            person.token_digest = hashlib.sha256(token.encode()).hexdigest()
            person.save()
            told.append([str(person.pk), token])
        print(json.dumps(told))
        """
    )
    return [Owner(*told) for told in json.loads(printed)]


def stored(hall, people):
    """Whose each stored act of these people is, and what it says, by its id; and how many rows that took."""
    printed = hall.python(
        f"""
        import json
        people = {[person.participant for person in people]}
        said = Contribution.objects.filter(participant__in=people).values_list("act_id", "participant", "text")
        answered = Reaction.objects.filter(participant__in=people).values_list("act_id", "participant", "stance")
        rows = [*said, *answered]
        print(json.dumps([[str(act_id), str(person), told] for act_id, person, told in rows]))
        """
    )
    rows = json.loads(printed)
    return {act_id: (person, told) for act_id, person, told in rows}, len(rows)


def load(hall, people, seconds, meanwhile):
    """Phones for `seconds`, with something happening meanwhile in a thread; gives what they saw."""
    tally = Tally()
    trouble = threading.Thread(target=meanwhile)
    trouble.start()
    place = Place("127.0.0.1", hall.port, CODE, (1,), ("strength", "need", "measure"))
    asyncio.run(live_together(place, people, tally, seconds, patience=60, seed=secrets.randbits(32)))
    trouble.join()
    return tally


def assert_whole(hall, people, tally):
    """Everything made was acknowledged, and is there once, as it was made."""
    kept, count = stored(hall, people)
    assert tally.refused == {}
    assert tally.acknowledged == tally.made.keys()
    assert kept == {act_id: (made.participant, made.content) for act_id, made in tally.made.items()}
    assert count == len(tally.made) == 21 * len(people)


def test_a_server_killed_twice_under_load_has_every_acknowledged_act_and_none_twice(hall):
    people, seen_at_kill = owners(hall, 60), []

    def power_cuts():
        for _ in range(2):
            time.sleep(4)
            hall.kill()
            seen_at_kill.append(True)
            time.sleep(0.5)
            hall.start()

    tally = load(hall, people, 14, power_cuts)
    assert seen_at_kill == [True, True]
    assert sum(tally.failures.values()) > 0
    assert_whole(hall, people, tally)


@contextmanager
def full_disk(hall):
    """The serving processes can't write a byte beyond the first page of a file, as on a disk without space."""
    pids = [hall.process.pid, *_children(hall.process.pid)]
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _children(pid):
    own = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return own + [further for child in own for further in _children(child)]


@contextmanager
def locked(hall):
    """Another program writes to the database file, and takes its time."""
    other = sqlite3.connect(hall.database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def sentence(text):
    act = {"id": str(uuid.uuid4()), "do": "contribute", "discussion": 1, "prompt": "need", "text": text}
    return act | {"language": "fi"}


def send(hall, owner, *acts):
    """The status, the answer and the headers."""
    line = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=60)
    body = json.dumps({"cursor": "", "language": "fi", "acts": acts}).encode()
    cookie = f"sopu_participant_{CODE}={owner.token}"
    line.request("POST", f"/api/exchange/{CODE}", body, {"Content-Type": "application/json", "Cookie": cookie})
    answer = line.getresponse()
    told = answer.status, json.load(answer), answer.headers
    line.close()
    return told


BUSY = "Palvelin on juuri nyt ruuhkautunut. Puhelin säilyttää, mitä kirjoitit, ja lähettää sen uudelleen."


def test_a_full_disk_is_told_and_what_was_kept_on_the_phone_goes_in_when_there_is_space(hall):
    (me,) = owners(hall, 1)
    before, during = sentence("Ennen."), sentence("Aikana.")
    _, first, _ = send(hall, me, before)
    with full_disk(hall):
        status, answer, headers = send(hall, me, during)
        assert (status, answer, headers["Retry-After"]) == (503, {"code": "busy", "text": BUSY}, "5")
    status, answer, _ = send(hall, me, during, before)
    assert status == 200
    assert [told["id"] for told in answer["stored"]] == [during["id"], before["id"]]
    assert answer["stored"][1]["receipt"] == first["stored"][0]["receipt"]
    assert stored(hall, [me])[1] == 2


def test_a_hall_that_writes_while_the_disk_is_full_loses_nothing(hall):
    people = owners(hall, 40)

    def fills_up():
        time.sleep(3)
        with full_disk(hall):
            time.sleep(4)

    tally = load(hall, people, 12, fills_up)
    assert tally.statuses[503] > 0
    assert set(tally.statuses) == {200, 503}
    assert_whole(hall, people, tally)


def test_a_database_that_another_program_holds_is_told_to_all_who_wait_and_then_takes_everything_in(hall):
    people = owners(hall, 3)
    acts = [sentence(f"Lause {number}.") for number in range(3)]
    answers = {}

    def ask(number):
        answers[number] = send(hall, people[number], acts[number])

    with locked(hall):
        asking = [threading.Thread(target=ask, args=[number]) for number in range(3)]
        for one in asking:
            one.start()
            time.sleep(0.2)
        for one in asking:
            one.join()
    assert [answers[number][:2] for number in range(3)] == [(503, {"code": "busy", "text": BUSY})] * 3
    assert [send(hall, people[number], acts[number])[0] for number in range(3)] == [200] * 3
    assert sorted(told for _, told in stored(hall, people)[0].values()) == ["Lause 0.", "Lause 1.", "Lause 2."]
