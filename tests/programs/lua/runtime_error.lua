print(pcall(function() local t = nil; return t.x end))
print(pcall(function() return 1 + {} end))
print(pcall(function() return #5 end))
print(type(select(2, pcall(error, { 1 }))))
print(select(2, pcall(error, "plain", 0)))
local t = nil
print(t.x)
