"""Documents drafted, signed, sent and received in the system, and the ledgers of a year (公文、台账)."""
