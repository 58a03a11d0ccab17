local s = "The quick brown fox"
print(s:len(), s:sub(5, 9), s:sub(-3), s:find("quick"), s:match("(%w+) (%w+)"))
print((s:gsub("%w+", function(w) return w:sub(1, 1):upper() .. w:sub(2):lower() end)))
print(s:rep(2, "|"), ("x"):byte(), string.char(72, 105))
for word in s:gmatch("%a+") do io.write("[", word, "]") end
print()
print(string.format("%5d|%-8s|%05.2f|%x|%q|%g|%s", 42, "ab", 3.14159, 255, 'a"b\n', 1e20, true))
print(("a,b,,c"):gsub(",", ";"))
print(tostring(nil), tostring(1.0), 10 / 2, 7 // 2, 7 % -3, 2 ^ 10, 1e15, 1e16, 0.1 + 0.2)
