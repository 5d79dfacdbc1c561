"""What kind of record each measure is: a meeting with a list of names, or a line about somebody or something."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.apps.activities.entries import ELSEWHERE
from zhidu.domain.rules.vocabulary import MEASURES, Measure, MeasureUnit, SubjectClass

COMMITTEE_MEETINGS = frozenset(
    {
        "committee_meeting",
        "enlarged_committee_meeting",
        "party_committee_meeting",
        "democratic_life_meeting",
        "team_study",
        "party_building_meeting",
    }
)
"""Meetings to which the committee is entitled, not every member."""
LIFE = frozenset({"organisational_life_meeting", "democratic_life_meeting", "group_life_meeting"})
"""Meetings at which each speaks of himself and of others, prepared and followed up: they have a pack."""
ENLARGED = frozenset({"enlarged_committee_meeting"})
"""Meetings of the committee to which others are asked: they sit in and have no vote."""
GATHERINGS = COMMITTEE_MEETINGS | {
    "members_meeting",
    "party_lecture",
    "party_day",
    "organisational_life_meeting",
    "group_meeting",
    "group_life_meeting",
    "member_study",
    "staff_study",
    "study_tour",
    "training_session",
    "lecture_hall_session",
    "themed_practice",
    "democratic_appraisal",
    "appraisal_study",
    "appraisal_summed_up",
    "admission_meeting",
    "confirmation_meeting",
    "election",
    "mobilisation",
    "bimonthly_forum",
    "joint_meeting",
}
"""Occasions where people come together and it matters who came."""
ONE_THEME = frozenset(
    {
        "party_lecture",
        "party_day",
        "member_study",
        "staff_study",
        "team_study",
        "study_tour",
        "training_session",
        "lecture_hall_session",
        "themed_practice",
        "appraisal_study",
    }
)
"""Occasions with one theme rather than points to be settled: the form asks for it and folds the agenda away."""
BY_ITSELF = frozenset(
    {"organised_life", "attendance", "activity_missed", "absence_unexcused", "study_attended", "study_hours"}
    | {"training_attended", "invited", "lecture_given"}
)
"""What follows from a meeting with names (see ``derive.py``); by hand only where no such meeting was recorded."""
USUAL = (
    "members_meeting",
    "committee_meeting",
    "group_meeting",
    "party_lecture",
    "party_day",
    "member_study",
    "organisational_life_meeting",
    "talk_held",
    "dues_collected",
    "dues_paid",
)
"""Offered first: what a branch does most."""
PEOPLE = frozenset({SubjectClass.MEMBER, SubjectClass.PROSPECT, SubjectClass.POST_HOLDER})
MATTERS = frozenset({SubjectClass.CASE, SubjectClass.TASK, SubjectClass.PAIR})
_GROUPS = (
    ("组织生活", frozenset({"activities", "learning"})),
    ("党员与发展党员", frozenset({"recruitment", "transfers"})),
    ("党费", frozenset({"dues"})),
    ("评议考核", frozenset({"appraisals", "improvement"})),
    ("决策与程序", frozenset({"procedures", "ballots", "documents", "disclosure", "compliance", "orgs"})),
    ("联系服务与共治", frozenset({"service", "feedback", "alliance", "venues"})),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One measure as a form sees it."""

    measure: Measure

    @property
    def name(self) -> str:
        return self.measure.name

    @property
    def chinese(self) -> str:
        return self.measure.chinese

    @property
    def classes(self) -> frozenset[SubjectClass]:
        """Whom a record of the kind may be about."""
        return frozenset(SubjectClass(one) for one in self.measure.of.split())

    @property
    def gathering(self) -> bool:
        return self.name in GATHERINGS

    @property
    def of_committee(self) -> bool:
        return self.name in COMMITTEE_MEETINGS

    @property
    def one_theme(self) -> bool:
        return self.name in ONE_THEME

    @property
    def about_people(self) -> bool:
        """Whether each record is about one person."""
        return not self.gathering and bool(self.classes & PEOPLE)

    @property
    def about_posts(self) -> bool:
        return not self.gathering and self.classes == {SubjectClass.POST_HOLDER}

    @property
    def about_matters(self) -> bool:
        return not self.gathering and bool(self.classes & MATTERS)

    @property
    def about_places(self) -> bool:
        """Whether it may stand in an organisation's own name."""
        return self.gathering or bool(self.classes - PEOPLE - MATTERS)

    @property
    def counted(self) -> bool:
        """Whether a quantity other than 1 is asked for."""
        return self.measure.unit is not MeasureUnit.TIMES

    @property
    def unit(self) -> str:
        return self.measure.counted_in


def kind(name: str) -> Kind | None:
    """The kind of that name, or None where nothing of that name is kept here."""
    measure = MEASURES.get(name)
    return Kind(measure) if measure is not None and name not in ELSEWHERE else None


def kinds() -> list[Kind]:
    """Every kind that is kept here, in the order of the vocabulary."""
    return [Kind(one) for one in MEASURES.values() if one.name not in ELSEWHERE]


def grouped() -> list[tuple[str, list[Kind]]]:
    """Kinds under headings, the usual ones first."""
    every = kinds()
    usual = [one for name in USUAL for one in every if one.name == name]
    return [
        ("常用", usual),
        *((title, [one for one in every if one.measure.app in apps]) for title, apps in _GROUPS),
    ]
