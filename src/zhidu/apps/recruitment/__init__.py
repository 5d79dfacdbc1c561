"""The app of recruitment: candidates, their dossiers, plans and quotas, on the procedures engine."""
