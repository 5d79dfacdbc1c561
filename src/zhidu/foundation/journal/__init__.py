"""What was done: append-only and hash-chained (日志)."""
