import heapq
from collections import Counter, OrderedDict, defaultdict, deque

graph = defaultdict(list)
for edge in ("a b 4", "a c 1", "c b 2", "b d 5", "c d 8", "d e 3"):
    start, end, cost = edge.split()
    graph[start].append((end, int(cost)))


def dijkstra(start):
    best, heap = {start: 0}, [(0, start)]
    while heap:
        cost, node = heapq.heappop(heap)
        if cost > best[node]:
            continue
        for end, extra in graph[node]:
            if (new := cost + extra) < best.get(end, float("inf")):
                best[end] = new
                heapq.heappush(heap, (new, end))
    return best


def breadth_first(start):
    seen, queue = [start], deque([start])
    while queue:
        for end, _ in graph[queue.popleft()]:
            if end not in seen:
                seen.append(end)
                queue.append(end)
    return seen


print(dijkstra("a"), breadth_first("a"))
print(heapq.nlargest(2, [5, 1, 9]), heapq.merge([1, 4], [2]).__class__.__name__, list(heapq.merge([1, 4], [2])))
window = deque(range(6), maxlen=3)
window.rotate(1)
print(window, Counter("mississippi").most_common(2), Counter(a=3) - Counter(a=1, b=2))
cache = OrderedDict.fromkeys("xyz")
cache.move_to_end("x")
print(list(cache), dict(defaultdict(int, a=1)))
