DATA.each_line { |line| puts line.split(",").map(&:strip).inspect }
puts __FILE__ == $0, __method__.inspect, defined?(foo).inspect, self, __LINE__
if __FILE__ == $PROGRAM_NAME
  puts "main"
end
__END__
a, b
c, d
