def describe(value)
  case value
  in Integer | Float => n if n > 100 then "big #{n}"
  in Integer then "integer"
  in [x, [y, *]] then "nested #{x} #{y}"
  in { name: String => name, age: } then "#{name} is #{age}"
  in [] then "empty"
  in nil then "nil"
  else "other"
  end
end
puts describe(500), describe(5), describe([1, [2, 3]]), describe({ name: "Ann", age: 3 }), describe([]), describe(nil), describe(:x)
config = { db: { user: "admin", ports: [1, 2] } }
config => { db: { user:, ports: [first, *] } }
puts user, first
puts(1.then { _1 in Integer })
begin
  case 5
  in String then 1
  end
rescue NoMatchingPatternError => e
  puts e.class
end
Point = Struct.new(:x, :y) do
  def dist = Math.sqrt(x**2 + y**2)
end
case Point.new(3, 4)
in [x, y] then puts x + y
end
puts Point.new(3, 4).dist, Point.new(1, 2) == Point.new(1, 2), Point.new(1, 2).inspect
