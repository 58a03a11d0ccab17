words = %w[apple banana cherry avocado blueberry]
grouped = words.group_by { |w| w[0] }
grouped.each { |k, v| puts "#{k}: #{v.join(", ")}" }
p words.map(&:size).tally.sort, words.partition { |w| w.size > 6 }, words.each_with_object([]) { |w, a| a << w[0] }
p [3, 1, 2].sort_by { -_1 }, [1, 2, 3, 4].inject(:+), [1, 2, 3].zip([4, 5, 6]), [[1, [2]], 3].flatten
p (1..10).each_cons(3).to_a.length, [1, 1, 2].uniq, [1, 2, 3].permutation(2).count, [1, 2, 3].combination(2).to_a
p [5, 3, 9].minmax, [1, 2, 3, 4, 5].each_slice(2).map(&:sum), [nil, 1, false].compact, %w[a b].cycle.first(5)
p [1, 2, 3].sum { |x| x / 2.0 }, (1..4).reduce(1) { |a, b| a * b }, [0.1] * 3 == [0.1, 0.1, 0.1], [1, 2, 3, 4].filter_map { |x| x * 2 if x.even? }
h = Hash.new { |hash, k| hash[k] = k * 2 }
h[3]
h.store(1, 0)
p h.keys, h.values, h.min_by { |_, v| v }, h.sum { |k, v| k + v }, h.to_a.transpose, h.any? { |k, _| k > 2 }
first, *middle, last = 1, 2, 3, 4
p first, middle, last
