"""Tables: plans, courses, notes and checks."""
