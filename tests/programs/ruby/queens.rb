def queens(n, row = 0, cols = [], out = [])
  return out << cols.dup if row == n
  n.times do |c|
    next if cols.each_with_index.any? { |k, r| k == c || (k - c).abs == row - r }
    cols.push(c)
    queens(n, row + 1, cols, out)
    cols.pop
  end
  out
end
puts queens(6).length, queens(6).first.inspect
