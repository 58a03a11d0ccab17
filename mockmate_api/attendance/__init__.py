"""When people come: the usual hours of the week, from the last four weeks."""
