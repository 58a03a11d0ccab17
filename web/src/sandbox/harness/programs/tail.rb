def mm_show(value)
  case value
  when nil, true, false, Integer then value.nil? ? "null" : value.to_s
  when Float then value.nan? ? "NaN" : value.infinite? ? (value > 0 ? "Infinity" : "-Infinity") : value.to_s
  when String, Symbol then mm_quote(value.to_s)
  when Hash then "{" + value.map { |key, each| mm_quote(key.to_s) + ":" + mm_show(each) }.join(",") + "}"
  when Array then "[" + value.map { |each| mm_show(each) }.join(",") + "]"
  when Enumerable then mm_show(value.to_a)
  else "<" + value.inspect.gsub("\n", " ") + ">"
  end
end

def mm_quote(text)
  text = text.encode("UTF-8", invalid: :replace, undef: :replace).scrub
  "\"" + text.gsub(/["\\\u0000-\u001f]/) { |sign| format("\\u%04x", sign.ord) } + "\""
end

def mm_words(thrown)
  place = (thrown.backtrace_locations || []).find { |each| each.path == __FILE__ && each.lineno <= __LINES__ }
  message = thrown.is_a?(NameError) ? thrown.message.lines.first.to_s.chomp : thrown.message
  "#{thrown.class}: #{message}#{place && " (line #{place.lineno})"}"
end

mm_function = nil
mm_here = binding
__NAMES__.each do |mm_name|
  if mm_name =~ /\A[a-z_]/ && mm_here.local_variable_defined?(mm_name)
    mm_function ||= mm_here.local_variable_get(mm_name)
  elsif respond_to?(mm_name, true) && method(mm_name).owner == Object
    mm_function ||= method(mm_name)
  end
  __OWNERS__.each do |mm_owner|
    next unless Object.const_defined?(mm_owner)
    mm_class = Object.const_get(mm_owner)
    if mm_class.respond_to?(mm_name)
      mm_function ||= mm_class.method(mm_name)
    elsif mm_class.is_a?(Class) && (mm_class.method_defined?(mm_name) || mm_class.private_method_defined?(mm_name))
      mm_function ||= ->(*mm_args) { mm_class.new.send(mm_name, *mm_args) }
    end
  end
end
abort "The test cases call a function that is not defined at the top or in a class." unless mm_function
STDOUT.write("__NONCE__:0:begin:\n")
__CASES__.each_with_index do |mm_given, mm_number|
  begin
    mm_result = "ok:" + mm_show(mm_function.call(*mm_given.call))
  rescue Exception => mm_thrown
    mm_result = "error:" + mm_quote(mm_words(mm_thrown))
  end
  $stdout.flush
  STDOUT.write("__NONCE__:#{mm_number}:#{mm_result}\n")
  STDOUT.flush
end
