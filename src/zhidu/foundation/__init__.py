"""Business-free services on Django: who may do what, what was done, and how pages look."""
