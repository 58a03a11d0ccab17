n = gets.to_i
rows = Array.new(n) { gets.split.map(&:to_i) }
puts rows.map(&:sum).inspect
puts gets
puts $stdin.read.lines.map(&:chomp).inspect
p gets
