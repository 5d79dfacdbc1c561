"""Meetings that run themselves (会务): the room, the roll, the minutes, and what is to be done afterwards."""
