for line in io.lines() do
  print(#line, line:upper(), line:reverse())
end
print(io.read("l"), io.read(0))
