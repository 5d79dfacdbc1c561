"""Who signs in (登录)."""
