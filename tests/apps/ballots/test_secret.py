"""The secret vote: once each, sealed until both keys are there, and nobody can tell afterwards who voted how."""

from __future__ import annotations

import json
import random
from importlib import import_module

import pytest

from tests.apps.ballots import attacker
from tests.apps.ballots.making import a_draft, a_voting_branch, box_opened, marks, opened, voted
from tests.apps.builders import a_client, an_actor
from zhidu.apps.ballots import box
from zhidu.apps.ballots.actions import annul, cast, give_paper, open_ballot, open_box, prepare, take_key
from zhidu.apps.ballots.electorate import Exceptions
from zhidu.apps.ballots.models import Ballot, Elector, Slip, Slot, Teller
from zhidu.apps.ballots.states import Method
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, acting, record
from zhidu.foundation.journal.models import Entry, OldValues

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
VOTERS, TRIALS = 20, 8
CHANCE, MARGIN = 0.5, 0.17
"""Half say yes and half no; over 160 votes chance stays within four standard deviations (0.04 each) of a half."""


def test_every_slip_is_counted_once_and_the_box_is_gone(branch):
    ballot = opened(branch, Method.SECRET)
    voted(ballot, dict(zip(branch.people, "yyynyyaya", strict=True)))
    done = box_opened(ballot)
    assert (done.result["yes"], done.result["no"], done.result["abstain"]) == (6, 1, 2)
    assert done.outcome == "passed"
    assert not Slot.objects.exists()
    assert not Teller.objects.exclude(lock=None).exists()
    assert not Teller.objects.exclude(wrapped=None).exists()
    assert [box.read(one.said).marks for one in Slip.objects.all()] == list("aanyyyyyy")


def test_one_person_one_vote(branch):
    ballot = opened(branch, Method.SECRET)
    voted(ballot, {branch.people[0]: "y"})
    with pytest.raises(Wrong, match="已经投过"):
        voted(ballot, {branch.people[0]: "n"})
    assert Slot.objects.filter(used=True).count() == 1


def test_who_is_not_there_or_comes_late_cannot_vote(branch):
    absent = branch.people[6]
    ballot = opened(branch, Method.SECRET, Exceptions(away=frozenset({absent})))
    with pytest.raises(Wrong, match="没有到会"):
        voted(ballot, {absent: "y"})
    with pytest.raises(Wrong, match="名册上没有您"):
        voted(ballot, {10**6: "y"})
    voted(ballot, {branch.people[0]: "y"})
    box_opened(ballot)
    with pytest.raises(Wrong, match="已经结束"):
        voted(ballot, {branch.people[1]: "y"})


def test_nothing_but_a_choice_is_taken(branch):
    ballot = opened(branch, Method.SECRET)
    for said in ("", "z", "yy"):
        with pytest.raises(Wrong, match="没有选"):
            cast(actor=Actor(person=branch.people[0]), ballot=ballot.pk, marks=said)
    assert not Elector.objects.filter(voted=True).exists()


def test_both_keys_are_needed_and_a_wrong_one_changes_nothing(branch):
    ballot = opened(branch, Method.SECRET)
    voted(ballot, dict.fromkeys(branch.people, "y"))
    one, two = ballot.keys
    for keys in ({}, {one: ballot.keys[one]}, {one: ballot.keys[two], two: ballot.keys[one]}):
        with pytest.raises(Wrong, match="钥匙码不对"):
            open_box(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, codes=keys)
    assert Ballot.objects.get().open
    typed = {pk: f" {code.lower().replace('-', ' ')} " for pk, code in ballot.keys.items()}
    assert open_box(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, codes=typed).outcome == "passed"


def test_it_does_not_open_before_both_keys_are_taken(branch):
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch, Method.SECRET))
    take_key(actor=Actor(person=ballot.tellers.first().person_id), ballot=ballot.pk)
    with pytest.raises(Wrong, match="还没有领钥匙"):
        open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version)
    with pytest.raises(Wrong, match="只有他们能领"):
        take_key(actor=Actor(person=branch.people[0]), ballot=ballot.pk)


def test_papers_and_written_opinions_go_into_the_same_heap(branch):
    away = branch.people[0]
    more = {"matter": "confirmation", "person": branch.people[5]}
    ballot = opened(branch, Method.SECRET, Exceptions(written=frozenset({away})), **more)
    give_paper(actor=SYSTEM, ballot=ballot.pk, person=branch.people[1])
    with pytest.raises(Wrong, match="纸票"):
        voted(ballot, {branch.people[1]: "y"})
    voted(ballot, dict.fromkeys(branch.people[2:], "y"))
    with pytest.raises(Wrong, match="应全部计入"):
        box_opened(ballot)
    with pytest.raises(Wrong, match="应不超过 1 张"):
        box_opened(ballot, written=marks(1), papers=marks(1, 1))
    done = box_opened(ballot, written=marks(0, 1), papers=marks(1))
    assert (done.result["yes"], done.result["no"]) == (8, 1)
    assert Slip.objects.count() == 9


def test_a_lost_key_means_voting_again_and_the_slips_are_never_read(branch):
    ballot = opened(branch, Method.SECRET)
    voted(ballot, dict.fromkeys(branch.people, "y"))
    annul(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, reason="监票人的钥匙码找不到了")
    assert not Slot.objects.exists()
    assert not Slip.objects.exists()


def test_a_private_code_is_only_on_the_slip_and_only_where_asked_for(branch):
    without = opened(branch, Method.SECRET)
    assert set(voted(without, {branch.people[0]: "y"}).values()) == {""}
    annul(actor=SYSTEM, ballot=without.pk, version=without.version, reason="试")
    ballot = opened(branch, Method.SECRET, codes=True)
    codes = voted(ballot, dict.fromkeys(branch.people, "y"))
    box_opened(ballot)
    assert {json.loads(one.said)["c"] for one in Slip.objects.all()} == set(codes.values())


