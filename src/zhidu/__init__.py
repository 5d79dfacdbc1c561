"""Zhidu 制度: written rules of Party organisations as data, evaluated exactly, every verdict explained."""

from __future__ import annotations

__version__ = "0.1.0"
