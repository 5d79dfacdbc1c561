"""Taking a register over from a spreadsheet: reading it as offices keep it, mending it, and one act that writes."""
