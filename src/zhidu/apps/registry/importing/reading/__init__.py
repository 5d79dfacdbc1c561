"""Reading a sheet of an office, without the database: what stands where, and what is wrong with it, cell by cell."""
