"""The app of study: plans, slots, lecturers, hours, notes and their checks, books and papers."""
