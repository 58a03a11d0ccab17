import io
import os
import sys

first = sys.stdin.buffer.readline()
print(first)
data = os.read(0, 4)
print(data if data else "all was read ahead")
for line in io.BytesIO(sys.stdin.buffer.read()):
    print(int(line) ** 2)
