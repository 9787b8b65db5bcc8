"""Many new rows of one table at once.

`bulk_create` prepares each value of each row by a dozen calls, which costs a busy hall half of its time (measured by
`bench/exchange.py`: 5,300 acts a second with it). Here each column's value is prepared by one function.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db import connection, models

# One lock for all writers of acts and of moderation, so that the order of ids is the order of commits and a cursor
# never skips one.
EXCHANGE_LOCK = 1_614_201


def wait_for_turn() -> None:
    """Until the transaction ends, nobody else writes what phones read by a cursor."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EXCHANGE_LOCK])


def insert(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """The rows are written in order; `columns` are the columns by name, each of them."""
    known = _PREPARE.get
    prepared = [tuple([as_kept(value) if (as_kept := known(type(value))) else value for value in row]) for row in rows]
    if prepared:
        names = ", ".join(connection.ops.quote_name(column) for column in columns)
        write = _copy if connection.vendor == "postgresql" else _insert
        write(connection.ops.quote_name(model._meta.db_table), names, prepared)


def _insert(table: str, names: str, rows: list[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        # The names come from our own models, never from a request.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


def _copy(table: str, names: str, rows: list[tuple[Any, ...]]) -> None:
    """PostgreSQL takes a group of 64 batches in by one COPY in 32 ms; by a statement a row it took 57."""
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _uuid(value: uuid.UUID) -> uuid.UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex


@lru_cache(maxsize=1024)  # a batch's acts share the moment of their arrival
def _moment(value: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


_PREPARE: dict[type, Callable[[Any], Any]] = {uuid.UUID: _uuid, dt.datetime: _moment}
