function next_plain(number)
  number = number + 1
  while true do
    local digits = string.format("%d", number)
    local twin
    for at = 2, #digits do
      if digits:sub(at, at) == digits:sub(at - 1, at - 1) then twin = at break end
    end
    if not twin then return number end
    local unit = 10 ^ (#digits - twin)
    number = (number // unit + 1) * unit
  end
end

local Solution = {}

function Solution:longest_echo(tape)
  for length = #tape // 2, 1, -1 do
    for start = 1, #tape - length + 1 do
      local piece = tape:sub(start, start + length - 1)
      if tape:find(piece, start + length, true) then return piece end
    end
  end
  return ""
end

local function busiest(visits)
  local best = {0, 0}
  table.sort(visits, function(one, other) return one[1] < other[1] end)
  for _, visit in ipairs(visits) do
    local inside = 0
    for _, each in ipairs(visits) do
      if each[1] <= visit[1] and visit[1] < each[2] then inside = inside + 1 end
    end
    if inside > best[2] then best = {visit[1], inside} end
  end
  return best
end

function marks_to_beat(jumps, places)
  local best, board = {}, {}
  for at, jump in ipairs(jumps) do
    table.insert(best, jump)
    table.sort(best, function(one, other) return one > other end)
    board[at] = best[places] or null
  end
  return board
end

local function cut(digits, above)
  if digits == "" then return {{}} end
  local ways = {}
  for length = 1, #digits do
    local number = tonumber(digits:sub(1, length))
    if digits:sub(1, 1) ~= "0" and number > above then
      for _, rest in ipairs(cut(digits:sub(length + 1), number)) do
        table.insert(ways, {number, table.unpack(rest)})
      end
    end
  end
  return ways
end

Solution.risingPieces = function(digits) return cut(digits, 0) end

function favorite_phrase(words, length)
  local best
  for start = 1, #words - length + 1 do
    local phrase = table.concat(words, " ", start, start + length - 1)
    local count, at = 0, 1
    while at + length - 1 <= #words do
      local same = table.concat(words, " ", at, at + length - 1) == phrase
      if same then count = count + 1 end
      at = at + (same and length or 1)
    end
    if not best or count > best[2] then best = {phrase, count} end
  end
  return best
end

function patterns_meet(one, other)
  if one == "" and other == "" then return true end
  local a, b = one:sub(1, 1), other:sub(1, 1)
  if a == "*" then return patterns_meet(one:sub(2), other) or other ~= "" and patterns_meet(one, other:sub(2)) end
  if b == "*" then return patterns_meet(other, one) end
  if one == "" or other == "" then return false end
  return (a == b or a == "?" or b == "?") and patterns_meet(one:sub(2), other:sub(2))
end

function tally(words)
  local counts = {}
  for _, word in ipairs(words) do counts[word] = (counts[word] or 0) + 1 end
  return counts
end

function bill(prices, basket)
  local sum = 0
  for _, each in ipairs(basket) do sum = sum + prices[each] end
  return sum
end

function ratio(one, other) return one / other end

function odd(kind)
  local type = "of my own"
  if kind == 1 then return 7 end
  if kind == 2 then error("oops") end
  if kind == 3 then io.write("between") end
  if kind == 4 then
    print("bye")
    os.exit(0)
  end
  return kind
end

return Solution
