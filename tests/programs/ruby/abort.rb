puts "before"
abort "it ends here"
