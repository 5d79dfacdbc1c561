"""``python tests/proof/ballot_box.py make|sign|vote|count|close|audit``: votes and meetings, for proofs that kill.

Run with ZHIDU_VAR set. ``make`` prints a large branch whose meeting has not begun and whose secret vote is open, and
small ones whose vote waits to be counted and whose meeting to be closed. ``sign`` and ``vote`` print each person whose
act was acknowledged; ``count`` and ``close`` print ``now`` before and ``done`` after the act in one small branch;
``audit`` prints what is there.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from typing import Any

import django

PEOPLE, SMALL, FEW = 160, 24, 9
"""Members of the large branch; how many small ones there are, and their members."""
TITLE = "试验"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()
    told = json.loads(os.environ.get("PROOF_BALLOT", "{}"))
    what, *more = sys.argv[1:]
    if what == "make":
        make()
    elif what in {"sign", "vote"}:
        {"sign": sign, "vote": vote}[what](told)
    elif what == "audit":
        audit(told)
    else:
        {"count": count, "close": close}[what](told["small"][int(more[0])])


def make() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

    call_command("migrate", verbosity=0)
    large = branch("大支部", PEOPLE, begun=False)
    small = [branch(f"第{place}党支部", FEW, begun=True) for place in range(SMALL)]
    print(json.dumps({"large": large, "small": small}))


def branch(name: str, number: int, *, begun: bool) -> dict[str, Any]:
    """A branch with its people, a meeting of today and a secret vote that is open.

    Where the meeting has *begun* it is open and everybody has voted.
    """
    from zhidu.apps.activities.actions import plan  # noqa: PLC0415
    from zhidu.apps.activities.entries import Entry  # noqa: PLC0415
    from zhidu.apps.ballots.actions import cast, open_ballot, prepare, take_key  # noqa: PLC0415
    from zhidu.apps.ballots.drafting import Draft  # noqa: PLC0415
    from zhidu.apps.ballots.states import Method, Role  # noqa: PLC0415
    from zhidu.apps.members.actions import Admission, Stretch, admit_many  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM, Actor  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    since = today().replace(year=today().year - 5)
    node = found(actor=SYSTEM, parent=None, type="branch", name=name, on=since, attributes={})
    stretch = Stretch(type="full_member", organization=node.pk, group=None, first=since)
    rows = [Admission(name=f"党员{place}", stretches=[stretch]) for place in range(number)]
    people = admit_many(actor=SYSTEM, rows=rows)
    meeting = plan(actor=SYSTEM, entry=Entry(kind="members_meeting", node=node.pk, on=today(), planned=True))
    if begun:
        begin(meeting.pk, people)
    made = prepare(
        actor=SYSTEM,
        draft=Draft(
            organization=node.pk,
            forum="members_meeting",
            matter="other",
            method=Method.SECRET,
            title=TITLE,
            tellers={Role.SCRUTINEER: people[0], Role.COUNTER: people[1]},
        ),
    )
    codes = {
        one.pk: take_key(actor=Actor(person=one.person_id), ballot=made.pk) for one in made.tellers.all()
    }
    open_ballot(actor=SYSTEM, ballot=made.pk, version=made.version)
    for person in people if begun else ():
        cast(actor=Actor(person=person), ballot=made.pk, marks=mark(person))
    return {
        "branch": node.pk,
        "people": people,
        "meeting": meeting.pk,
        "ballot": made.pk,
        "codes": codes,
    }


def begin(meeting: int, people: list[int]) -> None:
    from zhidu.apps.meetings.actions import open_meeting, serve, take_roll  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    room = take_roll(actor=SYSTEM, activity=meeting)
    serve(actor=SYSTEM, activity=meeting, version=room.version, chair=people[0], recorder=people[1])
    open_meeting(actor=SYSTEM, activity=meeting)


def mark(person: int) -> str:
    return "y" if person % 3 else "n"


def sign(told: dict[str, Any]) -> None:
    """One after another in any order; whoever was taken down before the last kill is passed over."""
    from zhidu.apps.meetings.actions import sign as write  # noqa: PLC0415
    from zhidu.apps.meetings.actions.sign import Mark  # noqa: PLC0415
    from zhidu.apps.meetings.models import Sign  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    large = told["large"]
    left = set(large["people"]) - set(Sign.objects.values_list("person_id", flat=True))
    for person in random.sample(sorted(left), len(left)):
        write(actor=SYSTEM, activity=large["meeting"], marks=[Mark(person, "present")])
        print(person, flush=True)


def vote(told: dict[str, Any]) -> None:
    """In any order, those who have voted among them: they are told so, and nothing changes."""
    from zhidu.apps.ballots.actions import cast  # noqa: PLC0415
    from zhidu.foundation.access.rules import Actor  # noqa: PLC0415
    from zhidu.foundation.acts import Wrong  # noqa: PLC0415

    large = told["large"]
    for person in random.sample(large["people"], len(large["people"])):
        try:
            cast(actor=Actor(person=person), ballot=large["ballot"], marks=mark(person))
        except Wrong:
            continue  # voted before the last kill, acknowledged or not
        print(person, flush=True)


def count(here: dict[str, Any]) -> None:
    from zhidu.apps.ballots.actions import open_box  # noqa: PLC0415
    from zhidu.apps.ballots.models import Ballot  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    found = Ballot.objects.get(pk=here["ballot"])
    codes = {int(pk): code for pk, code in here["codes"].items()}
    print("now", flush=True)
    if found.open:
        open_box(actor=SYSTEM, ballot=found.pk, version=found.version, codes=codes)
    print("done", flush=True)


def close(here: dict[str, Any]) -> None:
    from zhidu.apps.activities.models import Activity  # noqa: PLC0415
    from zhidu.apps.meetings.actions import close as end  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    planned = Activity.objects.get(pk=here["meeting"]).state == "planned"
    print("now", flush=True)
    if planned:
        end(actor=SYSTEM, activity=here["meeting"])
    print("done", flush=True)


def audit(told: dict[str, Any]) -> None:
    from zhidu.apps.ballots.models import Ballot, Elector, Slot  # noqa: PLC0415
    from zhidu.apps.meetings.models import Meeting, Sign  # noqa: PLC0415
    from zhidu.foundation.journal.models import Entry  # noqa: PLC0415
    from zhidu.foundation.journal.queries import verify  # noqa: PLC0415

    large = told["large"]
    room = Meeting.objects.filter(activity=large["meeting"]).first()
    signed = Sign.objects.filter(meeting=room).values_list("person_id", flat=True)
    notes = Entry.objects.filter(act="meetings.sign", object=room.code if room else "-").count()
    ballot = Ballot.objects.get(pk=large["ballot"])
    voted = Elector.objects.filter(ballot=ballot, voted=True).values_list("person_id", flat=True)
    print(
        json.dumps(
            {
                "signed": sorted(signed),
                "notes": notes,
                "voted": sorted(voted),
                "sealed": Slot.objects.filter(ballot=ballot, used=True).count(),
                "small": [small(one) for one in told["small"]],
                "journal": [str(one) for one in verify()],
            }
        )
    )


def small(here: dict[str, Any]) -> dict[str, Any]:
    """What stands of one small branch: its vote and its meeting, and what the journal says of both."""
    from zhidu.apps.activities.models import Activity, Participant  # noqa: PLC0415
    from zhidu.apps.ballots import box  # noqa: PLC0415
    from zhidu.apps.ballots.models import Ballot, Elector, Slip, Slot  # noqa: PLC0415
    from zhidu.apps.meetings.models import Meeting  # noqa: PLC0415
    from zhidu.foundation.journal.models import Entry  # noqa: PLC0415

    ballot = Ballot.objects.get(pk=here["ballot"])
    meeting = Meeting.objects.get(activity=here["meeting"])
    record = Activity.objects.get(pk=here["meeting"])
    slips = [box.read(one).marks for one in Slip.objects.filter(ballot=ballot).values_list("said", flat=True)]
    acts = Counter(
        Entry.objects.filter(object__in=[ballot.code, meeting.code, record.code]).values_list(
            "act", flat=True
        )
    )
    return {
        "counted": ballot.state == "closed",
        "slots": Slot.objects.filter(ballot=ballot).count(),
        "slips": sorted(slips),
        "yes": ballot.result.get("yes"),
        "voted": Elector.objects.filter(ballot=ballot, voted=True).count(),
        "facts": Activity.objects.filter(organization=here["branch"], kind="ballot").count(),
        "boxes": acts["ballots.open_box"],
        "closed": meeting.closed_at is not None,
        "held": record.state == "held",
        "present": Participant.objects.filter(activity=record).count(),
        "closings": acts["meetings.close"],
        "records": acts["activities.record_held"],
    }


if __name__ == "__main__":
    main()
