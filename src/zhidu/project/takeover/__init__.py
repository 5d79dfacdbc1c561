"""Taking over what an office kept in plain tables: the files of ``zhidu run`` become records of the site.

Everything goes through the acts that people use, so nothing gets in that could not have been entered by hand.
"""
