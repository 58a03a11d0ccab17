local function twoSum(nums, target)
  local seen = {}
  for i, n in ipairs(nums) do
    if seen[target - n] then return { seen[target - n], i } end
    seen[n] = i
  end
end
print(table.concat(twoSum({ 2, 7, 11, 15 }, 9), ","))
print(twoSum({ 1, 2 }, 9))
