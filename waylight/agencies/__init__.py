"""Authorities, forces, providers and their people: who belongs where, in which role, until when."""
