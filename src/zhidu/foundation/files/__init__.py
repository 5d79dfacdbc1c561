"""Attachments (附件)."""
