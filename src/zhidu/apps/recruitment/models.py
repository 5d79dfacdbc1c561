"""Tables: the dossier of a candidate, plans and quotas."""
