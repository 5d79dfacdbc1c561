"""Pages of the app; no rule stands here."""
