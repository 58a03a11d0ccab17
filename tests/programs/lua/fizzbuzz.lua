for i = 1, 30 do
  local text = (i % 3 == 0 and "Fizz" or "") .. (i % 5 == 0 and "Buzz" or "")
  print(text ~= "" and text or i)
end
