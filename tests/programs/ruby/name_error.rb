puts "before"
puts undefined_thing + 1
