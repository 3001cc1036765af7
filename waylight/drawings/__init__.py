"""Drawings made on the server as SVG: no script, no network, no inline style; a table beside each."""
