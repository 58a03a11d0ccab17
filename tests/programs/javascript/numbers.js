console.log(0.1 + 0.2, -0, [-0], NaN, Infinity, -Infinity, 1e21, 123456789012345680000, 5e-324, 0xff, 0b101, 1_000);
console.log(2n ** 100n, -7n / 2n, BigInt.asUintN(8, 257n), typeof 1n, [1n], { a: 2n }, 10n === BigInt(10), 1n < 2);
console.log(7 >>> 1, -1 >>> 0, ~5, 5 & 3, 5 | 3, 5 ^ 3, 1 << 31, 2 ** 31 | 0, -7 % 3, Math.trunc(-4.7), Math.round(-0.5));
const popcount = (n) => { let c = 0; for (; n; n &= n - 1) c++; return c; };
console.log([0, 1, 255, 0x7fffffff].map(popcount), [4, 1, 4, 2, 1].reduce((a, b) => a ^ b), Math.clz32(1));
const sieve = (n) => {
  const composite = new Uint8Array(n + 1);
  const primes = [];
  for (let i = 2; i <= n; i++) {
    if (composite[i]) continue;
    primes.push(i);
    for (let j = i * i; j <= n; j += i) composite[j] = 1;
  }
  return primes;
};
console.log(sieve(60), sieve(200_000).length);
const gcd = (a, b) => (b ? gcd(b, a % b) : a);
console.log(gcd(1071, 462), Number.MAX_SAFE_INTEGER, Number.EPSILON > 0, Number.isInteger(5.0), isNaN("x"), Object.is(-0, 0));
let factorial = 1n;
for (let i = 1n; i <= 50n; i++) factorial *= i;
console.log(factorial, `${factorial}`, factorial.toString(36));
console.log([10, 9, 1, 100].sort(), [10, 9, 1, 100].sort((a, b) => a - b), [3, 1, 2].toSorted(), Math.max(), Math.min(...[]));
console.log(new Uint8Array([1, 256, -1]), new Float64Array(2), new Int32Array(3).fill(7), new ArrayBuffer(4), new BigInt64Array(1));
console.log((1234.5678).toFixed(1), (0.000001234).toString(), (1e21).toLocaleString("en-US"), (1234567.891).toLocaleString("en-US"));
console.log(new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(1234.5), (25).toString(2).padStart(8, "0"));
try { 1n + 1; } catch (error) { console.log(error.message); }
try { null.x; } catch (error) { console.log(error.message); }
try { JSON.parse("{a}"); } catch (error) { console.log(error.message); }
try { JSON.stringify({ n: 1n }); } catch (error) { console.log(error.message); }
try { [].reduce((a, b) => a); } catch (error) { console.log(error.message); }
try { (void 0)(); } catch (error) { console.log(error.message); }
try { new Array(-1); } catch (error) { console.log(error.message); }
try { const c = 1; c = 2; } catch (error) { console.log(error.message); }
try { x; let x = 1; } catch (error) { console.log(error.message); }
