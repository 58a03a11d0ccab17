s = "abc".freeze
begin
  s << "d"
rescue FrozenError, RuntimeError => e
  puts e.class
end
a = [1, 2]
b = a.dup
b << 3
puts a.size, b.size, a.equal?(a.itself), a.hash == [1, 2].hash, :upcase.to_proc.call("x").inspect, nil.to_a.inspect
puts ObjectSpace.respond_to?(:each_object), 5.frozen?, "a".object_id == "a".object_id, [1, [2]].dig(1, 0)
puts [1, 2, 3].to_s, nil.to_s.empty?, :a <=> :b, (1..5).step(2).to_a.inspect, ("a".."e").include?("c"), (1...10).size
puts $stdout.class, ARGV.inspect, ENV["NOTHING"].inspect, $;.inspect, rand.class, Random.new(42).rand(100), [1, 2, 3].shuffle(random: Random.new(1)).inspect
