"""What may stand in the columns of a record, kind by kind."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.properties.kind_strategies import POSTS, TOPICS

flags = st.sampled_from(("true", "false"))
people = st.integers(0, 12).map(str)
iso_days = st.sampled_from(("2026-01-31", "2026-04-10", "2026-06-30", "2026-09-18", "2026-11-20"))
clocks = st.sampled_from(("07:30", "8:00", "10:00", "11:30", "19:00", "21:15"))


def some(*known: str) -> st.SearchStrategy[str]:
    """One or two of the words, as they would stand in one cell."""
    return st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True).map(";".join)


COLUMNS: dict[str, st.SearchStrategy[str]] = {
    "type": some("regular", "extra", "topic_a"),
    "days": st.sampled_from(("0", "1", "1.5", "2", "7", "不详")),
    "topic": some(*TOPICS),
    "note": st.just("有"),
    "present": people,
    "entitled": people,
    "recorded": flags,
    "minutes": st.sampled_from(("30", "60", "90.5")),
    "hours": st.sampled_from(("0.5", "1", "4")),
    "begins": clocks,
    "ends": clocks,
    "consent_by": some(*POSTS),
    "consent_on": iso_days,
    "of": some("members_meeting", "committee_meeting", "dues_paid"),
    "first": iso_days,
    "last": iso_days,
    "approver": some("superior", "branch"),
    "until": iso_days,
    "forum": some("members_meeting", "committee_meeting"),
    "matter": some("admission", "reward"),
    "yes": people,
    "no": people,
    "abstain": st.integers(0, 3).map(str),
    "written": st.integers(0, 3).map(str),
    "excluded_present": st.integers(0, 1).map(str),
    "everyone": st.integers(6, 14).map(str),
    "emergency": flags,
    "result": st.sampled_from(("passed", "passed", "failed", "deferred")),
    "method": some("secret", "named"),
    "persons": st.integers(1, 2).map(str),
    "done": some("heard_person", "exchange"),
    "dissent_recorded": flags,
    "step": some("first", "second", "third"),
    "by": some(*POSTS),
    "audience": some("masses", "all_members", "superior", "person"),
    "via": some("notice", "meeting"),
    "secret": flags,
    "with": some("张三", "李四", "王五"),
    "ended_on": iso_days,
    "chair": some(*POSTS),
    "chair_id": st.sampled_from(("张三", "李四")),
    "recorder": some(*POSTS),
    "form": st.sampled_from(("minutes", "plan", "minutes")),
    "fields": some("opening", "vote"),
    "signed_by": some(*POSTS),
    "sealed": flags,
    "grade": some("excellent", "qualified"),
    "ground": some("illness", "leave"),
    "reason": st.just("换届"),
    "clause": st.just("rule.family"),
}
_WHERE = ("type", "days")
ABOUT_EXCUSES = ("ground", "approver", "reason", "clause", "of")
KIND_COLUMNS: dict[str, tuple[str, ...]] = {
    "frequency": (*_WHERE, "topic", "present", "entitled", "recorded"),
    "quota": (*_WHERE, "minutes", "hours"),
    "schedule": (*_WHERE, "begins", "ends", "consent_by", "consent_on", "of", "first", "last"),
    "lapse": (),
    "term": ("approver", "until"),
    "decision": (
        *("forum", "matter", "entitled", "present", "yes", "no", "abstain", "written", "excluded_present"),
        *("everyone", "emergency", "result", "method", "persons", "done", "dissent_recorded"),
    ),
    "stage": ("step",),
    "deadline": (*_WHERE, "topic", "note", "by", "audience"),
    "coverage": (*_WHERE, "with", "ended_on"),
    "composition": ("type", "topic", "ended_on"),
    "role": ("chair", "chair_id", "recorder"),
    "content": ("topic", "forum"),
    "record": (*_WHERE, "form", "fields", "signed_by", "sealed", "grade"),
    "disclosure": (*_WHERE, "audience", "via", "secret"),
    "prohibition": _WHERE,
    "trend": (),
    "amount": (),
}
COMPANIONS: dict[str, tuple[str, ...]] = {
    "term": ("term_extended",),
    "lapse": ("members_meeting", "work_assigned"),
    "frequency": ("recruitment_allocation",),
}
"""Kind → measures that its evaluation reads besides those the clause names."""
