"""怎么算: a clause in plain words, as a few labelled cells and as one sentence, for people and never for judging."""

from __future__ import annotations

from zhidu.rulebooks.plain.clause import cells, sentence
from zhidu.rulebooks.plain.side_by_side import NOTHING, Row, side_by_side
from zhidu.rulebooks.plain.speech import Cell

__all__ = ["NOTHING", "Cell", "Row", "cells", "sentence", "side_by_side"]
