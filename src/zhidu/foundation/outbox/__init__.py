"""Messages with a delivery ledger (消息)."""
