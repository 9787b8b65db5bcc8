"""Catalogues of texts, without gettext's programs: which msgids the code says, and what is translated.

Each app has its own catalogue for Finnish and Swedish; the msgids are English. A text belongs to the app whose Python
or template says it.
"""

import ast
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
LANGUAGES = ("fi", "sv")
HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""

Id = str | tuple[str, str]
Key = tuple[str | None, Id]
"""A context, if any, and a msgid, or the two of a plural."""

_SAYERS = ("gettext", "pgettext", "ngettext", "npgettext")
_KEYWORDS = dict.fromkeys(["_", "gettext_noop", *_SAYERS, *(f"{name}_lazy" for name in _SAYERS)])
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)\s*(?:,\s*count\s*)?\)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdrf]|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that a catalogue does not give well."""

    app: str
    language: str
    msgid: str
    fault: str

    def __str__(self) -> str:
        return f"{self.app} {self.language}: {self.fault}: {self.msgid!r}"


def apps() -> list[str]:
    """The packages of Sopu that have catalogues."""
    return sorted(folder.parent.name for folder in SOURCE.glob("*/locale"))


def catalogue_file(app: str, language: str) -> Path:
    """Where an app's catalogue stands."""
    return SOURCE / app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(app: str, language: str) -> Catalog:
    """The catalogue as it is; an empty one where there is no file."""
    file = catalogue_file(app, language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def said_in(app: str) -> set[Key]:
    """Every msgid that the app's Python and templates say."""
    keys: set[Key] = set()
    for file in sorted((SOURCE / app).rglob("*.py")):
        with file.open("rb") as stream:
            for _, name, ids, _ in extract_python(stream, _KEYWORDS, [], {"encoding": "utf-8"}):
                keys.update(_key(str(name), ids))
    for folder in ("templates", "jinja2"):
        for file in sorted(path for path in (SOURCE / app / folder).rglob("*") if path.is_file()):
            keys.update(said_in_template(file.read_text("utf-8"), str(file)))
    return keys


def said_by_parts() -> set[Key]:
    """Every msgid of Django and of the other parts, which a catalogue of ours may word better than they do."""
    import django
    from django.apps import apps as installed

    homes = [Path(django.__file__).parent / "conf"]
    homes += [Path(one.path) for one in installed.get_app_configs() if not one.name.startswith("sopu.")]
    keys: set[Key] = set()
    for file in (home / "locale" / "en" / "LC_MESSAGES" / "django.po" for home in homes):
        if file.exists():
            with file.open("rb") as stream:
                keys.update(key_of(message) for message in read_po(stream) if message.id)
    return keys


def said_in_template(text: str, name: str = "") -> Iterator[Key]:
    """Every msgid of a template's `translate` and `blocktranslate` tags and `_("…")` constants."""
    for call in _CALL.finditer(templatize(text, name)):
        strings = [ast.literal_eval(string) for string in re.findall(_STRING, call[2])]
        yield from _key("gettext" if call[1] == "_" else call[1], strings)


def _key(name: str, strings: str | Iterable[str | None]) -> Iterator[Key]:
    values = [strings] if isinstance(strings, str) else list(strings)
    context = values.pop(0) if name.startswith(("p", "np")) else None
    singular = values[0] if values else None
    plural = values[1] if name.startswith("n") and len(values) > 1 else None
    if singular:
        yield (context, (singular, plural) if plural else singular)


def updated(app: str, language: str, said: set[Key], elsewhere: dict[Key, Message]) -> Catalog:
    """The app's catalogue with what it says: translations kept, else taken from a sister catalogue.

    A translation of what only a part says is kept too.
    """
    old = {key_of(message): message for message in read(app, language) if message.id}
    new = Catalog(locale=language)
    for context, msgid in said | (said_by_parts() & old.keys()):
        known = old.get((context, msgid))
        if known is None or not is_translated(known):
            known = elsewhere.get((context, msgid), known)
        new.add(msgid, known.string if known and not known.fuzzy else "", context=context)
    return new


def translated(language: str) -> dict[Key, Message]:
    """Every translation that any of our catalogues has; where several have it, as Django picks: the first app's."""
    found: dict[Key, Message] = {}
    for app in apps():
        for message in read(app, language):
            if message.id and is_translated(message):
                found.setdefault(key_of(message), message)
    return found


def is_translated(message: Message) -> bool:
    """Every form has words, and nobody doubts them."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(forms)


def write(app: str, language: str, catalogue: Catalog) -> bool:
    """Writes the catalogue sorted and without places or dates, so that it changes only when a text does."""
    entries = [HEADER.format(language=language)]
    messages = (message for message in catalogue if message.id)
    entries += sorted((_entry(message) for message in messages), key=str.casefold)
    text, file = "\n".join(entries), catalogue_file(app, language)
    if file.exists() and file.read_text("utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return True


def _entry(message: Message) -> str:
    context = f"msgctxt {_quoted(message.context)}\n" if message.context else ""
    if isinstance(message.id, str):
        return f"{context}msgid {_quoted(message.id)}\nmsgstr {_quoted(_forms(message)[0])}\n"
    singular, plural = message.id
    forms = "".join(f"msgstr[{number}] {_quoted(form)}\n" for number, form in enumerate(_forms(message)))
    return f"{context}msgid {_quoted(singular)}\nmsgid_plural {_quoted(plural)}\n{forms}"


def _quoted(text: str) -> str:
    return str(normalize(text, width=0))  # a text on one line is a text that can be searched for


def _forms(message: Message) -> list[str]:
    count = 1 if isinstance(message.id, str) else 2
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return (forms + [""] * count)[:count]


def key_of(message: Message) -> Key:
    """What the message is said as."""
    return (message.context, message.id if isinstance(message.id, str) else (message.id[0], message.id[1]))


def gaps() -> list[Gap]:
    """Every text that is said and not translated, or translated with other placeholders than it was said with."""
    found = []
    said = {app: sorted(said_in(app), key=str) for app in apps()}
    for language in LANGUAGES:
        known = translated(language)
        for app, keys in said.items():
            for key in keys:
                message = known.get(key)
                if message is None:
                    found.append(Gap(app, language, _shown(key), "not translated"))
                elif not keeps_placeholders(message):
                    found.append(Gap(app, language, _shown(key), "other placeholders"))
    return found


def keeps_placeholders(message: Message) -> bool:
    """Each form names what its msgid names; a singular may leave out the number that it says in words."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [set(_PLACEHOLDER.findall(text)) for text in ids]
    given = [set(_PLACEHOLDER.findall(text)) for text in _forms(message)]
    return given[-1] == said[-1] and all(some <= said[-1] for some in given)


def _shown(key: Key) -> str:
    return key[1] if isinstance(key[1], str) else key[1][0]


def compile_all() -> list[Path]:
    """Makes each catalogue that changed ready for use; the value names those that were made."""
    made = []
    for file in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")):
        ready = file.with_suffix(".mo")
        if ready.exists() and ready.stat().st_mtime_ns == file.stat().st_mtime_ns:
            continue
        with file.open("rb") as source, ready.open("wb") as target:
            write_mo(target, read_po(source))
        _same_moment(file, ready)
        made.append(file)
    return made


def _same_moment(file: Path, ready: Path) -> None:
    moment = file.stat()
    os.utime(ready, ns=(moment.st_atime_ns, moment.st_mtime_ns))
