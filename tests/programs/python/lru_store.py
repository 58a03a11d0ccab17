import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path


class Node:
    def __init__(self, key=None, value=None):
        self.key, self.value, self.before, self.after = key, value, self, self


class LruCache:
    def __init__(self, capacity):
        self.capacity, self.nodes, self.root = capacity, {}, Node()

    def _unlink(self, node):
        node.before.after, node.after.before = node.after, node.before

    def _push(self, node):
        last = self.root.before
        node.before, node.after, last.after, self.root.before = last, self.root, node, node

    def get(self, key):
        if (node := self.nodes.get(key)) is None:
            return -1
        self._unlink(node)
        self._push(node)
        return node.value

    def put(self, key, value):
        if key in self.nodes:
            self._unlink(self.nodes.pop(key))
        elif len(self.nodes) == self.capacity:
            oldest = self.root.after
            self._unlink(oldest)
            del self.nodes[oldest.key]
        self.nodes[key] = Node(key, value)
        self._push(self.nodes[key])


cache = LruCache(2)
cache.put(1, 1), cache.put(2, 2)
print(cache.get(1), cache.put(3, 3), cache.get(2), cache.get(3))
folder = Path(tempfile.mkdtemp())
(folder / "a.txt").write_text("línea\n" * 3, encoding="utf-8")
with (folder / "a.txt").open(encoding="utf-8") as file:
    print(sum(1 for _ in file), os.path.getsize(folder / "a.txt"), [one.name for one in folder.iterdir()])
with contextlib.redirect_stdout(io.StringIO()) as captured:
    print("hidden")
sys.stdout.write(captured.getvalue().upper())
sys.stdout.buffer.write("bytes é\n".encode())
sys.stdout.flush()
os.write(1, b"by number\n")
print("to a stream", file=sys.__stdout__)
