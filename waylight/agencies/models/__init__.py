"""Agencies as a tree, people, and what each may be from when to when."""

from .nodes import Node, NodeReach
from .people import Person
from .roles import OnDuty, RoleGrant

__all__ = ["Node", "NodeReach", "OnDuty", "Person", "RoleGrant"]
