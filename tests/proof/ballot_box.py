"""``python tests/proof/ballot_box.py make|vote|close|audit``: a secret vote, for proofs that kill whoever works on it.

Run with ZHIDU_VAR set. ``make`` prints the vote, the codes of its keys and the voters; ``vote`` prints each voter whose
vote was acknowledged, and goes on until everybody has voted; ``close`` opens the box; ``audit`` prints what is there.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import date
from typing import Any

import django

VOTERS = 120
SINCE = date(2018, 1, 1)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()
    told = json.loads(os.environ.get("PROOF_BALLOT", "{}"))
    {"make": make, "vote": vote, "close": close, "audit": audit}[sys.argv[1]](told)


def make(_: dict[str, Any]) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

    call_command("migrate", verbosity=0)
    from zhidu.apps.ballots.actions import open_ballot, prepare, take_key  # noqa: PLC0415
    from zhidu.apps.ballots.drafting import Draft  # noqa: PLC0415
    from zhidu.apps.ballots.states import Method, Role  # noqa: PLC0415
    from zhidu.apps.members.actions import Admission, Stretch, admit_many  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM, Actor  # noqa: PLC0415

    branch = found(actor=SYSTEM, parent=None, type="branch", name="试验党支部", on=SINCE, attributes={})
    stretch = Stretch(type="full_member", organization=branch.pk, group=None, first=SINCE)
    rows = [Admission(name=f"党员{number}", stretches=[stretch]) for number in range(VOTERS)]
    people = admit_many(actor=SYSTEM, rows=rows)
    made = prepare(
        actor=SYSTEM,
        draft=Draft(
            organization=branch.pk,
            forum="members_meeting",
            matter="other",
            method=Method.SECRET,
            title="试验",
            tellers={Role.SCRUTINEER: people[0], Role.COUNTER: people[1]},
        ),
    )
    codes = {
        one.pk: take_key(actor=Actor(person=one.person_id), ballot=made.pk) for one in made.tellers.all()
    }
    open_ballot(actor=SYSTEM, ballot=made.pk, version=made.version)
    print(json.dumps({"ballot": made.pk, "codes": codes, "people": people}))


def vote(told: dict[str, Any]) -> None:
    """In any order, those who have voted among them: they are told so, and nothing changes."""
    from zhidu.apps.ballots.actions import cast  # noqa: PLC0415
    from zhidu.foundation.access.rules import Actor  # noqa: PLC0415
    from zhidu.foundation.acts import Wrong  # noqa: PLC0415

    left = set(told["people"])
    while left:
        person = random.choice(sorted(left))
        try:
            cast(actor=Actor(person=person), ballot=told["ballot"], marks="y" if person % 3 else "n")
        except Wrong:
            pass  # voted before the last kill, acknowledged or not
        else:
            print(person, flush=True)
        left.discard(person)


def close(told: dict[str, Any]) -> None:
    from zhidu.apps.ballots.actions import open_box  # noqa: PLC0415
    from zhidu.apps.ballots.models import Ballot  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    found = Ballot.objects.get(pk=told["ballot"])
    if found.open:
        codes = {int(pk): code for pk, code in told["codes"].items()}
        print("now", flush=True)
        open_box(actor=SYSTEM, ballot=found.pk, version=found.version, codes=codes)


def audit(told: dict[str, Any]) -> None:
    from zhidu.apps.ballots import box  # noqa: PLC0415
    from zhidu.apps.ballots.models import Ballot, Elector, Slip, Slot  # noqa: PLC0415
    from zhidu.foundation.journal.models import Entry  # noqa: PLC0415

    found = Ballot.objects.get(pk=told["ballot"])
    closings = Entry.objects.filter(act="ballots.open_box").count()
    print(
        json.dumps(
            {
                "state": found.state,
                "marks": sorted(Elector.objects.filter(voted=True).values_list("person_id", flat=True)),
                "slips": [box.read(one).marks for one in Slip.objects.values_list("said", flat=True)],
                "slots": Slot.objects.count(),
                "used": Slot.objects.filter(used=True).count(),
                "closings": closings,
                "yes": found.result.get("yes"),
            }
        )
    )


if __name__ == "__main__":
    main()
