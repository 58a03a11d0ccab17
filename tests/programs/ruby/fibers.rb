f = Fiber.new do |x|
  y = Fiber.yield x * 2
  z = Fiber.yield y + 1
  :done
end
p f.resume(5), f.resume(10), f.resume(0), f.alive?
e = [1, 2, 3].each
loop { puts e.next }
puts "stopped"
ObjectSpace.garbage_collect
puts [1, 2].each_entry.to_a.inspect, 3.times.map { |i| i * i }.inspect
puts warn("to stderr").inspect
$stderr.puts "also"
printf("%d-%s\n", 5, "x")
putc "A"
putc 10
pp({ 1 => 2 }.to_a)
puts [nil, [1, [nil]]].to_s, [[], [[]]].inspect
puts [1, [2, [nil, 3]]]
