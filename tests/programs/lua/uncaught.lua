print("before")
local function fail(n) if n == 0 then error("too small", 2) end return fail(n - 1) + 1 end
fail(3)
