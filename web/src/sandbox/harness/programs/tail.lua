
do
  local lua = mm_lua
  local function quote(text)
    return '"' .. lua.gsub(text, '[%c"\\]', function(sign) return lua.format("\\u%04x", lua.byte(sign)) end) .. '"'
  end
  -- The shape tells lists from maps where a table is empty, by their depth.
  local function show(value, shape)
    local kind = lua.type(value)
    if value == nil or value == lua.null then return "null" end
    if kind == "string" then return quote(value) end
    if kind == "boolean" then return lua.tostring(value) end
    if kind == "number" then
      if value ~= value then return "NaN" end
      if value == 1 / 0 or value == -1 / 0 then return value > 0 and "Infinity" or "-Infinity" end
      if lua.whole and lua.whole(value) == "integer" then return lua.tostring(value) end
      return lua.format("%.17g", value)
    end
    if kind ~= "table" then return "<" .. lua.tostring(value) .. ">" end
    local inner, count, length, list = lua.sub(shape, 2), 0, 0, true
    for key in lua.next, value do
      if lua.type(key) == "number" and key >= 1 and key % 1 == 0 then
        if key > length then length = key end
      elseif key ~= "n" then
        list = false
      end
      count = count + 1
    end
    if lua.type(value.n) == "number" and list then length = value.n end -- of table.pack
    local parts = {}
    if list and (count > 0 or lua.sub(shape, 1, 1) ~= "m") and length <= 2 * count + 100 then
      for at = 1, length do parts[at] = show(value[at], inner) end
      return "[" .. lua.concat(parts, ",") .. "]"
    end
    for key, each in lua.next, value do
      parts[#parts + 1] = quote(lua.tostring(key)) .. ":" .. show(each, inner)
    end
    return "{" .. lua.concat(parts, ",") .. "}"
  end
  lua.write(lua.stdout, "__NONCE__:0:begin:\n")
  for number, given in lua.ipairs({
__CASES__
  }) do
    local good, returned = lua.pcall(function() return show(__FUNCTION__(given()), "__SHAPE__") end)
    if not good then returned = quote(lua.tostring(returned)) end
    lua.flush(lua.stdout)
    lua.write(lua.stdout, "__NONCE__:" .. number - 1 .. ":" .. (good and "ok:" or "error:") .. returned .. "\n")
    lua.flush(lua.stdout)
  end
end
