local n, composite, primes = 2000, {}, {}
for i = 2, n do
  if not composite[i] then
    primes[#primes + 1] = i
    for j = i * i, n, i do composite[j] = true end
  end
end
print(#primes, primes[#primes])
