"""Every form of the site with what nobody should enter: it is refused in words or kept as it is, and never breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.builders import a_client, an_actor
from tests.apps.html_forms import Field
from tests.apps.kept import kept
from tests.apps.pages import Case, cases, entries, pages, people, undone
from tests.apps.sampling import ON_POSTGRESQL, SAMPLED, some_of
from tests.apps.whole import Whole, a_whole_county
from tests.foundation.services import content_of
from tests.site import outside_acts
from zhidu.apps.activities.models import Activity
from zhidu.apps.compliance.follow import bring_up
from zhidu.foundation.clock import on_day
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.identity.models import User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
SCRIPT = "<script>alert(1)</script>"
TEXTS = ("字" * 10_000, f"{SCRIPT}😀👨‍👩‍👧\u202e反\u202d'; DROP TABLE orgs_node; --", "   ")
DAYS = ("2026-02-30", "0001-01-01", "9999-12-31", "去年")
NUMBERS = ("-1", "1e999", "9" * 30, "²")
CHOICES = ("9" * 30, SCRIPT)
REFUSED = {
    "administration:grants",
    "files:attach",
    # a sheet has to be chosen; nobody is on the register twice
    "registry:imports",
    "registry:merge",
    "members:readmit",
    "orgs:dissolve",
    "orgs:correct-spell",
    "adoption:import",
    "adoption:answer",
    "disclosure:public",
    "disclosure:find",
    "documents:verify",
    # a table of questions is a file
    "learning:bank",
    "papers:template",
    # nobody has called the meeting open, or changed a name
    "meetings:decide",
    "meetings:names",
    # another vote is going on at the meeting, the scrutineer's key is not known, nobody was elected
    "ballots:start",
    "ballots:count",
    "ballots:office",
    # the term of the committee runs for ever, and nobody was chosen to stand
    "ballots:extend-term",
    "ballots:slate",
    # no step has been taken yet, and so none can be taken back, nor is the case over
    "procedures:close",
    "procedures:take-back",
    # there is no mail server to send it again by
    "outbox:mail",
    # nobody has left; the case has its dossier already, is not on probation, and its book knows no other text; which
    # of the principles a plan follows is for whoever reports it to say
    "registry:erase",
    "recruitment:take-over",
    "recruitment:propose",
    "recruitment:choose",
    "recruitment:report",
    # a statement of the bank is a file, and none is sent
    "dues:account",
    # who voted stands in no journal
    "ballots:vote",
}
"""Forms that the act behind them refuses as they are filled in here, or that only look something up; each of the
others is taken."""
KEPT_ANYWAY = frozenset({("meetings:room", "version")})
"""A paragraph whose version cannot be read is kept beside the one that stands there."""
ONE_OF_A_NAME = re.compile(r"[sg]_\d+$")
BAD = (
    *TEXTS,
    *DAYS,
    *NUMBERS,
    *CHOICES,
    "",
    "\x00",
    "1.5",
    "NaN",
    "10000-01-01",
    "org-1",
    "Infinity",
    "９９",
    "0",
    "-0",
    "null",
    "1,000",
    "1e-999",
)


ASKED = re.findall(
    r"\w+",
    """q page organization node kind person group type left about first last state like who post matter on name view
    for_period title version part place book next only then all verdict month second alone save""",
)
NONSENSE = ("\x00", "9" * 40, "１２", SCRIPT, "2026-02-30")


def a_county_and_its_forms() -> tuple[Whole, list[Case]]:
    whole = a_whole_county("云岭", branches=2)
    return whole, list(cases(whole))


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Whole, list[Case]]]:
    with kept(django_db_blocker, TODAY, a_county_and_its_forms) as found:
        yield found


@pytest.fixture
def county(made: tuple[Whole, list[Case]]) -> Iterator[Whole]:
    with on_day(TODAY):
        yield made[0]


@pytest.fixture
def forms(made: tuple[Whole, list[Case]]) -> Iterator[list[Case]]:
    with on_day(TODAY):
        yield made[1]


def values_for(one: Field) -> tuple[str, ...]:
    match one.kind:
        case "date":
            return DAYS
        case "number" | "time" | "hidden":
            return NUMBERS
        case "select" | "radio" | "checkbox":
            return CHOICES
        case _:
            return TEXTS


def looked_at(answer: Any, case: Case) -> None:
    """The answer says something, in a page that runs nothing."""
    assert answer.status_code in {200, 302, 400, 403, 404, 409, 422}, case.page
    if answer.status_code == 302:
        answer = case.client.get(answer["Location"])
        assert answer.status_code < 500, case.page
    if not answer.streaming:
        assert SCRIPT.encode() not in answer.content, case.page


@pytest.mark.postgresql
def test_every_form_filled_in_as_it_should_be_is_taken(county: Whole, forms: list[Case]) -> None:
    refused, seen = set(), set()
    for case in forms:
        seen.add(case.page)
        with undone():
            before = entries()
            answer = case.post()
            if entries() == before:
                refused.add(case.page)
            looked_at(answer, case)
    assert refused - REFUSED == set(), sorted(refused - REFUSED)
    assert REFUSED - refused == set()
    assert len(seen) > 40


def fields_of(forms: list[Case]) -> Iterator[tuple[Case, str, Field]]:
    """Every field of every form; of a list of names, one person's stand for all."""
    for case in forms:
        once = set()
        for name, one in case.form.fields.items():
            kind = ONE_OF_A_NAME.sub("", name)
            if kind not in once and one.kind != "file":
                once.add(kind)
                yield case, name, one


