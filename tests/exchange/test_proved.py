"""Files proved whole before their cells are read say what the reader would find by itself."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.making import NOW, Made
from tests.support.cases import cases
from waylight.exchange.files import Fault, Refused, decode, read_all
from waylight.exchange.files.proved import Begun, files_of

BYTES = st.lists(
    st.sampled_from([b"a", b"\n", b"\xc3", b"\xab", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xff"])
)


def test_what_was_proved_is_read_as_it_is_without(extracts: Made) -> None:
    files = files_of(extracts.police, extracts.authority)
    begun = Begun(files)
    early = read_all(extracts.police, extracts.authority, now=NOW, begun=begun)
    late = read_all(extracts.police, extracts.authority, now=NOW)
    for table in ("police", "children", "placements", "missing"):
        assert getattr(early.extracts, table).equals(getattr(late.extracts, table))
    assert early.files == late.files
    assert begun.hashes == {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_file_is_handed_out_once(extracts: Made) -> None:
    begun = Begun([extracts.police])
    while not begun.taken(extracts.police):
        begun = Begun([extracts.police])  # its turn had not come
    assert begun.taken(extracts.police) is None


@pytest.mark.parametrize(
    ("old", "new"), [(",F0,", ",F0"), ("INC0003", '"INC0003'), ("Zoë", "Zoë\x00"), ("incident_id", '"')]
)
def test_what_is_not_sound_is_left_to_the_reader(extracts: Made, old: str, new: str) -> None:
    extracts.change("police", old, new)

    def faults(begun: Begun | None) -> tuple[Fault, ...]:
        with pytest.raises(Refused) as refused:
            read_all(extracts.police, extracts.authority, now=NOW, begun=begun)
        return tuple(refused.value.faults)

    assert faults(Begun([extracts.police])) == faults(None)


@pytest.mark.parametrize("place", ["nowhere", "x" * 300, "no\x00name"])
def test_a_place_that_cannot_be_read_is_left_to_the_reader(tmp_path: Path, place: str) -> None:
    begun = Begun(files_of(tmp_path / f"{place}.csv", tmp_path / place))
    assert begun.taken(tmp_path / f"{place}.csv") is None


@settings(max_examples=cases(200), deadline=None)
@given(BYTES, st.integers(1, 9))
def test_letters_are_utf_8_where_python_can_decode_the_whole(parts: list[bytes], piece: int) -> None:
    body = b"".join(parts)
    try:
        body.decode("utf-8")
        whole = True
    except UnicodeDecodeError:
        whole = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "PIECE", piece)
        assert decode._is_utf8(body) == whole


@settings(max_examples=cases(100), deadline=None)
@given(st.binary(max_size=30).map(lambda data: b"a name\n" + data), st.integers(1, 9))
def test_the_first_sign_that_no_text_has_is_found(data: bytes, piece: int) -> None:
    wrong = [at for at, byte in enumerate(data) if byte == 127 or (byte < 32 and byte not in b"\n\r\t\v\f")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "PIECE", piece)
        assert decode._first_control(data) == (wrong[0] if wrong else None)


def test_polars_is_not_needed_for_it(extracts: Made) -> None:
    """Or the files would wait for it, and their proof be no sooner done."""
    said = (
        "import sys; from pathlib import Path; from waylight.exchange.files.proved import proved;"
        f"assert proved(Path({str(extracts.police)!r})); sys.exit('polars' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0
