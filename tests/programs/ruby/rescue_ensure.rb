class Mine < StandardError
  def initialize(msg = "my own") = super
end
def try
  yield
rescue Mine, ZeroDivisionError => e
  puts "#{e.class}: #{e.message}"
  :rescued
else
  :fine
ensure
  puts "ensure"
end
p try { raise Mine }
p try { 1 / 0 }
p try { 5 }
attempts = 0
begin
  attempts += 1
  raise "again" if attempts < 3
  puts attempts
rescue
  retry
end
begin
  begin
    raise "inner"
  rescue => e
    raise TypeError, "outer"
  end
rescue => e
  puts e.message, e.cause.message
end
p(catch(:done) { 10.times { |i| throw :done, i if i == 4 }; :never })
