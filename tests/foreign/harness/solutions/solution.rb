require "set"

def next_plain(number)
  number += 1
  loop do
    digits = number.digits.reverse
    twin = (1...digits.size).find { |at| digits[at] == digits[at - 1] }
    return number unless twin
    unit = 10**(digits.size - 1 - twin)
    number = (number / unit + 1) * unit
  end
end

class Solution
  def longest_echo(tape)
    (tape.size / 2).downto(1) do |length|
      (0..tape.size - length).each do |start|
        piece = tape[start, length]
        return piece if tape.index(piece, start + length)
      end
    end
    ""
  end
end

def busiest(visits)
  people = ->(moment) { visits.count { |enter, leave| enter <= moment && moment < leave } }
  moment = visits.map(&:first).sort.max_by { |each| [people[each], -each] }
  moment ? [moment, people[moment]] : [0, 0]
end

marks_to_beat = lambda do |jumps, places|
  jumps.each_index.map { |at| jumps[0..at].sort.reverse[places - 1] }
end

def rising_pieces(digits, above = 0)
  return Set[[]] if digits.empty?
  return [] if digits[0] == "0"
  (1..digits.size).flat_map do |length|
    number = digits[0, length].to_i
    number <= above ? [] : rising_pieces(digits[length..], number).map { |rest| [number, *rest] }
  end
end

module Phrases
  def self.favoritePhrase(words, length)
    best = nil
    words.each_cons(length) do |phrase|
      count = at = 0
      while at + length <= words.size
        same = words[at, length] == phrase
        count += 1 if same
        at += same ? length : 1
      end
      best = [phrase.join(" "), count] if best.nil? || count > best[1]
    end
    best
  end
end

def patterns_meet(one, other)
  return true if one.empty? && other.empty?
  return patterns_meet(one[1..], other) || !other.empty? && patterns_meet(one, other[1..]) if one.start_with?("*")
  return patterns_meet(other, one) if other.start_with?("*")
  return false if one.empty? || other.empty?
  (one[0] == other[0] || one[0] == "?" || other[0] == "?") && patterns_meet(one[1..], other[1..])
end

def tally(words)
  words.map(&:to_sym).tally
end

def bill(prices, basket) = basket.sum { |each| prices[each] }

def ratio(one, other)
  one.fdiv(other)
end

def odd(kind)
  return 7 if kind == 1
  raise "oops" if kind == 2
  print "between" if kind == 3
  if kind == 4
    puts "bye"
    $stdout.flush
    exit!
  end
  kind
end
__END__
what follows are data
