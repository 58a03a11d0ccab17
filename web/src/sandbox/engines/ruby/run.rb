# Runs the program as `ruby code.rb` would, and returns its exit code. The interpreter in a browser ends with no program,
# so what is done at its end is done here.
module MockMate
  ENDINGS = []
  STATUS = [0]
  UNCAUGHT = []

  # Once everything else has been done, as Ruby does.
  def self.report
    UNCAUGHT.each do |error|
      shorten(error)
      # Of code that can't be read there are no frames.
      text = error.backtrace.empty? ? "#{error.detailed_message}\n" : error.full_message(highlight: false, order: :top)
      STDERR.write(text.gsub(/\e\[[\d;]*m/, ""))
    end
  end

  # Only the program's own frames, in causes too.
  def self.shorten(error)
    while error
      error.set_backtrace((error.backtrace || []).take_while { |frame| !frame.start_with?("eval:") })
      error = error.cause
    end
  end

  def self.attempt
    yield
  rescue SystemExit => exit
    STATUS[0] = exit.status
  rescue Exception => error
    STATUS[0] = 1
    UNCAUGHT.push(error)
  end

  def self.run(code)
    $0 = "code.rb"
    STDOUT.sync = true
    program, data = code.split(/^__END__\n/, 2)
    if data
      require "stringio"
      Object.const_set(:DATA, StringIO.new(data))
    end
    attempt { eval(program, TOPLEVEL_BINDING, "code.rb", 1) }
    attempt { ENDINGS.pop.call } until ENDINGS.empty?
    report
    STATUS[0]
  end
end

module Kernel
  def at_exit(&block)
    MockMate::ENDINGS.push(block)
    block
  end
end
