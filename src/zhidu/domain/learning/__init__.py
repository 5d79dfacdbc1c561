"""Study: what time comes to in class hours, nobody in two places at once, and a draw anybody can repeat."""

from zhidu.domain.learning.draw import draw, order
from zhidu.domain.learning.hours import Rates, single_time

__all__ = ["Rates", "draw", "order", "single_time"]
