"""One story: who, what, under which clause, in which period, and the verdict that must come out."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.terms import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A deliberate deviation, or something that looks like one and is none.

    ``family`` is the matter the clause is about; ``book`` narrows it to one rulebook where several speak of it.
    """

    title: str
    subject: str
    family: str
    period: str
    verdict: Verdict
    book: str = ""
    says: str = ""
    """Words that must stand in the explanation."""

    def is_told_by(self, finding: Finding) -> bool:
        """Whether the finding says just this."""
        clause = finding.clause
        return (
            (finding.subject, finding.period) == (self.subject, self.period)
            and clause.family == self.family
            and self.book in {"", clause.book}
            and finding.verdict is self.verdict
            and self.says in finding.explanation
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A story and the finding that tells it; None where the evaluation missed it."""

    story: Story
    finding: Finding | None
