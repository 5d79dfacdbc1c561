"""Opening the box (开箱计票): both keys at once, the slips are sorted and written down, locks and places destroyed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from zhidu.apps.ballots import box
from zhidu.apps.ballots.counting import finish
from zhidu.apps.ballots.models import Ballot, Slip
from zhidu.apps.ballots.saving import run_by, tell_procedure, told, wipe
from zhidu.apps.ballots.states import Method, State
from zhidu.domain.decisions.papers import Marks
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act

NO_PAPERS = Marks(0)


@act("ballots.open_box", "开箱计票")
def open_box(
    *,
    actor: Actor,
    ballot: int,
    version: int,
    codes: Mapping[int, str],
    written: Marks = NO_PAPERS,
    papers: Marks = NO_PAPERS,
    void: int = 0,
    dissent: str = "",
) -> Ballot:
    """Count and close.

    *codes* are the tellers' by their number, *written* the opinions handed in before the meeting,
    *papers* and *void* those who voted on paper.

    Raises Wrong where a code is not right, or numbers of papers cannot be.
    """
    found = run_by(actor, ballot, version, State.OPEN)
    if found.how is not Method.SECRET:
        raise Wrong("这次表决没有网上票箱")
    # nobody can cast from here on: a vote on its way holds its row of the roll, and is waited for
    electors = list(found.electors.select_for_update().order_by("person_id"))
    cast = sum(one.voted and not one.paper for one in electors)
    given = sum(one.paper for one in electors)
    if wrong := _papers(found, written, papers, void, given):
        raise Wrong(wrong)
    slips = _opened(found, codes, cast)
    slips += [box.write(letter) for letter, number in _letters(written, papers) for _ in range(number)]
    Slip.objects.bulk_create(
        [Slip(ballot=found, number=number, said=said) for number, said in enumerate(in_order(slips), 1)],
        batch_size=500,
    )
    finish(found, actor, [box.read(one) for one in slips], void=void, dissent=dissent)
    wipe(found)
    found.save()
    tell_procedure(found, actor)
    told(found, slips=len(slips), void=void, papers=given, written=found.written, outcome=found.outcome)
    return found


def in_order(slips: Iterable[str]) -> list[str]:
    """By what they say and by nothing else; equal ones cannot be told apart."""
    return sorted(slips)


def _letters(*heaps: Marks) -> Iterable[tuple[str, int]]:
    total: Counter[str] = Counter()
    for heap in heaps:
        total.update({"y": heap.yes, "n": heap.no, "a": heap.abstain})
    return total.items()


def _opened(ballot: Ballot, codes: Mapping[int, str], cast: int) -> list[str]:
    keys = []
    for teller in ballot.tellers.all():
        try:
            keys.append(box.unlock(bytes(teller.wrapped), codes.get(teller.pk, "")))
        except box.NotTheKey:
            raise Wrong(
                {f"code{teller.pk}": f"{teller.role_name}的钥匙码不对；请照领钥匙时抄下的再输一次"}
            ) from None
    # every place is opened, used or not: what is empty is told by its content alone
    said = [box.unseal(bytes(one), keys) for one in ballot.slots.values_list("sealed", flat=True)]
    slips = [one for one in said if one]
    if len(slips) != cast:
        raise Wrong(f"票箱里有 {len(slips)} 张票，名册上投了 {cast} 人，对不上；不要结束，请找管理员")
    return slips


def _papers(ballot: Ballot, written: Marks, papers: Marks, void: int, given: int) -> dict[str, str]:
    found = {}
    if min(written.yes, written.no, written.abstain, papers.yes, papers.no, papers.abstain, void) < 0:
        found[""] = "票数应不小于 0"
    elif written.total != ballot.written:
        found["written_yes"] = (
            f"书面意见合计 {written.total} 份；开始表决时有 {ballot.written} 份，应全部计入"
        )
    elif papers.total + void > given:
        found["papers_yes"] = (
            f"纸票合计 {papers.total + void} 张，多于领了纸票的 {given} 人；应不超过 {given} 张"
        )
    return found
