local function sum(...)
  local s = 0
  for _, v in ipairs({ ... }) do s = s + v end
  return s, select("#", ...), (select(2, ...))
end
print(sum(1, 2, 3))
print((sum(4, 5)))
print(xpcall(function() error("deep") end, function(m) return "handled: " .. m end))
print(arg[0] ~= nil, #arg, ...)
print(load("return 1 + 1")(), load("syntax error here"))
