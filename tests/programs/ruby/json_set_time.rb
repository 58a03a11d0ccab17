require "json"
require "set"
require "date"
require "time"
data = JSON.parse('{"a": [1, 2.5, null, true], "b": {"c": "é"}}')
puts data["a"].inspect, data.dig("b", "c"), JSON.generate(data), JSON.pretty_generate([1, { "x" => [2] }])
puts Set[3, 1, 3].size, Set[1, 2].subset?(Set[1, 2, 3]), (Set[1, 2] | Set[5]).to_a.inspect
puts Date.new(2024, 2, 28).next_day(2), (Date.new(2024, 3, 1) - Date.new(2024, 2, 1)).to_i, Date.parse("2024-12-25").strftime("%A")
puts Time.at(0).utc.iso8601
begin
  JSON.parse("{oops")
rescue JSON::ParserError
  puts "bad JSON"
end
