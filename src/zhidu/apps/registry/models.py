"""Tables: the file of a person."""
