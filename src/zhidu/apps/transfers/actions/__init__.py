"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.transfers.actions.admit_by_letter import admit_by_letter
from zhidu.apps.transfers.actions.answer_report import answer_report
from zhidu.apps.transfers.actions.ask_transfer import ask_transfer
from zhidu.apps.transfers.actions.change_contact import change_contact
from zhidu.apps.transfers.actions.check_card import check_card
from zhidu.apps.transfers.actions.come_back import come_back
from zhidu.apps.transfers.actions.depart import depart
from zhidu.apps.transfers.actions.end_transfer import end_transfer
from zhidu.apps.transfers.actions.hand_over_letter import hand_over_letter
from zhidu.apps.transfers.actions.make_report import make_report
from zhidu.apps.transfers.actions.note_host import note_host
from zhidu.apps.transfers.actions.note_lost import note_found, note_lost, note_tries
from zhidu.apps.transfers.actions.receive_transfer import receive_transfer
from zhidu.apps.transfers.actions.record_receipt import record_receipt
from zhidu.apps.transfers.actions.register_departure import register_departure
from zhidu.apps.transfers.actions.register_guest import end_guest, register_guest
from zhidu.apps.transfers.actions.remind_overdue import remind_overdue
from zhidu.apps.transfers.actions.report_departure import report_departure
from zhidu.apps.transfers.actions.send_news import send_news
from zhidu.apps.transfers.actions.send_transfer import send_transfer
from zhidu.apps.transfers.actions.suspend import restore, suspend
from zhidu.apps.transfers.actions.withdraw_departure import withdraw_departure

__all__ = [
    "admit_by_letter",
    "answer_report",
    "ask_transfer",
    "change_contact",
    "check_card",
    "come_back",
    "depart",
    "end_guest",
    "end_transfer",
    "hand_over_letter",
    "make_report",
    "note_found",
    "note_host",
    "note_lost",
    "note_tries",
    "receive_transfer",
    "record_receipt",
    "register_departure",
    "register_guest",
    "remind_overdue",
    "report_departure",
    "restore",
    "send_news",
    "send_transfer",
    "suspend",
    "withdraw_departure",
]
