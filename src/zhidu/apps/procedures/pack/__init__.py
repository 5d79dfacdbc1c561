"""The pack of a life meeting (组织生活会、民主生活会): what goes before it, what is said at it, what follows.

Nothing of it is kept twice: every part is a record of ``activities`` that refers to the meeting, so clauses and
ledgers see it, and correcting or voiding it is the same as ever. This package only reads them as one, and lets each
be entered with the fewest words.
"""
