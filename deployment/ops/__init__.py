"""Work on the data of the embedded deployment: backup and restore."""
