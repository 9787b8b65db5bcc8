"""Tests make their tables from the models; here migrations make them, on the same kind of database."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

DEFINITIONS = {
    "sqlite": "SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL",
    "postgresql": """
        SELECT 'column', concat_ws(' ', column_name, data_type, is_nullable, column_default, character_maximum_length)
        FROM information_schema.columns WHERE table_name = %s
        UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass
        UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE tablename = %s
    """,
}


@pytest.fixture
def empty(tmp_path) -> Iterator[tuple[str, BaseDatabaseWrapper]]:
    """The address of a database with nothing in it, and a connection to it; it is gone afterwards."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = str(tmp_path / "migrated.sqlite3")
        yield f"sqlite:///{other.settings_dict['NAME']}", other
        other.close()
        return
    name = other.settings_dict["NAME"] = f"{connection.settings_dict['NAME']}_migrated"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")), other
    other.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def definitions(database: BaseDatabaseWrapper) -> dict[str, Counter[Any]]:
    """Of every table of ours, all that the database says of it: columns, constraints and indexes, in any order."""
    question = DEFINITIONS[database.vendor]
    told = {}
    with database.cursor() as cursor:
        for table in tables():
            cursor.execute(question, [table] * question.count("%s"))  # parts stand in any order, the last in brackets
            told[table] = Counter((kind, part.strip("()")) for kind, text in cursor for part in text.split(", "))
    return told


def tables() -> set[str]:
    ours = [app for app in apps.get_app_configs() if app.name.startswith("sopu.")]
    return {model._meta.db_table for app in ours for model in app.get_models(include_auto_created=True)}


@pytest.mark.slow
@pytest.mark.django_db
def test_an_empty_database_becomes_by_migrations_what_the_models_say(empty, tmp_path):
    address, migrated = empty
    command = [sys.executable, "-m", "sopu.config.cli", "migrate", "--verbosity", "0"]
    surroundings = {**os.environ, "DATABASE_URL": address, "SOPU_DATA": str(tmp_path)}
    subprocess.run(command, env=surroundings, check=True, capture_output=True)
    made = definitions(migrated)
    assert made == definitions(connection)
    assert all(made.values())
