"""Everything that puts Mock Mate on a machine; `local/` is the embedded deployment behind `make run`."""
