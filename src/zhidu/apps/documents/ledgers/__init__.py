"""The ledgers of a year (年度台账): read once, written as a pdf, a workbook and a packed folder."""
