module Greets
  def greet = "Hello, #{name}"
end
class Animal
  include Comparable
  include Greets
  attr_reader :name, :age
  @@count = 0
  def initialize(name, age)
    @name, @age = name, age
    @@count += 1
  end
  def <=>(other) = age <=> other.age
  def to_s = "#{self.class.name.downcase} #{name}"
  def self.count = @@count
  def method_missing(name, *args) = name.to_s.start_with?("can_") ? "#{self} can #{name.to_s[4..]}" : super
  def respond_to_missing?(name, all = false) = name.to_s.start_with?("can_") || super
  protected def secret = 42
end
class Dog < Animal
  def initialize(...) = super
  def greet = super + "!"
end
rex, tom = Dog.new("Rex", 3), Animal.new("Tom", 5)
puts rex, tom, rex < tom, [tom, rex].min.name, rex.greet, Animal.count, rex.can_fly
puts rex.respond_to?(:can_swim), Dog.ancestors.first(4).inspect, rex.clamp(rex, tom).name
begin
  rex.secret
rescue NoMethodError
  puts "protected"
end
