"""How every page looks (界面)."""