# ---------------------------------------------------------------- secrecy


def test_a_voter_finds_the_own_slip_among_those_published_and_anybody_entitled_counts_again(branch):
    ballot = opened(branch, Method.SECRET, codes=True)
    codes = voted(ballot, {person: "yyn"[place % 3] for place, person in enumerate(branch.people)})
    member = a_client(an_actor("member", branch.node, person=branch.people[4]))
    address = f"/ballots/{ballot.pk}/slips/"
    assert member.get(address).status_code == 404
    box_opened(ballot)
    page = member.get(address)
    found = [one for one in page.context["slips"] if one["code"] == codes[branch.people[4]]]
    assert [one["marks"] for one in found] == [["赞成"]]
    assert page.context["totals"] == [(ballot.title, 6, 3, 0)]
    stranger = a_client(an_actor("member", a_voting_branch("西岭村党支部").node))
    assert stranger.get(address).status_code == 403


def test_a_private_code_is_off_unless_asked_for_and_the_form_says_what_it_risks(branch, secretary):
    page = a_client(secretary).get("/ballots/new/", {"organization": branch.node.pk})
    assert page.context["form"]["codes"].value() in {None, False}
    assert "码也可能被别人逼着交出来" in page.content.decode()


def test_voting_leaves_no_trace_in_the_journal(branch):
    ballot = opened(branch, Method.SECRET)
    before = Entry.objects.count(), OldValues.objects.count()
    voted(ballot, dict.fromkeys(branch.people, "y"))
    assert (Entry.objects.count(), OldValues.objects.count()) == before
    box_opened(ballot)
    told = json.dumps(list(Entry.objects.filter(object=ballot.code).values_list("details", flat=True)))
    assert '"slips": 9' in told
    assert "person" not in told


def test_full_and_empty_places_look_alike(branch):
    ballot = opened(branch, Method.SECRET)
    voted(ballot, {branch.people[0]: "y", branch.people[1]: "a"})
    assert len({len(one) for one in Slot.objects.values_list("sealed", flat=True)}) == 1
    assert len({bytes(one) for one in Slot.objects.values_list("sealed", flat=True)}) == 9


def test_no_table_of_a_vote_has_a_time_but_the_vote_itself():
    for model in (Elector, Slot, Slip):
        kinds = {one.get_internal_type() for one in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "DateField", "TimeField"}, model


def trials(branch, number=TRIALS, seed=7):
    """Votes in which half say yes and half no, in an order by chance; what the attacker gets of each, and the truth."""
    chance = random.Random(seed)
    found = []
    for _ in range(number):
        people = chance.sample(branch.people, len(branch.people))
        letters = list("yn" * (len(people) // 2))
        chance.shuffle(letters)
        truth = dict(zip(people, letters, strict=True))
        ballot = opened(branch, Method.SECRET)
        copies = [attacker.a_copy(ballot)]
        for person, letter in truth.items():
            voted(ballot, {person: letter})
            copies.append(attacker.a_copy(ballot))
        found.append((attacker.Loot(box_opened(ballot), people, copies), truth))
    return found


def no_better_than_chance(found):
    shares = attacker.success(found, attacker.guesses)
    assert shares, "没有一种猜法说得出什么"
    beaten = {name: share for name, share in shares.items() if abs(share - CHANCE) > MARGIN}
    assert not beaten, f"猜得比碰运气准：{beaten}"


@pytest.fixture
def many(db):
    return a_voting_branch(members=VOTERS)


@pytest.mark.covers("S5.7.2")
def test_an_attacker_with_everything_does_no_better_than_chance(many):
    no_better_than_chance(trials(many))


CAST = import_module("zhidu.apps.ballots.actions.cast")
OPEN_BOX = import_module("zhidu.apps.ballots.actions.open_box")


def in_the_order_of_the_box(monkeypatch):
    def first(ballot):
        return Slot.objects.filter(ballot=ballot, used=False).order_by("pk")[:1].get()

    monkeypatch.setattr(CAST, "free_slot", first)
    unsorted(monkeypatch)


def unsorted(monkeypatch):
    monkeypatch.setattr(OPEN_BOX, "in_order", list)


def with_a_time(monkeypatch):
    clock = iter(range(10**6, 10**7))
    plain = box.write
    monkeypatch.setattr(
        box, "write", lambda marks, others=(), code="": plain(marks, others, str(next(clock)))
    )


def without_padding(monkeypatch):
    plain = box.seal

    def longer(text, locks, room):
        return plain(text, locks, room + 8 * text.count('"y"'))

    monkeypatch.setattr(box, "seal", longer)


def with_a_journal_entry(monkeypatch):
    into = CAST._into_the_box

    def told(ballot, text):
        doing = acting()
        assert doing is not None
        into(ballot, text)
        record(obj=ballot.code, place=ballot.organization_id, details={"person": doing.actor.person})

    monkeypatch.setattr(CAST, "_into_the_box", told)
    in_the_order_of_the_box(monkeypatch)


@pytest.mark.parametrize(
    "leak",
    [
        in_the_order_of_the_box,
        unsorted,
        with_a_time,
        without_padding,
        with_a_journal_entry,
    ],
    ids=["按投的先后", "按格子的先后", "票上有时间", "长短不一", "逐票记日志"],
)
def test_the_same_attacker_succeeds_when_a_leak_is_put_back(many, monkeypatch, leak):
    leak(monkeypatch)
    found = trials(many, number=3)
    with pytest.raises(AssertionError, match="猜得比碰运气准"):
        no_better_than_chance(found)
