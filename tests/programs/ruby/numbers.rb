puts 7 / 2, -7 / 2, 7 % -3, 7.fdiv(2), 2**100, 2**-1, 10.divmod(-3).inspect, 10.0 / 3
puts 0.1 + 0.2, 1e20, 1e15, 1e16, 1.0, 100.0.to_s, 1.23456789012345e-7, 3.7.round, 2.5.round, 3.14159.round(2), 1234567.89.floor(-2)
puts 1/3r + 1/6r, Complex(1, 2) * Complex(0, 1), 255.to_s(2), "ff".hex, "0b11".to_i(0), Integer("42"), Float("1.5")
puts 10.gcd(4), 10.lcm(4), 5.clamp(1, 3), 12345.digits.inspect, Integer.sqrt(99), 3.zero?, 5.pred, 1_000_000
puts (0.0 / 0.0).nan?, 1 / 0.0, -1 / 0.0, (1 <=> "a").inspect, 5.between?(1, 10), 10.pow(20, 7), 3.14.to_r.class
begin
  1 / 0
rescue ZeroDivisionError => e
  puts e.message
end
begin
  Integer("abc")
rescue ArgumentError => e
  puts e.message
end
