"""A backup is restored after some were erased: the record is there and proved, they are not; no page opens early."""

from __future__ import annotations

import pytest

from waylight.ops.drills.coming_back import CameBack, come_back

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def restored() -> CameBack:
    found = come_back(children=40, trail=2_000)
    print(found)
    return found


def test_a_restore_equals_the_backup_and_brings_nobody_back_who_was_erased(restored: CameBack) -> None:
    assert restored.rows > 2_000
    assert restored.kept, str(restored)


def test_without_the_list_they_come_back_and_the_pages_refuse_to_open_so_the_drill_can_see(
    restored: CameBack,
) -> None:
    assert restored.seen, str(restored)
