"""Typed readers of the environment: a setting is right, or the program says in one sentence what is wrong with it."""

import base64
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class NotUsable(SystemExit):
    """A setting that can't be used; its sentence is the program's last word."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without white space around it."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def truth(name: str, *, default: bool = False) -> bool:
    """`1`, `yes`, `true` or `on`; `0`, `no`, `false` or `off`; nothing else."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise NotUsable(name, f"“{value}” is neither yes nor no; write 1 or 0.")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise NotUsable(name, f"“{value}” is not a whole number from {least} to {most}.")
    return int(value)


def origin(name: str, default: str) -> str:
    """Where people reach the site: `https://sopu.example`, without a path."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise NotUsable(name, f"“{value}” is not an address such as https://sopu.example.")
    return value


def endpoint(name: str) -> str:
    """Where a machine of the organiser's own answers: `https://host/v1`; without a question, a person or a fragment."""
    value = text(name).rstrip("/")
    if not value:
        return ""
    parts = urlsplit(value)
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_plain:
        raise NotUsable(name, f"“{value}” is not an address such as https://machine.example/v1.")
    return value


def service(name: str, default: str) -> str:
    """Where a public service answers, with the slash that its paths follow: `https://host/rest/`; only https."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme != "https" or not parts.hostname or not is_plain:
        raise NotUsable(name, f"“{value}” is not an address such as {default}.")
    return f"{value}/"


SEED_SIZE = 32


def seed(name: str) -> bytes | None:
    """A secret of 32 bytes in base64 or hexadecimal digits; nothing where it is not given."""
    value = text(name)
    return seed_of(name, value) if value else None


def seed_of(name: str, value: str) -> bytes:
    """The 32 bytes that the text tells; `name` says where it stands."""
    told = value.strip()
    try:
        content = bytes.fromhex(told) if len(told) == 2 * SEED_SIZE else base64.b64decode(told, validate=True)
    except ValueError:
        content = b""
    if len(content) != SEED_SIZE:
        raise NotUsable(name, "it is not 32 bytes in base64 (`openssl rand -base64 32` makes such).")
    return content


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; "
    "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
)
"""FULL, since what is acknowledged must outlive a power cut; WAL, so that readers never wait for the writer."""


def database(name: str, default_file: Path) -> dict[str, Any]:
    """SQLite at `default_file`, `sqlite:///path`, or `postgres://user:password@host:port/name`."""
    value = text(name)
    if not value or value.startswith("sqlite:///"):
        file = Path(value.removeprefix("sqlite:///")) if value else default_file
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(file),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise NotUsable(name, "it is neither sqlite:///path nor postgres://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": False},
    }


def smtp(name: str) -> dict[str, Any]:
    """Where letters are handed over: `smtp://user:password@host:port`, `smtp+tls://…`; empty is the visible outbox."""
    value = text(name)
    if not value:
        return {}
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtp+tls"} or not parts.hostname:
        raise NotUsable(name, "it is neither smtp://user:password@host:port nor smtp+tls://….")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
