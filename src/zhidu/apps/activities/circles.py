"""Who may read a record, from what it is about: decided once, when it is written down."""

from __future__ import annotations

from zhidu.apps.activities.states import Circle

PRIVATE = frozenset(
    {
        # talks
        "talk_held",
        "talk_received",
        "education_talk",
        "application_talk",
        "approval_talk",
        "follow_up_talk",
        # what somebody wrote or said about themselves and others
        "self_analysis",
        "thought_report",
        "political_review",
        # discipline and disposal
        "discipline_case",
        "discipline_breached",
        "investigation",
        "graded_unqualified",
        "member_problem",
        "disposal_proposed",
        "disposal_voted",
        "disposal_approved",
        "correction_ordered",
        "correction_over",
        "falsification_confirmed",
        "accountability",
    }
)
"""Kinds that are between the person, the secretary and the discipline officer."""


COMMITTEE = frozenset({"opinions_gathered"})
"""What was said in confidence to the committee, though it is about the organisation."""


def circle_of(kind: str, *, about_somebody: bool) -> Circle:
    """The circle of a record of *kind*."""
    if kind in PRIVATE:
        return Circle.PRIVATE
    return Circle.COMMITTEE if about_somebody or kind in COMMITTEE else Circle.MEMBERS
