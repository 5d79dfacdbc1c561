"""People, membership, groups and posts (党员)."""
