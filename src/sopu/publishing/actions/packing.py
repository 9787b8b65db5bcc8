"""Decision packs of a submitted version: one a party, in its languages."""

import datetime as dt
from collections.abc import Iterator

from sopu.decisions.models import Case
from sopu.publishing.actions.storing import add_package, finish, start
from sopu.publishing.documents import pack_files
from sopu.publishing.documents.archives import archived
from sopu.publishing.documents.packs import PackText
from sopu.publishing.models import Compilation, Package
from sopu.publishing.queries.packs import languages_of_case, pack_party, pack_text, packed_cases


def packs_of(*, compilation: Compilation, now: dt.datetime) -> Iterator[Package]:
    """The packs are made one after another; the text and the comparison are set once in each language."""
    assert compilation.version is not None
    cases = packed_cases(compilation.version)
    worded = frozenset(compilation.version.texts.values_list("language", flat=True))
    start(compilation=compilation, now=now)
    texts: dict[str, PackText] = {}
    shared: dict[str, dict[str, bytes]] = {}
    for case in cases:
        languages = languages_of_case(case, worded)
        for language in languages:
            if language not in texts:
                texts[language] = pack_text(compilation.version, language, now)
                shared[language] = pack_files.shared_files(texts[language])
        name, content = _pack(case, languages, texts, shared, now)
        yield add_package(compilation=compilation, party=case.party, name=name, content=content)
    finish(compilation=compilation)


def _pack(
    case: Case,
    languages: tuple[str, ...],
    texts: dict[str, PackText],
    shared: dict[str, dict[str, bytes]],
    now: dt.datetime,
) -> tuple[str, bytes]:
    """One party's pack: what is shared, and its own items; several languages stand in folders of their own."""
    files: dict[str, bytes] = {}
    for language in languages:
        folder = f"{language}/" if len(languages) > 1 else ""
        own = pack_files.party_files(texts[language], pack_party(case, language))
        files |= {f"{folder}{name}": content for name, content in {**own, **shared[language]}.items()}
    party = pack_party(case, languages[0])
    listed = pack_files.manifest([texts[language] for language in languages], party, files, now)
    return pack_files.pack_name(texts[languages[0]], party), archived({**files, "manifest.json": listed}, now)
