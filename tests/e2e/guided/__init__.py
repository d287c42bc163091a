"""The guided tasks of docs/fr/task-NAME.md and docs/en/task-NAME.md, played in the real QGIS; one module a task."""
