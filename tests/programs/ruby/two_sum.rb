def two_sum(nums, target)
  seen = {}
  nums.each_with_index do |n, i|
    return [seen[target - n], i] if seen.key?(target - n)
    seen[n] = i
  end
  nil
end
p two_sum([2, 7, 11, 15], 9)
p two_sum([1], 5)
