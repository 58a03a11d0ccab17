STDIN.each_line(chomp: true).with_index(1) { |line, i| puts "#{i}: #{line.reverse}" }
puts STDIN.eof?
