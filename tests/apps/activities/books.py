"""A small book whose clauses look at meetings, dues and a procedure."""

from __future__ import annotations

from typing import Any

from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.foundation.access.rules import SYSTEM

HEAD = """id: small
title: 支部制度
level: local
version: '1'
words: {work_report: 工作报告, themed: 主题学习, by_hand: 现金}
"""
CLAUSES = """- id: meeting.chair
  family: members_meeting.chair
  title: 大会由书记主持
  cite: 第一条
  modality: must
  subject: organization
  kind: role
  event: members_meeting
  duty: chair
  allowed: [secretary]
- id: meeting.topics
  family: members_meeting.content
  title: 大会听取工作报告
  cite: 第二条
  modality: must
  subject: organization
  kind: content
  event: members_meeting
  field: topics
  allowed: [work_report]
- id: dues.self
  family: dues_paid.payer
  title: 党费由本人交
  cite: 第三条
  modality: must
  subject: member
  kind: role
  event: dues_paid
  duty: payer
  allowed: [self]
- id: task.steps
  family: task.steps
  title: 任务按两步办
  cite: 第四条
  modality: must
  subject: task
  kind: stage
  procedure: four
  complete: true
- id: study.note
  family: study.sort
  title: 每季度主题学习
  cite: 第五条
  modality: must
  subject: organization
  kind: frequency
  measure: member_study
  at_least: 1
  per: quarter
  where: {type: themed, days: {at_least: 2}}
  counts_if: {present: {at_least: 1/2}, recorded: true}
"""
PROCEDURES = """- id: four
  title: 两步
  steps:
    - {id: plan, title: 定计划}
    - {id: act, title: 照着办}
"""


def adopted(node: Any) -> None:
    """The book is run by *node* ever since."""
    book = import_book(
        actor=SYSTEM,
        draft=draft({"rulebook.yaml": HEAD, "clauses/all.yaml": CLAUSES, "procedures/all.yaml": PROCEDURES}),
    )
    adopt(actor=SYSTEM, organization=node.pk, book=book.pk, first=None)
