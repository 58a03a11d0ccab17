s = "The quick brown fox"
puts s.upcase, s.swapcase, s.reverse, s[4..8], s[-3..], s.sub("quick", "slow"), s.tr("aeiou", "*"), s.index("brown")
puts s.scan(/\w+/).map(&:capitalize).join(" "), s =~ /(?<word>q\w+)/, $~[:word], s.gsub(/o(.)/) { $1.upcase }
puts "%05.2f|%-6s|%+d|%x|%08b|%e" % [3.14159, "ab", 5, 255, 10, 12345.678]
puts "a,b,,c".split(",").inspect, "abc".each_char.to_a.inspect, "abc".succ, "az".next, "Zz".succ
puts "hello world".center(21, "*"), "x".ljust(3, ".") + "|", "  trim ".strip, "abc" <=> "abd", "abc".eql?("abc")
puts "grüße → 😀".length, "grüße".bytes.length, "é".unicode_normalize(:nfd).length, "ÄÖ".downcase
text = <<~TEXT
  indented
    more
TEXT
puts text, "tab\tquote\"".inspect, 'single #{no}', "a".ord, 98.chr, "abc".sum, "%s and %p" % ["x", "y"]
