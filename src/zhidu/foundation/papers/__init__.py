"""Papers printed from records (文书)."""
