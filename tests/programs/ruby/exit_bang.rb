$stdout.sync = true
at_exit { puts "never" }
puts "before"
exit! 4
