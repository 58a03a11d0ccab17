io.write("x\n")
error({ code = 3 })
