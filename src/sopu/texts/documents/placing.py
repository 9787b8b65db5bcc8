"""What a returned file proposes of a version, clause by clause; what can't be placed is told in full.

A clause is known by its bookmark, unless another one that came back says exactly what it said: people cut, paste and
type before what a bookmark begins with. One without a bookmark is known by how alike it is.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.fingerprints import fingerprint
from sopu.core.likeness import likeness, threes
from sopu.core.markdown import Span
from sopu.core.rising import longest_rising
from sopu.texts.documents.lines import lines_of, markdown, tidy
from sopu.texts.documents.values import (
    ChangeKind,
    Moved,
    Placed,
    PlacedComment,
    ProposedChange,
    ReturnedClause,
    ReturnedText,
    Unplaced,
    Why,
)

LEAST_ALIKE = 0.6
"""A clause without a bookmark is one of the version when their runs of three letters are at least this alike."""
LONGEST_HEADING = 200
"""Characters that a heading may have."""
MOST_MISSING = 0.5
"""When more of the clauses than this are missing, the file is a part of the document and nobody wants them removed."""


def proposals_from(returned: ReturnedText, base: WholeText) -> Placed:
    """Each clause of the file as unchanged or as a proposal; the comments by clause; and all the rest."""
    there = [(place, one) for place, one in enumerate(returned.clauses) if not one.deleted]
    whose = _whose([one for _, one in there], base)
    placed = [_placed(place, one, whose.get(at, ""), base) for at, (place, one) in enumerate(there)]
    keys = {one.place: one.key for one in placed} | {
        place: one.key for place, one in enumerate(returned.clauses) if one.deleted
    }
    changes = [(one, _reworded(one)) for one in placed if one.was]
    missing, problems = _missing(returned, {one.key for one in placed}, base)
    comments, notes, loose = _comments(returned, keys, base)
    proposals = [change for _, change in changes if change] + _added(placed, notes) + missing
    return Placed(
        proposals=tuple(_in_order(proposals, base)),
        comments=comments,
        unplaced=(*_unplaced(returned, base), *loose),
        unchanged=tuple(one.key for one, change in changes if not change),
        moved=tuple(_moved(placed, base)),
        problems=(*returned.problems, *problems, *_of_another(returned, base)),
    )


def same_text(text: str) -> str:
    """A text in one Markdown, so that two ways of writing the same are equal."""
    return markdown([replace(line, spans=tidy(line.spans)) for line in lines_of(text)])


def _same_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Placed:
    """A clause that came back beside the one that it is; `was` is None for a new one."""

    place: int
    came: ReturnedClause
    was: ClauseText | None
    key: str
    heading: str
    text: str


def _placed(place: int, came: ReturnedClause, key: str, base: WholeText) -> _Placed:
    was = next((one for one in base.clauses if one.key == key), None) if key else None
    heading, text = _same_line(came.heading), came.text
    if was is None:
        return _Placed(place, came, None, "", heading, text)
    text = _with_known_links(text, was)
    heading = _unnumbered(came.number, heading, was) if heading else ""
    if not heading and was.heading:
        heading, text = _headed(text, was)
    elif not heading:
        text = _unnumbered(came.number, text, was)
    return _Placed(place, came, was, key, heading, text)


def _with_known_links(text: str, was: ClauseText) -> str:
    """Programs write an address without a path with a stroke at its end: where it was without, it is so again."""
    known = {span.href for line in lines_of(was.text) for span in line.spans if span.href}
    lines = lines_of(text)
    changed = {
        span.href for line in lines for span in line.spans if span.href not in known and span.href.rstrip("/") in known
    }
    if not changed:
        return text
    return markdown([replace(line, spans=tuple(_relinked(span, changed) for span in line.spans)) for line in lines])


def _relinked(span: Span, changed: Set[str]) -> Span:
    return replace(span, href=span.href.rstrip("/")) if span.href in changed else span


def _unnumbered(number: str, text: str, was: ClauseText) -> str:
    """The words without the clause's number; what looks like a number of a clause that has none is of its words."""
    whole = f"{number} {text}" if number else text
    if not was.number:
        return whole
    return whole.removeprefix(f"{was.number} ") if whole.startswith(f"{was.number} ") else text


def _headed(text: str, was: ClauseText) -> tuple[str, str]:
    """A heading that lost its style is the first line of the text."""
    lines = lines_of(text)
    if lines and _same_line(lines[0].text) in {_same_line(was.heading), _same_line(f"{was.number} {was.heading}")}:
        return _same_line(was.heading), markdown(lines[1:])
    return "", text


def _reworded(one: _Placed) -> ProposedChange | None:
    """The change of words that it proposes; None where it says what it said."""
    if one.was is None or _says(one.was) == (one.heading, same_text(one.text)):
        return None
    if not one.heading and not one.text:
        return ProposedChange(ChangeKind.REMOVE, one.key, "", one.was.depth, "", "")
    return ProposedChange(ChangeKind.REWORD, one.key, "", one.was.depth, *_fitting(one.heading, one.text))


def _fitting(heading: str, text: str) -> tuple[str, str]:
    """A heading that is longer than one may be is the first paragraph."""
    return (heading, text) if len(heading) <= LONGEST_HEADING else ("", f"{same_text(heading)}\n\n{text}".strip())


def _says(clause: ClauseText) -> tuple[str, str]:
    return _same_line(clause.heading), same_text(clause.text)


