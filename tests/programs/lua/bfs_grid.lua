local grid = { "S.#.", "..#.", "...E" }
local queue, head, seen = { { 1, 1, 0 } }, 1, { ["1,1"] = true }
while head <= #queue do
  local r, c, d = table.unpack(queue[head])
  head = head + 1
  if grid[r]:sub(c, c) == "E" then print("steps", d) break end
  for _, m in ipairs({ { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } }) do
    local nr, nc = r + m[1], c + m[2]
    local key = nr .. "," .. nc
    if grid[nr] and nc >= 1 and nc <= 4 and grid[nr]:sub(nc, nc) ~= "#" and not seen[key] then
      seen[key] = true
      queue[#queue + 1] = { nr, nc, d + 1 }
    end
  end
end
