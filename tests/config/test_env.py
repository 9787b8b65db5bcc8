import os
import subprocess
import sys
from pathlib import Path

import pytest

from sopu.config import env


@pytest.fixture
def say(monkeypatch):
    return lambda value: monkeypatch.setenv("SOPU_TRIED", value)


def refusal(read, *arguments, **options) -> str:
    with pytest.raises(SystemExit) as told:
        read("SOPU_TRIED", *arguments, **options)
    return str(told.value)


def test_an_empty_variable_is_the_default(say):
    say("  ")
    assert (env.text("SOPU_TRIED", "x"), env.truth("SOPU_TRIED", default=True)) == ("x", True)
    assert (env.whole("SOPU_TRIED", 8000, least=1, most=65535), env.words("SOPU_TRIED", "a, b")) == (8000, ["a", "b"])


@pytest.mark.parametrize(("value", "truth"), [("1", True), ("Yes", True), ("off", False), ("FALSE", False)])
def test_yes_and_no_are_read(say, value, truth):
    say(value)
    assert env.truth("SOPU_TRIED") is truth


def test_what_is_neither_yes_nor_no_is_refused_in_one_sentence(say):
    say("maybe")
    assert refusal(env.truth) == "SOPU_TRIED: “maybe” is neither yes nor no; write 1 or 0."


@pytest.mark.parametrize("value", ["0", "65536", "8000.5", "-1", "eight"])
def test_a_port_that_is_none_is_refused_in_one_sentence(say, value):
    say(value)
    sentence = f"SOPU_TRIED: “{value}” is not a whole number from 1 to 65535."
    assert refusal(env.whole, 8000, least=1, most=65535) == sentence


def test_an_origin_loses_its_last_slash(say):
    say("https://sopu.example/")
    assert env.origin("SOPU_TRIED", "") == "https://sopu.example"


@pytest.mark.parametrize("value", ["sopu.example", "ftp://sopu.example", "https://sopu.example/path", "https://"])
def test_an_origin_that_is_no_address_is_refused(say, value):
    say(value)
    assert refusal(env.origin, "").endswith("is not an address such as https://sopu.example.")


def test_an_endpoint_keeps_its_path_and_none_is_none(say):
    say("http://10.0.0.5:8080/v1/")
    assert env.endpoint("SOPU_TRIED") == "http://10.0.0.5:8080/v1"
    say("")
    assert env.endpoint("SOPU_TRIED") == ""


@pytest.mark.parametrize(
    "value",
    ["machine.example", "file:///v1", "https://", "https://a:b@machine.example/v1", "https://machine.example/?k=1"],
)
def test_an_endpoint_that_is_no_plain_address_is_refused(say, value):
    say(value)
    assert refusal(env.endpoint).endswith("is not an address such as https://machine.example/v1.")


def test_without_an_address_the_database_is_a_file_that_keeps_what_it_acknowledged(say, tmp_path):
    say("")
    database = env.database("SOPU_TRIED", tmp_path / "sopu.sqlite3")
    assert database["NAME"] == str(tmp_path / "sopu.sqlite3")
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_the_database_file_can_be_named(say):
    say("sqlite:////srv/sopu.sqlite3")
    assert env.database("SOPU_TRIED", Path("x"))["NAME"] == "/srv/sopu.sqlite3"


def test_a_postgres_address_is_taken_apart(say):
    say("postgres://sopu:p%40ss@db.example:5433/hall")
    database = env.database("SOPU_TRIED", Path("x"))
    assert [database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        *("hall", "sopu", "p@ss", "db.example", "5433")
    ]


@pytest.mark.parametrize("value", ["mysql://db/hall", "postgres://db", "hall"])
def test_another_database_is_refused(say, value):
    say(value)
    assert refusal(env.database, Path("x")).startswith("SOPU_TRIED: it is neither sqlite:///path nor postgres://")


def test_without_an_address_letters_wait_in_the_outbox(say):
    say("")
    assert env.smtp("SOPU_TRIED") == {}


def test_a_mail_server_is_taken_apart(say):
    say("smtp+tls://sopu:word@mail.example")
    assert env.smtp("SOPU_TRIED") == {
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "sopu",
        "EMAIL_HOST_PASSWORD": "word",
        "EMAIL_USE_TLS": True,
    }


def test_another_way_of_sending_is_refused(say):
    say("http://mail.example")
    assert refusal(env.smtp).startswith("SOPU_TRIED: it is neither smtp://")


def test_a_key_is_32_bytes_in_base64_or_in_hexadecimal_digits(say):
    say("")
    assert env.seed("SOPU_TRIED") is None
    for told in ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", bytes(range(32)).hex()):
        say(told)
        assert env.seed("SOPU_TRIED") == bytes(range(32))


@pytest.mark.parametrize("value", ["AAEC", "not base64 at all", "ä" * 44, "00" * 31])
def test_a_key_of_another_length_or_form_is_refused_and_not_told(say, value):
    say(value)
    assert refusal(env.seed).startswith("SOPU_TRIED: it is not 32 bytes in base64")
    assert value not in refusal(env.seed)


@pytest.mark.slow
def test_an_installation_makes_its_own_key_of_the_ledger_once_and_keeps_it_to_itself(tmp_path):
    environment = {"PATH": os.environ["PATH"], "SOPU_DATA": str(tmp_path)}
    program = "from sopu.config import settings; print(settings.LEDGER_KEY.hex())"
    said = [
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert said[0].stdout == said[1].stdout != bytes(range(32)).hex() + "\n"
    assert (tmp_path / "ledger-key").stat().st_mode & 0o777 == 0o600
