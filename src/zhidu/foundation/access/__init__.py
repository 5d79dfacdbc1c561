"""Who may do what, where (权限)."""
