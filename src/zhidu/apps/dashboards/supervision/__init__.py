"""Where rules are not kept (哪里没有做到): organisations by month, the worst first, down to the very record."""
