"""The commitment matrix on A3."""

import datetime as dt

import pymupdf
import pytest

from planned import a_commitment, a_goal, a_measure, a_plan
from sopu.plans.queries.matrix import matrix_of
from sopu.plans.rules import Level, Stage
from sopu.publishing.documents import commitments

pytestmark = pytest.mark.django_db

MOMENT = dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC)


def test_the_matrix_is_a_tagged_table_with_its_head_on_every_sheet():
    plan = a_plan()
    goal, parties = a_goal(plan), list(plan.document.parties.all())
    for number in range(60):
        a_commitment(a_measure(goal, name_fi=f"Toimenpide *{number}* #heading"))
    measure = goal.measures.last()
    a_commitment(measure, parties[1], level=Level.OPTS_OUT, stage=Stage.AMENDED, reason="Ei kuulu toimialaan.")
    content = commitments.pdf(matrix_of(plan), language="fi", moment=MOMENT)
    assert content == commitments.pdf(matrix_of(plan), language="fi", moment=MOMENT)
    with pymupdf.open(stream=content, filetype="pdf") as paper:
        sizes = {tuple(round(side * 25.4 / 72) for side in (page.rect.width, page.rect.height)) for page in paper}
        texts = [" ".join(page.get_text().split()) for page in paper]
    assert (sizes, len(texts)) == ({(420, 297)}, 2)
    assert all(party.organisation.name in text for party in parties for text in texts)
    assert "Toimenpide *59* #heading" in texts[1]
    assert f"{parties[1].organisation.name}, {measure.label}: Ei kuulu toimialaan." in texts[1]
