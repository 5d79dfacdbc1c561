"""Streets and communities: venues in use, things built and claimed together, visits and training."""

from __future__ import annotations

from zhidu.project.demo.keeper import Echo, Keeper
from zhidu.project.demo.life.occasions import Occasion

_COMMITTEES = ("street_committee", "community_committee")
OCCASIONS = (
    Occasion(measure="feedback_received", types=_COMMITTEES, times=3),
    Occasion(measure="layout_changed", types=_COMMITTEES),
    Occasion(measure="observation_visit", types=("county_committee", "street_committee"), times=2),
    Occasion(measure="study_tour", types=("street_committee",)),
    Occasion(measure="ledger_item", types=("street_committee",), times=6),
    Occasion(measure="tier_assigned", types=("grid_branch", "community_committee")),
    Occasion(measure="plaza_activity", types=_COMMITTEES, times=4),
    Occasion(measure="brand_rated", types=("community_committee",)),
    Occasion(measure="project_claimed", types=_COMMITTEES, times=4),
    Occasion(measure="need_matched", types=_COMMITTEES, times=4),
    Occasion(measure="lecture_hall_session", types=("county_committee", *_COMMITTEES), times=5),
    Occasion(measure="training_session", types=("county_committee", "street_committee"), times=2),
    Occasion(
        measure="election", types=("community_committee",), columns={"election_of": "committee_members"}
    ),
    Occasion(measure="room_use", types=("service_centre",), times=8),
    Occasion(measure="visit_batch", types=("base",), times=6),
    Occasion(measure="dues_spent", types=("community_committee",), columns={"purpose": "hardship_help"}),
)
ECHOES: dict[str, Echo] = {}


def happen(_: Keeper) -> None:
    """Nothing beyond the table."""
