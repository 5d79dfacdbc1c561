"""Documents, how they came about, to whom they went, and under which words an organisation sends them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from zhidu.apps.documents.states import Did, Kind, State, Urgency
from zhidu.foundation.papers.numbering import document_number


class Agency(models.Model):
    """Under which words an organisation sends documents: the name over them, and the word of its numbers.

    Nothing is made up: until somebody has set them, nothing can be signed.
    """

    organization = models.OneToOneField("orgs.Node", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField("发文机关标志", max_length=60)
    word = models.CharField("机关代字", max_length=20)
    signature = models.CharField("署名", max_length=60)
    office = models.CharField("印发机关", max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["organization__path"]

    def __str__(self) -> str:
        return self.mark


class Document(models.Model):
    """One official document (公文) of an organisation.

    ``number`` is given when it is signed. ``sha256`` is that of the pdf that was sent and is kept (``archive`` is
    the attachment). ``answers`` is the request that a reply answers; ``about`` the meeting it tells of.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("文种", max_length=10)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", blank=True)
    attached = models.TextField("附件说明", blank=True)
    copies = models.CharField("抄送", max_length=300, blank=True)
    note = models.CharField("附注", max_length=120, blank=True)
    urgency = models.CharField("紧急程度", max_length=12, blank=True)
    state = models.CharField("状态", max_length=10, default=State.DRAFT.value)
    to_all = models.BooleanField("发给全部直属党组织", default=False)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered_by")
    about = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, null=True, related_name="+")
    agency_word = models.CharField("机关代字", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveIntegerField("顺序号", null=True)
    signer = models.CharField("签发人", max_length=40, blank=True)
    signed_on = models.DateField("成文日期", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    archive = models.BigIntegerField("存档的文件", null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    drafted_by = models.BigIntegerField("起草人", null=True)
    drafted_at = models.DateTimeField("起草时间")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "state", "-id"]),
            models.Index(fields=["sha256"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "year", "number"],
                condition=models.Q(number__isnull=False),
                name="documents_one_of_each_number",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:one", args=[self.pk])

    @property
    def code(self) -> str:
        """Its name in the journal, and as an owner of attachments."""
        return f"document-{self.pk}"

    @property
    def kind_name(self) -> str:
        return Kind(self.kind).chinese

    @property
    def state_name(self) -> str:
        return State(self.state).chinese

    @property
    def urgency_name(self) -> str:
        return Urgency(self.urgency).chinese if self.urgency else ""

    @property
    def full_number(self) -> str:
        """云溪党发〔2026〕5号; '' until it is signed."""
        if self.number is None or self.year is None:
            return ""
        return document_number(self.agency_word, self.year, self.number)

    @property
    def open_to_change(self) -> bool:
        return self.state == State.DRAFT


class Step(models.Model):
    """What somebody did with a document, and when; rows are only ever added."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="steps")
    did = models.CharField("做了什么", max_length=10)
    at = models.DateTimeField("时间")
    by = models.BigIntegerField("谁", null=True)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @property
    def did_name(self) -> str:
        return Did(self.did).chinese


class Receipt(models.Model):
    """That a document goes to an organisation (收文): a row of its draft, then who took it in and when.

    ``sent_at`` is null while the document is not sent: until then only whoever writes it knows of it.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField("发出时间", null=True)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.BigIntegerField("签收人", null=True)
    reminded_at = models.DateTimeField("提醒时间", null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "organization"], name="documents_once_to_each")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-sent_at"]),
            models.Index(
                fields=["sent_at"], condition=models.Q(received_at=None), name="documents_not_yet_received"
            ),
        ]

    @property
    def code(self) -> str:
        return f"receipt-{self.pk}"


class YearLedger(models.Model):
    """The ledgers of one organisation and year that somebody had made (年度台账), and the three files of them.

    ``private`` says that they hold what not every officer may see: then only whoever asked for them opens them.
    """

    organization = models.ForeignKey("orgs.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    by = models.BigIntegerField("谁要的", null=True)
    asked_at = models.DateTimeField("何时要的")
    job = models.BigIntegerField("后台任务", null=True)
    pdf = models.BigIntegerField(null=True)
    xlsx = models.BigIntegerField(null=True)
    zip = models.BigIntegerField(null=True)
    private = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "-id"])]

    def __str__(self) -> str:
        return f"{self.year} 年度台账"

    @property
    def code(self) -> str:
        """Its name in the journal, and as the owner of its files."""
        return f"ledger-{self.pk}"