def _whose(there: Sequence[ReturnedClause], base: WholeText) -> dict[int, str]:
    """The key of each clause that came back, by its place; new ones have none."""
    known = {one.key: one for one in base.clauses}
    found = _by_exact_words(there, base)
    for place, one in sorted(enumerate(there), key=lambda told: -_how_alike(told[1], known.get(told[1].key))):
        if place not in found and one.key in known and one.key not in found.values():
            found[place] = one.key
    left = [one for one in base.clauses if one.key not in found.values()]
    new = [place for place in range(len(there)) if place not in found]
    scored = sorted(
        (-how, place, one.key) for place in new for one in left if (how := _how_alike(there[place], one)) >= LEAST_ALIKE
    )
    for _, place, key in scored:
        if place not in found and key not in found.values():
            found[place] = key
    return found


def _by_exact_words(there: Sequence[ReturnedClause], base: WholeText) -> dict[int, str]:
    """Those that say exactly what some clause says: under its own bookmark first, then wherever they stand."""
    says = [(_same_line(one.heading), same_text(one.text)) for one in there]
    left = {one.key: _says(one) for one in base.clauses if one.heading or one.text}
    found: dict[int, str] = {}
    for is_own in (True, False):
        for place, one in enumerate(there):
            keys = [one.key] if is_own else [key for key, told in left.items() if told == says[place]]
            if place not in found and keys and left.get(keys[0]) == says[place]:
                found[place] = keys[0]
                del left[keys[0]]
    return found


def _how_alike(came: ReturnedClause, was: ClauseText | None) -> float:
    if was is None:
        return 0.0
    return likeness(threes(f"{came.heading}\n{came.text}"), threes(f"{was.heading}\n{was.text}"))


def _added(placed: Sequence[_Placed], notes: Mapping[int, str]) -> list[ProposedChange]:
    """New clauses, each after the clause of the version that it stands behind, with what was commented on it."""
    found = []
    after = ""
    for one in placed:
        after = one.key or after
        if not one.key and (one.heading or one.text):
            depth, note = one.came.depth or 2, notes.get(one.place, "")
            found.append(ProposedChange(ChangeKind.ADD, "", after, depth, *_fitting(one.heading, one.text), note))
    return found


def _missing(returned: ReturnedText, found: set[str], base: WholeText) -> tuple[list[ProposedChange], tuple[str, ...]]:
    """Clauses that did not come back: to be removed, unless so many are missing that the file is a part."""
    deleted = {one.key for one in returned.clauses if one.deleted}
    missing = [one for one in base.clauses if one.key not in found and (one.heading or one.text)]
    is_part = sum(one.key not in deleted for one in missing) > MOST_MISSING * len(base.clauses)
    gone = [one for one in missing if one.key in deleted or not is_part]
    removed = [ProposedChange(ChangeKind.REMOVE, one.key, "", one.depth, "", "") for one in gone]
    return removed, ("partial",) if is_part else ()


def _comments(
    returned: ReturnedText, keys: Mapping[int, str], base: WholeText
) -> tuple[tuple[PlacedComment, ...], dict[int, str], list[Unplaced]]:
    """Comments on clauses of the version, what was said of new ones by their place, and comments on nothing."""
    known = {one.key for one in base.clauses}
    placed: list[PlacedComment] = []
    notes: dict[int, str] = {}
    loose: list[Unplaced] = []
    for one in returned.comments:
        key = keys.get(one.clause, "")
        if key in known:
            placed.append(PlacedComment(key, one.text, one.about))
        elif one.clause >= 0 and not key and not returned.clauses[one.clause].deleted:
            notes[one.clause] = "\n".join(filter(None, (notes.get(one.clause), one.text)))
        else:
            loose.append(Unplaced(one.text, Why.COMMENT))
    return tuple(placed), notes, loose


def _unplaced(returned: ReturnedText, base: WholeText) -> Iterator[Unplaced]:
    """What the file says outside clauses; a title that is the version's own is nothing to tell."""
    title = _same_line(base.title)
    is_told = any(one.why is Why.TITLE for one in returned.unplaced)
    yield from (one for one in returned.unplaced if one.why is not Why.TITLE or _same_line(one.text) != title)
    if returned.title and not is_told and _same_line(returned.title) != title:
        yield Unplaced(_same_line(returned.title), Why.TITLE)


def _moved(placed: Sequence[_Placed], base: WholeText) -> Iterator[Moved]:
    """Clauses that stand in another order, as few as that can be told by, and those at another depth."""
    place = {one.key: at for at, one in enumerate(base.clauses)}
    known = [one for one in placed if one.was]
    still = longest_rising([place[one.key] for one in known])
    after = ""
    for at, one in enumerate(known):
        assert one.was is not None
        is_elsewhere_deep = bool(one.heading and one.was.heading and one.came.depth not in {0, min(one.was.depth, 3)})
        if at not in still or is_elsewhere_deep:
            yield Moved(one.key, after, one.came.depth or one.was.depth)
        after = one.key


def _of_another(returned: ReturnedText, base: WholeText) -> tuple[str, ...]:
    """Whether the file was made of another version than the one that it is laid beside."""
    is_other = returned.fingerprint and not fingerprint(base).startswith(returned.fingerprint)
    return ("other_version",) if is_other else ()


def _in_order(proposals: Sequence[ProposedChange], base: WholeText) -> list[ProposedChange]:
    """By the clauses that they are of or after; new ones behind, in the order of the file."""
    place = {one.key: at for at, one in enumerate(base.clauses)} | {"": -1}
    return sorted(
        proposals,
        key=lambda one: (place[one.after_key if one.kind is ChangeKind.ADD else one.key], one.kind is ChangeKind.ADD),
    )
