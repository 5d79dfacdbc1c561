"""Long work in the background (长时间的活).

An app writes ``jobs.py`` with functions marked ``@job("app.name", title=…)``, imports it in its ``ready()``, and
starts one with ``jobs.actions.start(actor=…, name="app.name", arguments={…})`` inside its own act.
"""
