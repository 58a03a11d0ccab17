print "a", 1, " ", 2.5, nil, "\n", "no line break at the end"
