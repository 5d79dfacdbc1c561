"""管理: what somebody who looks after the site looks at, put together from every room of the foundation."""
