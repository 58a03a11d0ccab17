-- Runs the program as `lua code.lua` would. Is given its text, what ends the run with an exit code, and a text that marks
-- the end of both streams; returns the exit code.
local code, leave, mark = ...
local debug, io, stdout, stderr = debug, io, io.stdout, io.stderr
local getmetatable, ipairs, load, pcall, tostring, type, xpcall =
  getmetatable, ipairs, load, pcall, tostring, type, xpcall
local find, sub = string.find, string.sub

local function finish()
  for _, stream in ipairs({ stdout, stderr }) do
    -- The program may have closed it.
    pcall(stream.write, stream, mark, "\n")
    pcall(stream.flush, stream)
  end
end

os.exit = function(status)
  finish()
  leave((status == nil or status == true) and 0 or status == false and 1 or status)
end
arg = { [0] = "code.lua" }

local function handle(error)
  local kind, meta = type(error), getmetatable(error)
  if kind ~= "string" and kind ~= "number" then
    if type(meta) == "table" and meta.__tostring then return tostring(error) end
    error = "(error object is a " .. kind .. " value)"
  end
  local trace = debug.traceback(tostring(error), 2)
  -- Without the frames of this runner.
  local _, last = find(trace, "\n\t[^\n]*in main chunk")
  return last and sub(trace, 1, last) .. "\n\t[C]: in ?" or trace
end

local chunk, wrong = load(code, "@code.lua")
local isFine = chunk ~= nil
if chunk then
  isFine, wrong = xpcall(chunk, handle)
else
  wrong = wrong .. "\nstack traceback:\n\t[C]: in ?"
end
if not isFine then pcall(stderr.write, stderr, "lua: ", wrong, "\n") end
finish()
return isFine and 0 or 1
