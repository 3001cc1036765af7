"""A picture from a stranger's device becomes one of ours: pixels only, of a size that prints well."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from waylight.facts.refusals import Refused

LARGEST = 12_000_000
SIDE = 1_200
PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def written_anew(picture: bytes) -> tuple[bytes, int, int]:
    """A JPEG without place, time, device or comment, upright, at most 1,200 pixels a side, and its size.

    Raises: Refused on anything that is not a picture, or is too large to be one.
    """
    if len(picture) > LARGEST:
        raise Refused(
            "The picture is larger than 12 MB. Take it again, or send a smaller one.", field="picture"
        )
    try:
        with warnings.catch_warnings():
            # A picture that unpacks to far more than it says is refused, not warned of.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture), formats=FORMATS) as opened:
                if opened.width * opened.height > PIXELS:
                    raise Refused("The picture has too many pixels. Take it again, smaller.", field="picture")
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise Refused(
            "That is not a picture that can be read. Send a JPEG, PNG or WebP.", field="picture"
        ) from None
    upright.thumbnail((SIDE, SIDE))
    # Only the pixels go into a new picture: whatever else came with the old one stays behind.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return out.getvalue(), clean.width, clean.height
