"""Digests that anybody can check."""

import subprocess

import pytest

from sopu.core.digests import checksums, sha256


def test_the_digest_is_the_standards_own_example():
    # FIPS 180-4 example for "abc" (NIST CSRC, SHA256.pdf)
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_list_stands_in_order_of_name():
    listed = checksums({"b.csv": b"2", "a.pdf": b"1"}).splitlines()
    assert listed == [f"{sha256(b'1')}  a.pdf", f"{sha256(b'2')}  b.csv"]


@pytest.mark.parametrize("name", ["a\nb", "a\rb", "a\\b"])
def test_a_name_that_would_break_the_list_is_refused(name):
    with pytest.raises(ValueError, match="can't carry"):
        checksums({name: b""})


def test_sha256sum_itself_accepts_the_list_and_notices_a_change(tmp_path):
    files = {"koko-aineisto.pdf": b"%PDF", "ote.csv": "ä;ö".encode()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "SHA256SUMS").write_text(checksums(files))
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "ote.csv").write_bytes(b"muu")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1
