from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from tests.episodes.telling import Telling
from waylight.access.acting import acting
from waylight.episodes.photos import written_anew
from waylight.episodes.selectors import pack as packs
from waylight.episodes.services import pack as keeping
from waylight.facts.refusals import NotThere, Refused


def read(tell: Telling, child: UUID) -> packs.Pack:
    with acting(tell.actor):
        return packs.pack(actor=tell.actor, child_id=child, now=tell.now)


def keep(tell: Telling, part: str, field: str, value: str, **more: Any) -> UUID:
    return tell.do(keeping.keep, child_id=tell.region.child, part=part, field=field, value=value,
                   **{"key": uuid4(), **more})  # fmt: skip


def test_a_line_takes_the_place_of_the_one_before_and_friends_stand_beside_each_other(
    region: Any, now: datetime
) -> None:
    tell = Telling(region, now)
    keep(tell, "description", "hair", "brown, long")
    keep(tell.later(1), "description", "hair", "black, short")
    keep(tell, "friends", "friend", "Jo")
    keep(tell.later(1), "friends", "friend", "Max")
    pack = read(tell.later(2), region.child)
    assert [line.value for line in pack.sheet("description").lines] == ["black, short"]
    assert [line.value for line in pack.sheet("friends").lines] == ["Jo", "Max"]
    assert region.record.rows("SELECT count(*) FROM episodes_packentry") == [(4,)]


def test_a_page_sent_twice_keeps_one_line(region: Any, now: datetime) -> None:
    tell, key = Telling(region, now), uuid4()
    assert keep(tell, "friends", "friend", "Jo", key=key) == keep(tell, "friends", "friend", "Jo", key=key)
    assert len(read(tell, region.child).sheet("friends").lines) == 1


def test_a_part_that_nobody_looked_over_for_three_months_is_stale_until_somebody_does(
    region: Any, now: datetime
) -> None:
    before = Telling(region, now - timedelta(days=100))
    keep(before, "phones", "phone", "07700 900123")
    tell = Telling(region, now)
    assert read(tell, region.child).sheet("phones").stale
    with acting(tell.actor):
        keeping.still_right(actor=tell.actor, child_id=region.child, part="phones", now=now)
    assert not read(tell, region.child).sheet("phones").stale


def test_who_keeps_the_pack_may_write_down_a_fear_and_only_the_authority_reads_it(
    region: Any, now: datetime
) -> None:
    tell = Telling(region, now)
    keep(tell, "exploitation", "concern", "a blue car waits at the corner")
    keep(tell, "health", "conditions", "asthma")
    assert read(tell, region.child).sheet("exploitation").lines == ()
    assert (
        read(tell.by(region.social_worker), region.child)
        .first("exploitation", "concern")
        .startswith("a blue")
    )
    assert read(tell, region.child).first("health", "conditions") == "asthma"


def test_police_read_the_pack_from_the_report_on_and_no_diagnosis(region: Any, now: datetime) -> None:
    tell = Telling(region, now)
    keep(tell, "health", "dose", "insulin at eight")
    keep(tell, "health", "conditions", "diabetes")
    police = tell.by(region.inspector)
    with pytest.raises(NotThere):
        read(police, region.child)
    filed = tell.absent(minutes_ago=5)
    pack = read(police, region.child)
    assert (pack.first("health", "dose"), pack.first("health", "conditions")) == ("insulin at eight", "")
    tell.returned(filed.episode)
    with pytest.raises(NotThere):
        read(police, region.child)


def test_a_picture_is_written_anew_without_place_or_device(region: Any, now: datetime) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canary Camera", "Canary One"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    raw = io.BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(raw, "JPEG", exif=exif, comment=b"canary comment")
    assert b"Canary" in raw.getvalue()
    tell = Telling(region, now)
    with acting(tell.actor):
        keeping.photo(
            actor=tell.actor, child_id=region.child, picture=raw.getvalue(), taken_on=now.date(), now=now
        )
        kept = packs.picture(actor=tell.actor, child_id=region.child)
    assert b"anary" not in kept and b"Exif" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((1200, 800), {})


@pytest.mark.parametrize(
    "picture", [b"", b"not a picture", b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff" + b"\0" * 99]
)
def test_what_is_no_picture_is_refused_in_a_sentence(picture: bytes) -> None:
    with pytest.raises(Refused, match="not a picture"):
        written_anew(picture)
