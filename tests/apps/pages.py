"""Every form of the site, found on the pages themselves, and posted so that nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from tests.apps.builders import PASSWORD, a_client, an_actor
from tests.apps.html_forms import PageForm, forms_of
from tests.apps.whole import PARTS, Whole, addresses
from tests.foundation.services import content_of
from tests.site import outside_acts
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.clock import today
from zhidu.foundation.identity.models import User
from zhidu.foundation.journal.models import Entry

NO_FORMS = {"ui:gallery", "identity:login"}


@dataclass(frozen=True)
class Case:
    """One form as somebody sees it who may use it."""

    page: str
    who: str
    client: Client
    address: str
    text: str
    form: PageForm
    data: Mapping[str, Any]
    """Filled in so that the act behind it takes it, where that can be done at all."""
    cookies: Any

    def with_(self, **given: Any) -> Case:
        return replace(self, data={**self.data, **given})

    def post(self) -> Any:
        """Post it as whoever was signed in at first, though what was posted before may have ended the session."""
        self.client.cookies = deepcopy(self.cookies)
        return self.client.post(self.form.action, self.data)


def people(county: Whole) -> Mapping[str, Client]:
    """Who between them may open every form; a person has one account, however often this is asked."""
    first = county.branch.people[0]
    there = User.objects.filter(person=first).first()
    found = {
        "书记": actor_of(there) if there else an_actor("secretary", county.branch.node, person=first),
        "上级": an_actor("superior", county.root),
        "管理员": an_actor("administrator", None),
    }
    with outside_acts():
        for user in User.objects.filter(pk__in=[one.user for one in found.values()]):
            user.set_password(PASSWORD)
            user.save()
    return {word: a_client(actor) for word, actor in found.items()}


def pages(county: Whole) -> Mapping[str, str]:
    """Every address, and those of forms that must be asked for something."""
    found = addresses(county.names)
    node, account = county.names["node"], county.names["account"]
    record = f"{found['activities:record']}?node={node}&kind="
    return {
        **found,
        "record a meeting": f"{record}members_meeting",
        "record dues": f"{record}dues_collected",
        "record a talk": f"{record}talk_held",
        "record a task": f"{record}task_done",
        "plan a meeting": f"{found['activities:plan']}?node={node}&kind=committee_meeting",
        "found a group": f"{found['orgs:found']}?kind=group",
        "found a body": f"{found['orgs:found']}?kind=body",
        "adopt a book": f"{found['adoption:adopt']}?book={county.names['book_row']}",
        "a cell of the heat map": f"{found['dashboards:cell']}?theme=all",
        "grant": f"/accounts/{account}/?place={county.word}",
        "link": f"/accounts/{account}/?person={county.word}",
    }


def taken(county: Whole) -> Mapping[str, dict[str, Any]]:
    """What has to be filled in for a form to be taken, where leaving it as it is would be no change or no sense."""
    day = today().isoformat()
    return {
        "activities:hold": {"on": day},
        "activities:void": {"name": "党员活动日"},
        "activities:correct": {"title": f"{county.word}更正"},
        "disclosure:correct": {"title": f"{county.word}更正"},
        "members:appoint": {"post": "publicity"},
        "members:change": {"about_role": "试试"},
        "members:correct-post": {"about_role": "试试"},
        "members:correct-stretch": {"first": "2018-02-01"},
        "orgs:correct-spell": {"first": "2018-02-01"},
        "orgs:describe": {"about_has_committee": "false"},
        "identity:password": {
            "old": PASSWORD,
            "new": "一句很长的口令没有人猜得到",
            "again": "一句很长的口令没有人猜得到",
        },
        "plan a meeting": {"on": day},
        "meetings:give-task": {"due": (today() + timedelta(days=10)).isoformat()},
        "meetings:room": {"title": f"{county.word}议题"},
        "procedures:plan": {"step": "investigate", "on": day},
        "procedures:step": {"place_investigation_notes": "支部文件柜"},
        "ballots:new": {"person": str(county.branch.people[0])},
        "ballots:sheet": {
            "issued": "3",
            "returned": "3",
            "valid": "3",
            "void": "0",
            "y0": "3",
            "n0": "0",
            "a0": "0",
        },
        "adopt a book": {"look": None},
        "learning:exams": {"n_judge": "1"},
        "learning:conversion": {
            "hour": "1",
            "half_from": "3",
            "half": "4",
            "day_from": "6",
            "day": "8",
        },
        "identity:new": {"username": "xinren", "name": "新人"},
        **{page: given for part in PARTS if hasattr(part, "taken") for page, given in part.taken().items()},
    }


def cases(county: Whole, who: tuple[str, ...] = ("上级", "书记", "管理员")) -> Iterator[Case]:
    """Each form once, for the first of *who* that may open it."""
    everybody = people(county)
    known: set[tuple[str, str]] = set()
    given = taken(county)
    for one in who:
        client, cookies = everybody[one], deepcopy(everybody[one].cookies)
        for page, address in pages(county).items():
            if page in NO_FORMS:
                continue
            client.cookies = deepcopy(cookies)
            answer = client.get(address)
            if answer.streaming:
                content_of(answer)
            elif answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                text = answer.content.decode()
                for form in forms_of(text, address):
                    if (page, form.action) not in known:
                        known.add((page, form.action))
                        data = {**form.filled(text), **given.get(page, {})}
                        data = {name: value for name, value in data.items() if value is not None}
                        yield Case(page, one, client, address, text, form, data, cookies)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def entries() -> int:
    """How many entries the journal has."""
    return int(Entry.objects.count())