@SAMPLED
def test_no_field_of_any_form_breaks_on_what_it_was_not_made_for(forms: list[Case], *, full: bool) -> None:
    posted = 0
    for case, name, one in fields_of(forms):
        for value in some_of(values_for(one), f"{case.page} {name}", full=full):
            posted += 1
            with undone():
                looked_at(case.with_(**{name: value}).post(), case)
    assert posted > 200


@pytest.mark.postgresql
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite keeps every character")
def test_no_field_of_any_form_breaks_on_the_character_that_postgresql_cannot_keep(forms: list[Case]) -> None:
    for case in forms:
        for name in case.form.fields:
            with undone():
                before = entries()
                answer = case.with_(**{name: "党\x00员"}).post()
                looked_at(answer, case)
                # words in the place of a file are no file
                kept = case.form.fields[name].kind in {"checkbox", "file"} or (case.page, name) in KEPT_ANYWAY
                assert entries() == before or kept, (case.page, name)


@pytest.mark.proof
def test_no_field_of_any_form_breaks_on_anything_nor_do_the_rules_on_what_was_taken(
    county: Whole, forms: list[Case]
) -> None:
    for case, name, one in fields_of(forms):
        for value in BAD:
            with undone():
                answer = case.with_(**{name: value}).post()
                looked_at(answer, case)
                if answer.status_code == 302 and (one.kind in {"date", "number"} or name[:2] in {"c_", "ab"}):
                    bring_up([county.root.pk, county.branch.node.pk], TODAY)


@pytest.mark.postgresql
@SAMPLED
def test_no_page_breaks_on_an_address_that_asks_for_nonsense(county: Whole, *, full: bool) -> None:
    client = people(county)["上级"]
    for page, address in pages(county).items():
        already = dict(parse_qsl(address.partition("?")[2]))
        for bad in some_of(NONSENSE, page, full=full):
            for given in ({"q": bad}, dict.fromkeys(ASKED, bad), {**dict.fromkeys(ASKED, bad), **already}):
                answer = client.get(address.partition("?")[0], given)
                assert answer.status_code < 500, page
                if answer.streaming:
                    content_of(answer)
                else:
                    assert SCRIPT.encode() not in answer.content, page


@pytest.mark.postgresql
@SAMPLED
def test_a_number_that_nothing_has_is_not_found(county: Whole, *, full: bool) -> None:
    client = people(county)["上级"]
    for page, address in pages(county).items():
        for number in some_of((0, 9**18, 2**63 - 1, 2**63, 10**30), page, full=full):
            forged = re.sub(r"(?<=[/-])\d+(?=/)", str(number), address)
            if forged != address:
                answer = client.get(forged)
                assert answer.status_code in {302, 403, 404, 405}, (page, forged)


# ---------------------------------------------------------------- what a form may not take


def test_a_meeting_in_the_future_is_no_meeting_that_was_held(forms: list[Case]) -> None:
    before = entries(), Activity.objects.count()
    found = [case for case in forms if case.page == "record a meeting"]
    answer = found[0].with_(on="2026-11-27").post()
    assert (answer.status_code, (entries(), Activity.objects.count())) == (200, before)
    assert "2026 年 11 月 27 日在将来；还没有开的请用“安排”" in answer.content.decode()


