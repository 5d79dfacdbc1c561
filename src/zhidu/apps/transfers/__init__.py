"""The app of moving and being away: transfers of 组织关系, floating members, members' own reports."""
