"""Tables: transfers of 组织关系, times away, reports."""
