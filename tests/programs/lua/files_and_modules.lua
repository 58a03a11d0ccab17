local name = os.tmpname()
local f <close> = assert(io.open(name, "w"))
f:write("one\n", 2, "\n") f:close()
for line in io.lines(name) do io.write("<", line, ">") end
print(os.remove(name))
package.preload.greet = function() return { hello = function(n) return "hello " .. n end } end
print(require("greet").hello("you"), pcall(require, "nothing_like_it") == false)
print(type(os.time()), os.date("%Y-%m-%d", 0), io.type(io.stdout), type(os.clock()))
