"""Work on the data of a deployment: backup and restore."""
