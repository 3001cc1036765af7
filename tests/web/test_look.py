"""The committed style sheet and scripts are what their sources make, without what belongs to GOV.UK alone."""

from __future__ import annotations

import pytest

from waylight.web.build import rebuild

needs_sources = pytest.mark.skipif(
    not rebuild.SCRIPT.exists(),
    reason="govuk-frontend is not here: run npm install in waylight/web/build to compare",
)


@needs_sources
def test_the_style_sheet_is_what_its_sources_make() -> None:
    assert (rebuild.STATIC / "waylight.css").read_text() == rebuild.style_sheet()


@needs_sources
def test_the_script_is_govuk_frontends_own() -> None:
    assert (rebuild.STATIC / "govuk-frontend.min.js").read_text() == rebuild.script()


def test_the_drawings_style_is_the_drawings_rooms() -> None:
    assert (rebuild.STATIC / "drawings.css").read_text() == rebuild.DRAWINGS.read_text()


def test_nothing_of_govuks_brand_is_shipped() -> None:
    shipped = "".join(path.read_text().lower() for path in rebuild.STATIC.iterdir() if path.suffix != ".js")
    for word in ("gds transport", "crown", "crest", "@font-face", "url("):
        assert word not in shipped, word
