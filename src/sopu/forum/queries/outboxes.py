"""What phones say is still in their outboxes: kept in memory as long as it is news, never in the database."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

LATELY = dt.timedelta(minutes=10)
SILENT_AFTER = dt.timedelta(minutes=1)
MOST_PHONES = 50_000


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """What may still come: `phones` have said that `acts` wait in them, and `silent` have not been heard lately."""

    phones: int
    acts: int
    silent: int


@dataclass(slots=True)
class Outboxes:
    """The latest word of each phone by event: how many acts wait in it, and when it said so."""

    _words: dict[int, dict[uuid.UUID, tuple[int, dt.datetime]]] = field(default_factory=dict)

    def heard(self, event: int, participant: uuid.UUID, waiting: object, now: dt.datetime) -> None:
        """A phone says how many acts wait in it after what it sent; one that does not say has none."""
        count = waiting if isinstance(waiting, int) and not isinstance(waiting, bool) and waiting > 0 else 0
        phones = self._words.setdefault(event, {})
        if participant in phones or len(phones) < MOST_PHONES:
            phones[participant] = (min(count, 10_000), now)

    def of(self, event: int, now: dt.datetime) -> OnItsWay:
        """What is on its way to the event by the words of the last ten minutes."""
        lately = [word for word in list(self._words.get(event, {}).values()) if now - word[1] < LATELY]
        waiting = [count for count, _ in lately if count]
        silent = sum(1 for count, at in lately if not count and now - at > SILENT_AFTER)
        return OnItsWay(len(waiting), sum(waiting), silent)

    def forget(self, event: int) -> None:
        """The event begins anew."""
        self._words.pop(event, None)


outboxes = Outboxes()
"""Those of this process: the exchange hears the phones, and the desk asks."""
