while (line = ARGF.gets)
  puts line.strip.upcase
end
puts $<.class == ARGF.class
