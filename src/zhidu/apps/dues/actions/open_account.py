"""The account that takes dues by transfer (登记收款帐户)."""

from __future__ import annotations

import re

from zhidu.apps.dues.access import ACCOUNT
from zhidu.apps.dues.models import Account, Order
from zhidu.apps.dues.paying.providers import PROVIDERS
from zhidu.apps.dues.saving import an_organization
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now

LONGEST = 60
_NUMBER = re.compile(r"\d{8,32}")


@act("dues.open_account", "登记党费收款帐户")
def open_account(
    *, actor: Actor, organization: int, holder: str, bank: str, number: str, provider: str = "bank"
) -> Account:
    """From now on slips of this organisation and those below name this account; the one before is closed.

    Slips that name the old account and were not paid are dropped.
    """
    orgs.nodes([organization], hold=True)
    node = an_organization(organization)
    ACCOUNT.require_at(actor, node.path)
    digits = re.sub(r"[\s-]", "", number)
    wrong = {
        name: f"应填写，不超过 {LONGEST} 字"
        for name, text in (("holder", holder), ("bank", bank))
        if not text.strip() or len(text.strip()) > LONGEST
    }
    if not _NUMBER.fullmatch(digits):
        wrong["number"] = f"帐号写的是“{number[:40]}”；应是 8 至 32 位数字"
    if provider not in PROVIDERS:
        wrong["provider"] = f"收款方式应是{'、'.join(one.title for one in PROVIDERS.values())}之一"
    if wrong:
        raise Wrong(wrong)
    before = Account.objects.filter(organization=node, closed_at=None).first()
    if before is not None:
        Account.objects.filter(pk=before.pk).update(closed_at=now())
        Order.objects.filter(account=before, settled_at=None, dropped_at=None).update(dropped_at=now())
    made = Account.objects.create(
        organization=node,
        provider=provider,
        holder=holder.strip(),
        bank=bank.strip(),
        number=digits,
        opened_at=now(),
    )
    record(obj=made.code, place=node.pk, details={"before": before.pk if before else None})
    return made
