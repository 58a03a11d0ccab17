local n = io.read("n", "l")
local sum = 0
for _ = 1, n do
  local a, b = io.read("n", "n")
  sum = sum + a * b
end
io.read("l")
print(n, sum, io.read("l"), io.read("a"))
