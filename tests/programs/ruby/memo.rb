fib = Hash.new { |h, n| h[n] = n < 2 ? n : h[n - 1] + h[n - 2] }
puts fib[40]
def lcs(a, b, i = 0, j = 0, memo = {})
  return 0 if i == a.size || j == b.size
  memo[[i, j]] ||= a[i] == b[j] ? 1 + lcs(a, b, i + 1, j + 1, memo) : [lcs(a, b, i + 1, j, memo), lcs(a, b, i, j + 1, memo)].max
end
puts lcs("AGGTABQWERTY", "GXTXAYBQWRT")
def depth(n) = n.zero? ? 0 : 1 + depth(n - 1)
puts depth(5000)
