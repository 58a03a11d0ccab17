local LRU = {} LRU.__index = LRU
function LRU.new(n) return setmetatable({ n = n, order = {}, values = {} }, LRU) end
function LRU:touch(k)
  for i, key in ipairs(self.order) do if key == k then table.remove(self.order, i) break end end
  table.insert(self.order, k)
end
function LRU:get(k) if self.values[k] == nil then return -1 end self:touch(k) return self.values[k] end
function LRU:put(k, v)
  self.values[k] = v self:touch(k)
  if #self.order > self.n then self.values[table.remove(self.order, 1)] = nil end
end
local c = LRU.new(2)
c:put(1, 1) c:put(2, 2)
io.write(c:get(1), " ") c:put(3, 3)
io.write(c:get(2), " ") c:put(4, 4)
print(c:get(1), c:get(3), c:get(4))
