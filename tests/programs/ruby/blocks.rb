def twice = [yield(1), yield(2)]
p twice { |x| x * 10 }
add = ->(a, b = 2, *rest, k: 1, **others) { [a, b, rest, k, others.size] }
p add.(1), add[1, 5, 6, k: 3, z: 9], add.arity, add.lambda?
compose = method(:Integer) >> ->(x) { x + 1 }
p compose.call("41"), %w[1 2].map(&method(:Integer)), [1, 2, 3].each_slice(2).to_a
def counter
  n = 0
  [-> { n += 1 }, -> { n }]
end
up, get = counter
3.times { up.() }
p get.()
p (1..Float::INFINITY).lazy.select(&:even?).map { _1 * 3 }.first(3)
gen = Enumerator.new { |y| a, b = 0, 1; loop { y << a; a, b = b, a + b } }
p gen.take(10), gen.next, gen.next, gen.peek
