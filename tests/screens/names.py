"""Every address of the site, about things of the demonstration county: the branch whose secretary signs in there.

Run in a process of its own (``python -m tests.screens.names``), with ``ZHIDU_VAR`` naming the data: prints JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

BRANCH = "青石村党支部"


def found() -> Mapping[str, Any]:
    """Kind of thing → the number of one of it; what the county has none of is left out."""
    from zhidu.apps.activities.models import Activity, Matter  # noqa: PLC0415 - the site is set up by now
    from zhidu.apps.adoption.models import Adoption, Book  # noqa: PLC0415
    from zhidu.apps.compliance.models import Deviation, StoredFinding  # noqa: PLC0415
    from zhidu.apps.members.models import Membership, Post  # noqa: PLC0415
    from zhidu.apps.orgs.models import Node, Spell  # noqa: PLC0415
    from zhidu.apps.registry.models import Proposal  # noqa: PLC0415
    from zhidu.foundation.access.models import Grant  # noqa: PLC0415
    from zhidu.foundation.files.models import Attachment  # noqa: PLC0415
    from zhidu.foundation.identity.models import User  # noqa: PLC0415
    from zhidu.foundation.jobs.models import Job  # noqa: PLC0415
    from zhidu.foundation.outbox.models import Message  # noqa: PLC0415

    node = Node.objects.get(name=BRANCH)
    findings = StoredFinding.objects.filter(organization=node)
    breached = findings.filter(verdict="breached").order_by("pk").first()
    member = User.objects.get(username="dangyuan")
    account = User.objects.get(username="shuji")
    book = Book.objects.get(book="branch-comprehensive")
    held = Activity.objects.filter(node=node)
    rows = {
        "group": Node.objects.filter(parent=node, kind="group").first(),
        "body": Node.objects.filter(parent=node, kind="body").first(),
        "spell": Spell.objects.filter(node=node).last(),
        "stretch": Membership.objects.filter(person=member.person).last(),
        "post": Post.objects.filter(organization=node).first(),
        "adoption": Adoption.objects.filter(book=book).first(),
        "activity": held.filter(kind="members_meeting").order_by("on").last(),
        "planned": held.filter(state="planned").first(),
        "matter": Matter.objects.first(),
        "finding": breached or findings.first(),
        "askable": findings.filter(modality="generally").first(),
        "deviation": Deviation.objects.first(),
        "file": Attachment.objects.first(),
        "message": Message.objects.filter(receiver=account).last(),
        "job": Job.objects.last(),
        "proposal": Proposal.objects.filter(person__organization=node).first(),
        "grant": Grant.objects.filter(user=account).first(),
    }
    return {
        "node": node.pk,
        "person": member.person,
        "filed": member.person,
        "book": book.book,
        "book_row": book.pk,
        "clause": "committee.monthly",
        "key": f"{book.book}:committee.monthly",
        "account": account.pk,
        **{kind: row.pk for kind, row in rows.items() if row is not None},
    }


def all_addresses() -> Mapping[str, str]:
    """Name of a page → its address; pages about what the county has none of are left out."""
    from django.urls import reverse  # noqa: PLC0415

    from tests.apps.whole import ABOUT, patterns  # noqa: PLC0415

    names, addresses = found(), {}
    for name, one in patterns():
        try:
            addresses[name] = reverse(name, kwargs=ABOUT[name](names) if one.pattern.converters else {})
        except KeyError:
            continue
    record = f"{addresses['activities:record']}?node={names['node']}&kind="
    return {
        **addresses,
        "record-meeting": f"{record}members_meeting",
        "record-dues": f"{record}dues_collected",
        "clause-in-branch": f"{addresses['adoption:clause']}?organization={names['node']}",
        "people-of-branch": f"{addresses['members:people']}?organization={names['node']}",
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    import django

    django.setup()
    print(json.dumps(all_addresses(), ensure_ascii=False))
