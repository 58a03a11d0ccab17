local function counter()
  local n = 0
  return { add = function(by) n = n + (by or 1) return n end, get = function() return n end }
end
local a, b = counter(), counter()
a.add() a.add(5) b.add(-1)
print(a.get(), b.get())
local fs = {}
for i = 1, 3 do fs[i] = function() return i * i end end
for _, f in ipairs(fs) do io.write(f(), " ") end
print()
