"""`make demo` fills an embedded deployment with invented people and their past; `make demo-remove` takes them out."""
