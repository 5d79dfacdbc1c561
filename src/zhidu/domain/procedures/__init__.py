"""Procedures (程序): ordered steps that a rulebook defines and a case goes through."""

from __future__ import annotations

from zhidu.domain.procedures.definition import Gate, Procedure, Step

__all__ = ["Gate", "Procedure", "Step"]
