"""Reading the extracts of police and authorities, or refusing them whole with every fault named."""

from waylight.exchange.files.faults import Fault, Refused
from waylight.exchange.files.read import Reading, read_all, read_extracts

__all__ = ["Fault", "Reading", "Refused", "read_all", "read_extracts"]
