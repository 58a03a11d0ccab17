puts "before"
at_exit { puts "first in, last out" }
at_exit { puts "at exit" }
begin
  exit 7
ensure
  puts "ensured"
end
