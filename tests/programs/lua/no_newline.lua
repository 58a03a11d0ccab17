io.write("a", 1, " ", 2.5, "\n", "no line break at the end")
