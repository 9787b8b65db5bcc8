import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core import trees

RECORDS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The eight records of the tests of Certificate Transparency (google/certificate-transparency, merkletree)."""

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots of the first none, one, two … of them, as published there."""

LEAVES = [trees.leaf_hash(record) for record in RECORDS]
sizes = st.integers(1, 70)


def leaves(size: int) -> list[bytes]:
    return [trees.leaf_hash(str(number).encode()) for number in range(size)]


def test_the_roots_are_those_that_certificate_transparency_published():
    assert [trees.root(LEAVES[:size]).hex() for size in range(9)] == ROOTS


def test_a_published_proof_of_inclusion_is_made_and_holds():
    proof = trees.inclusion_proof(5, LEAVES)
    assert [one.hex() for one in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert trees.verify_inclusion(5, 8, LEAVES[5], proof, bytes.fromhex(ROOTS[8]))


@settings(max_examples=60, deadline=None)
@given(sizes, st.data())
def test_every_leaf_can_be_proved_and_nothing_else_can(size: int, data: st.DataObject):
    tree = leaves(size)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    proof, root = trees.inclusion_proof(index, tree), trees.root(tree)
    assert trees.verify_inclusion(index, size, tree[index], proof, root)
    assert trees.verify_inclusion(index, size, tree[other], proof, root) == (other == index)
    assert trees.verify_inclusion(other, size, tree[index], proof, root) == (other == index)
    assert not trees.verify_inclusion(index, size, tree[index], (*proof, root), root)
    assert not trees.verify_inclusion(index, size, tree[index], proof[:-1], root) or not proof


def test_what_is_not_in_the_tree_has_no_proof():
    for index in (-1, 8):
        with pytest.raises(IndexError):
            trees.inclusion_proof(index, LEAVES)
        assert not trees.verify_inclusion(index, 8, LEAVES[0], (), bytes.fromhex(ROOTS[8]))
