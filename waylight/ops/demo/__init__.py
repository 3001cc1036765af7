"""The demonstration: an invented region, reconciled, served to this machine only."""

from waylight.ops.demo.command import demo_command

__all__ = ["demo_command"]
