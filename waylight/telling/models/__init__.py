"""What was told, whom it was told, and by which way it went out. Written by the worker alone."""

from .notices import Climb, Heard, Notice, Receipt, Step
from .outbox import Carried, Confirmation, Delivery, Mobile

__all__ = ["Carried", "Climb", "Confirmation", "Delivery", "Heard", "Mobile", "Notice", "Receipt", "Step"]
