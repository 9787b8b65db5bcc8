"""Where the nodes of a layered picture stand."""

from sopu.core.layers import ordered


def crossings(layers, edges):
    """Pairs of edges between neighbouring layers that cross each other."""
    place = {node: number for layer in layers for number, node in enumerate(layer)}
    return sum(
        (place[a] - place[c]) * (place[b] - place[d]) < 0
        for number, (a, b) in enumerate(edges)
        for c, d in edges[number + 1 :]
    )


def test_lines_that_need_not_cross_do_not():
    layers, edges = [["a", "b", "c"], ["x", "y", "z"]], [("a", "z"), ("b", "y"), ("c", "x")]
    assert (crossings(layers, edges), crossings(ordered(layers, edges), edges)) == (3, 0)


def test_every_node_stays_in_its_layer_and_the_same_question_gives_the_same_picture():
    layers, edges = [["a", "b"], [], ["x", "y", "z"]], [("a", "y"), ("b", "x")]
    first = ordered(layers, edges)
    assert [sorted(layer) for layer in first] == [["a", "b"], [], ["x", "y", "z"]]
    assert first == ordered(layers, edges)
