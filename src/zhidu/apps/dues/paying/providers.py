"""Who takes payments (收款方式): an interface, and the one that needs nobody's permission, the bank itself.

Another provider is one more class here: what it tells the payer, and how it reads what came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from zhidu.apps.dues.paying.statements import Seen, read

if TYPE_CHECKING:
    from zhidu.apps.dues.models import Order


class Provider(Protocol):
    """One way of taking payments."""

    name: str
    title: str

    def told(self, order: Order) -> Sequence[tuple[str, str]]:
        """Name and value of everything the payer has to enter."""

    def code(self, order: Order) -> str:
        """The text of the QR code."""

    def seen(self, name: str, content: bytes) -> Sequence[Seen]:
        """What came in, from a file of the provider. Raises :class:`statements.Unreadable`."""


class BankTransfer:
    """Transfer to the account; what came in is read from the statement that the bank lets one download."""

    name, title = "bank", "银行转账"

    def told(self, order: Order) -> Sequence[tuple[str, str]]:
        account = order.account
        return [
            ("户名", account.holder),
            ("帐号", account.number),
            ("开户银行", account.bank),
            ("金额", f"{order.amount:.2f} 元"),
            ("附言", order.reference),
        ]

    def code(self, order: Order) -> str:
        """Plain text: the camera of any telephone shows it to be copied into the app of any bank."""
        return "\n".join(f"{name}：{value}" for name, value in self.told(order))

    def seen(self, name: str, content: bytes) -> Sequence[Seen]:
        return read(name, content)


PROVIDERS: Mapping[str, Provider] = {one.name: one for one in (BankTransfer(),)}
