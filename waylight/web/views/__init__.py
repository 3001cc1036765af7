"""Views: take what was asked, call one service or a few selectors, show a page."""
