"""The first page of each role, and the pages that look over many organisations (首页、监督)."""
