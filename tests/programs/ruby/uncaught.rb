puts "before"
def fail_at(n) = n.zero? ? raise(ArgumentError, "too small") : fail_at(n - 1)
fail_at(3)
