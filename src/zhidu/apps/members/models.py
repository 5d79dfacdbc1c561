"""People: who they are, where they belong and since when, and the posts they hold."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.roles import GROUP_LEADER, ROLES


class Person(models.Model):
    """Somebody known to an organisation: a member, or somebody on the way to become one.

    ``organization``, ``group`` and ``type`` are those of the last stretch; where ``until`` is a day that has
    passed, the person belongs nowhere any more. The whole history is in :class:`Membership`.
    """

    name = models.CharField("姓名", max_length=60)
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, null=True, related_name="+")
    type = models.CharField("类别", max_length=40)
    until = models.DateField("离开日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name"]),
            # counting the people of a county reads this alone
            models.Index(fields=["organization", "type", "until"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"person-{self.pk}"

    @property
    def subject_class(self) -> SubjectClass:
        return SUBJECT_TYPES[self.type].kind

    @property
    def type_name(self) -> str:
        return type_name(self.type)


class Membership(models.Model):
    """A stretch of days during which a person belonged to one organisation in one standing.

    Stretches of one person never overlap. Those of members and those of prospects are two subjects in the eyes
    of the rules, since a clause binds the one or the other.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    type = models.CharField("类别", max_length=40)
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first = models.DateField("自", null=True, blank=True)
    last = models.DateField("至", null=True, blank=True)
    attributes = models.JSONField("情况", default=dict, blank=True)
    ended = models.CharField("离开的原因", max_length=30, blank=True)
    """Why it ended, where the person left; '' where another stretch follows."""

    class Meta:
        ordering: ClassVar[list[models.expressions.OrderBy]] = [models.F("first").asc(nulls_first=True), "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "person"]),
            # counting the members of a county on a day reads this alone
            models.Index(fields=["organization", "type", "first", "last"]),
        ]

    @property
    def subject_class(self) -> SubjectClass:
        return SUBJECT_TYPES[self.type].kind

    @property
    def type_name(self) -> str:
        return type_name(self.type)

    @property
    def code(self) -> str:
        """``person-5`` for a member, ``prospect-5`` for the same person before."""
        prefix = "prospect" if self.subject_class is SubjectClass.PROSPECT else "person"
        return f"{prefix}-{self.person_id}"


class Post(models.Model):
    """A post held by a person in an organisation (任职), for a term where one is fixed.

    ``group`` is the group that a group leader leads.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField("职务", max_length=40)
    first = models.DateField("自", null=True, blank=True)
    last = models.DateField("至", null=True, blank=True)
    attributes = models.JSONField("情况", default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[models.expressions.OrderBy]] = [models.F("first").asc(nulls_first=True), "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "person"])]

    @property
    def code(self) -> str:
        return f"post-{self.pk}"

    @property
    def post_name(self) -> str:
        return POSTS.get(self.post, self.post)


POSTS = {
    name: ROLES.get(name, "班子成员")
    for name in (
        "secretary",
        "deputy",
        "organisation",
        "publicity",
        "discipline",
        "committee_member",
        "leader",
        GROUP_LEADER,
    )
}
"""Posts an organisation may give, the highest first."""


def type_name(word: str) -> str:
    """A type of the vocabulary in Chinese."""
    return SUBJECT_TYPES[word].chinese if word in SUBJECT_TYPES else word
