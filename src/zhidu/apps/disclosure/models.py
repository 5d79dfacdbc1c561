"""Notices, what they said before they were corrected, and what residents find of an organisation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.disclosure.states import Audience, Category, Channel
from zhidu.foundation.clock import today


class Notice(models.Model):
    """One thing disclosed (公开的事): to members or to everybody, from a day, and where it ends, to a day.

    ``about`` is the record it tells of, where there is one: a clause that asks for that to be told is thereby kept.
    ``matter`` is the case that is published before a decision (公示).
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField("类别", max_length=20)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("内容", blank=True)
    audience = models.CharField("向谁公开", max_length=10)
    via = models.CharField("通过什么", max_length=120)
    first = models.DateField("公开日期")
    last = models.DateField("公开到", null=True, blank=True)
    about = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey("activities.Matter", on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("录入时间")
    published_by = models.BigIntegerField("录入人", null=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    reason = models.CharField("撤回的理由", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-first", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "audience", "-first"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("disclosure:one", args=[self.pk])

    @property
    def code(self) -> str:
        """The fact's name in findings."""
        return f"notice-{self.pk}"

    @property
    def category_name(self) -> str:
        return Category(self.category).chinese

    @property
    def audience_name(self) -> str:
        return Audience(self.audience).chinese

    @property
    def whom(self) -> str:
        """In a table, where the words are many."""
        return "群众和党员" if self.public else "本组织党员"

    @property
    def channels(self) -> list[str]:
        """Channels as people say them."""
        return [Channel(one).chinese for one in self.via.split(";") if one]

    @property
    def public(self) -> bool:
        return self.audience == Audience.PUBLIC

    @property
    def on_show(self) -> bool:
        """Whether it stands there today."""
        begun = self.first <= today()
        return begun and self.withdrawn_at is None and (self.last is None or self.last >= today())

    @property
    def state_name(self) -> str:
        if self.withdrawn_at is not None:
            return "已撤回"
        if self.first > today():
            return "还没到日子"
        return "正在公开" if self.on_show else "已到期"


class Former(models.Model):
    """What a notice said until it was corrected."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="former")
    version = models.PositiveIntegerField()
    until = models.DateTimeField("至")
    by = models.BigIntegerField("更正人", null=True)
    why = models.CharField("更正的理由", max_length=300, blank=True)
    row = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "version"], name="disclosure_one_of_each_version")
        ]


class PublicPage(models.Model):
    """What residents find of one organisation: how to reach it, and how each of the four doors is used today.

    Nothing is filled in by the program. A door nobody has described is told as such and offers no button.
    """

    organization = models.OneToOneField("orgs.Node", on_delete=models.PROTECT, related_name="+")
    open = models.BooleanField("对外开放", default=True)
    title = models.CharField("名称", max_length=40, blank=True)
    phone = models.CharField("热线电话", max_length=40, blank=True)
    phone_hours = models.CharField("接电话的时间", max_length=60, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    hours = models.CharField("开放时间", max_length=120, blank=True)
    card = models.CharField("评议卡怎样填", max_length=200, blank=True)
    box = models.CharField("意见箱在哪里", max_length=200, blank=True)
    booking = models.CharField("怎样预约", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["organization__path"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("disclosure:public", args=[self.organization_id])

    @property
    def name(self) -> str:
        """As the head of the page says it."""
        return self.title or self.organization.name