def test_the_same_book_is_not_adopted_twice_for_the_same_days(forms: list[Case]) -> None:
    (case,) = [one for one in forms if one.page == "adopt a book"]
    assert case.post().status_code == 302
    before = entries()
    answer = case.with_(first="2026-12-01", last="2026-12-31").post()
    assert (answer.status_code, entries()) == (422, before)
    assert "已" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("会议记录.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        ("会议记录.docx", b"\x7fELF" + b"\x00" * 200),
        ("会议记录.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("页.html", b"<html><script>alert(1)</script></html>"),
        ("../../etc/passwd", b"root:x:0:0"),
        ("空.pdf", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_what_it_is_called_is_refused(
    forms: list[Case], name: str, content: bytes
) -> None:
    (case,) = [one for one in forms if one.page == "files:attach"]
    before = entries(), Attachment.objects.count()
    answer = case.with_(upload=SimpleUploadedFile(name, content)).post()
    assert (answer.status_code, (entries(), Attachment.objects.count())) == (422, before)


def test_a_file_over_the_limit_is_refused_in_words(forms: list[Case], settings: Any) -> None:
    settings.ZHIDU_UPLOAD_LIMIT = 100_000
    (case,) = [one for one in forms if one.page == "files:attach"]
    before = entries()
    answer = case.with_(upload=SimpleUploadedFile("大.pdf", b"%PDF-1.7\n" + b"x" * 3_000_000)).post()
    assert (answer.status_code, entries()) == (422, before)
    assert "超过" in answer.content.decode()


# ---------------------------------------------------------------- two at one record, old forms, other methods


def test_of_two_who_change_one_thing_the_second_is_told_and_keeps_what_was_typed(forms: list[Case]) -> None:
    told = []
    for case in forms:
        late = (case.page, "version") in KEPT_ANYWAY
        if late or "version" not in case.form.fields or case.page in REFUSED:
            continue
        with undone():
            assert case.post().status_code == 302, case.page
            before = entries()
            typed = {
                name: "丙丁"
                for name, one in case.form.fields.items()
                if one.kind in {"text", "textarea"} and name != "confirm"
            }
            answer = case.with_(**typed).post()
            assert entries() == before, case.page
            if answer.status_code == 200 and typed:
                assert answer.content.decode().count("丙丁") >= len(typed), case.page
            if answer.status_code == 302 and not typed:
                # a button alone: the page it leads back to says why
                assert "toast-error" in case.client.get(answer["Location"]).content.decode(), case.page
                continue
            told.append((case.page, answer.status_code))
    assert len(told) >= 15
    # what was ended meanwhile cannot be opened any more, and the page says why
    assert not [one for one in told if one[1] not in {200, 403, 404, 409, 422}]


def test_a_form_without_its_token_is_refused_and_nothing_is_written(forms: list[Case]) -> None:
    for case in forms:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = case.client.cookies
        strict.cookies["csrftoken"] = "a" * 32
        before = entries()
        for token in ({}, {"csrfmiddlewaretoken": "b" * 32}):
            answer = strict.post(case.form.action, {**case.data, **token})
            assert (answer.status_code, entries()) == (403, before), case.page
            assert "没有存上" in answer.content.decode()


def test_looking_at_pages_writes_nothing_and_what_is_only_posted_is_not_looked_at(county: Whole) -> None:
    before, posted = entries(), set()
    for client in people(county).values():
        for page, address in pages(county).items():
            answer = client.get(address)
            if answer.streaming:
                content_of(answer)
            if answer.status_code == 405:
                posted.add(page)
            assert entries() == before, page
    assert posted >= {
        "compliance:answer",
        "identity:reset",
        "outbox:read-all",
        "jobs:again",
        "identity:logout",
    }


def test_an_account_that_was_stopped_is_out_at_once(county: Whole) -> None:
    actor = an_actor("secretary", county.branch.node)
    client = a_client(actor)
    assert client.get("/activities/").status_code == 200
    with outside_acts():
        User.objects.filter(pk=actor.user).update(is_active=False)
    assert client.get("/activities/").status_code == 302
