"""``python tests/proof/office.py``: a small town on an empty site, for proofs that need processes of their own.

Run with ZHIDU_VAR and ZHIDU_DEMO set; prints as JSON who may sign in where, and what can be asked about.
"""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

import django

SINCE = date(2018, 1, 1)
PASSWORD = "for-the-proof-only"  # noqa: S105 - the site is thrown away with its folder
BRANCHES, SECRETARIES, MEMBERS = 2, 2, 5


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from zhidu.apps.adoption.actions import adopt, import_book  # noqa: PLC0415
    from zhidu.apps.adoption.drafts import shipped_draft  # noqa: PLC0415
    from zhidu.apps.compliance.follow import rebuild  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    town = found(
        actor=SYSTEM, parent=None, type="township_committee", name="试验镇党委", on=SINCE, attributes={}
    )
    book = import_book(actor=SYSTEM, draft=shipped_draft("branch-comprehensive"))
    adopt(actor=SYSTEM, organization=town.pk, book=book.pk, first=date(2026, 1, 1))
    branches = [a_branch(town, number) for number in range(BRANCHES)]
    rebuild()
    print(json.dumps([{**one, "findings": askable(one["branch"])} for one in branches]))


def a_branch(town: Any, number: int) -> dict[str, Any]:
    """A branch with its members and two who keep its records."""
    from zhidu.apps.members.actions import admit, appoint  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415
    from zhidu.foundation.identity.actions import create_account, link_person  # noqa: PLC0415

    attributes = {"has_committee": "true"}
    branch = found(
        actor=SYSTEM,
        parent=town.pk,
        type="branch",
        name=f"第{number + 1}党支部",
        on=SINCE,
        attributes=attributes,
    )
    people = [
        admit(
            actor=SYSTEM,
            organization=branch.pk,
            name=f"党员{number + 1}{place}",
            type="full_member",
            on=SINCE,
        )
        for place in range(MEMBERS)
    ]
    accounts = []
    for place, post in enumerate(("secretary", "deputy")[:SECRETARIES]):
        appoint(actor=SYSTEM, person=people[place].pk, organization=branch.pk, post=post, on=SINCE)
        made = create_account(
            actor=SYSTEM, username=f"{post}{number + 1}", name=f"干部{number + 1}{place}", password=PASSWORD
        )
        link_person(actor=SYSTEM, user=made.user.pk, person=people[place].pk)
        accounts.append(made.user.username)
    return {"branch": branch.pk, "accounts": accounts, "password": PASSWORD, "members": MEMBERS}


def askable(branch: int) -> list[int]:
    """Findings for which a reason may be put forward and nothing is to be chosen."""
    from zhidu.apps.compliance.models import StoredFinding  # noqa: PLC0415

    found = StoredFinding.objects.filter(organization=branch, modality="generally", person=None)
    return list(found.order_by("pk").values_list("pk", flat=True))


if __name__ == "__main__":
    main()
