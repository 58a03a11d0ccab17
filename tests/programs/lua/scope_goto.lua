for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then goto continue end
    io.write(i, ":", j, " ")
    ::continue::
  end
end
print()
local x <const> = 5
local i = 0
repeat local done = i >= 3 i = i + 1 until done
while true do i = i + 1 if i > 10 then break end end
print(x, i)
