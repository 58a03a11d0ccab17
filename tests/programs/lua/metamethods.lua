local V = {}
V.__index = V
V.__add = function(a, b) return setmetatable({ a[1] + b[1], a[2] + b[2] }, V) end
V.__eq = function(a, b) return a[1] == b[1] and a[2] == b[2] end
V.__lt = function(a, b) return a[1] < b[1] end
V.__le = function(a, b) return a[1] <= b[1] end
V.__tostring = function(v) return "(" .. v[1] .. ", " .. v[2] .. ")" end
V.__len = function() return 2 end
V.__call = function(v, k) return v[1] * k end
V.__concat = function(a, b) return tostring(a) .. tostring(b) end
V.__close = function(v) print("closed", v) end
local function v(x, y) return setmetatable({ x, y }, V) end
print(v(1, 2) + v(3, 4), v(1, 2) == v(1, 2), v(1, 2) < v(2, 0), v(1, 2) <= v(0, 0), #v(0, 0), v(3, 4)(2))
print(v(1, 2) .. "!")
do local x <close> = v(9, 9) print("inside") end
