-- {"recorded": "2026-11-26T01:54:24.036859+00:00"}
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) SELECT 'behavioral', h, h + '0 days 2700.000000 seconds'::interval, 100 FROM generate_series(date_trunc('hour', now()) + interval '1 hour', now() + '14 days 0.000000 seconds'::interval, interval '1 hour') AS h UNION ALL SELECT 'behavioral', NULL, NULL, NULL ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id
-- {"rows": 337, "ids": []}
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) SELECT 'technical', h, h + '0 days 3600.000000 seconds'::interval, 100 FROM generate_series(date_trunc('hour', now()) + interval '1 hour', now() + '14 days 0.000000 seconds'::interval, interval '1 hour') AS h UNION ALL SELECT 'technical', NULL, NULL, NULL ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id
-- {"rows": 337, "ids": []}
INSERT INTO questions (slug, interview_type, difficulty, title, prompt, examples, constraints, hints, solution, follow_ups, rubric, function, starter_code, test_cases, compare, tags, companies, file_hash) VALUES ('an-unhappy-customer', 'behavioral', 'medium', 'Somebody who had every right to be angry', 'Tell me about somebody who relied on your work, a customer, a user, another team, and was angry with good reason. What
had happened, and what did you do from the first contact on?', NULL, NULL, '["If the anger seems unjustified: \"Pick a case in which they were right.\"", "If it is about tone: \"What did they need by the next morning?\"", "If it ends with the apology: \"Could it happen to the next one in the same way?\""]'::JSONB, 'A good answer lets the person be angry first, and finds out what the damage really is, which often is not what they said
first. The speaker admits what is certain without inventing causes, says what will happen next and by when, and keeps
that. The immediate need comes before the explanation. Afterwards the cause was removed, and the person heard of it.

Weaker: calming techniques, a refund as the end of the story, blaming another department, or promises that somebody else
had to keep.', '["What did you not promise, though it would have calmed them?", "Are they still a customer? How do you know why?"]'::JSONB, '{"structure": {"1": "The anger, without what had happened.", "3": "Cause, reaction, solution.", "5": "Damage, first contact, immediate help, cause, return to the person."}, "ownership": {"1": "Another department''s fault.", "3": "Solved it as was their job.", "5": "Took it on as theirs until the person confirmed that it was over."}, "impact": {"1": "The complaint was closed.", "3": "The person was helped.", "5": "The person was helped, and nobody else has met it since."}, "communication": {"1": "Defensive.", "3": "Polite.", "5": "Listened, admitted, said what comes next and when, and kept to it."}}'::JSONB, NULL, NULL::JSONB, NULL::JSONB, NULL, ARRAY['communication','ownership']::TEXT[], '{}'::TEXT[], 'c210cd482675a72a76855b7aefe5b82d267a6e9b5d8545079dbb1c2a201bbf1a'), ('cables-without-a-spare', 'technical', 'hard', 'Cables without a spare', 'The houses of a village, numbered from 0 to `houses - 1`, are connected by cables `[a, b]`. A cable is fragile if
cutting it separates two houses that could reach each other before. Write `fragile_cables(houses, cables)` that returns
the positions of the fragile cables in the list, in ascending order.', '```
fragile_cables(5, [[0, 1], [1, 2], [2, 0], [2, 3], [3, 4]])  ->  [3, 4]
fragile_cables(2, [[0, 1], [0, 1]])                          ->  []
```

Two cables between the same houses are each other''s spare.', '- `1 <= houses <= 100,000`, up to 200,000 cables; a cable may lead from a house to itself, and the village need not be
  connected.
- Cutting each cable and looking is too slow.', '["When is a cable not fragile? Say it with the word \"circle\".", "Walk through the village depth first. The cables you walk along form a tree; what do all the others connect?", "Number the houses in the order of your visit. For each, find the smallest number that can be reached from its part of\nthe tree over at most one of the other cables. What does it say about the cable that led to the house?"]'::JSONB, 'A cable is fragile exactly if it lies on no circle. Walk depth first and number the houses in the order of discovery. A
cable that is not walked along leads to an ancestor, since everything reachable is explored before one goes back; it
closes a circle with the tree. For each house let `low` be the smallest number reached from its subtree over one such
cable. The tree cable to a house is fragile if `low` of that house is larger than the number of the house above: nothing
in the subtree leads past that cable.

The way back must be the *cable* that one came by, not the house, or two cables between the same houses would go
unnoticed. The walk keeps its own stack, since a row of 100,000 houses is too deep for recursion.

```python
def fragile_cables(houses: int, cables: list[list[int]]) -> list[int]:
    ends: list[list[tuple[int, int]]] = [[] for _ in range(houses)]
    for cable, (a, b) in enumerate(cables):
        ends[a].append((b, cable))
        ends[b].append((a, cable))
    number = [-1] * houses
    low = [0] * houses
    fragile = []
    count = 0
    for root in range(houses):
        if number[root] != -1:
            continue
        number[root] = low[root] = count
        count += 1
        walk = [(root, -1, iter(ends[root]))]
        while walk:
            house, came_by, remaining = walk[-1]
            for other, cable in remaining:
                if cable == came_by:
                    continue
                if number[other] == -1:
                    number[other] = low[other] = count
                    count += 1
                    walk.append((other, cable, iter(ends[other])))
                    break
                low[house] = min(low[house], number[other])
            else:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    low[above] = min(low[above], low[house])
                    if low[house] > number[above]:
                        fragile.append(came_by)
    return sorted(fragile)
```

Time O(houses + cables), plus sorting the answer; memory O(houses + cables).

Look for: "on no circle", a definition of `low` in words, parallel cables and loops, several villages, and no deep
recursion. An alternative: count for each tree cable how many other cables span it, with +1 and -2 at their ends.', '["Which houses are fragile in the same sense?", "Lay as few new cables as possible so that none is fragile."]'::JSONB, NULL::JSONB, 'fragile_cables', '{"python": "def fragile_cables(houses: int, cables: list[list[int]]) -> list[int]:\n    return []", "javascript": "function fragile_cables(houses, cables) {\n  return [];\n}"}'::JSONB, '[{"args": [5, [[0, 1], [1, 2], [2, 0], [2, 3], [3, 4]]], "expected": [3, 4]}, {"args": [2, [[0, 1], [0, 1]]], "expected": []}, {"args": [1, [[0, 0]]], "expected": []}, {"args": [4, [[2, 3], [0, 1]]], "expected": [0, 1]}, {"args": [6, [[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 3], [2, 3]]], "expected": [6]}, {"args": [7, [[0, 1], [0, 2], [1, 3], [3, 0], [2, 4], [4, 5], [5, 2], [6, 6], [6, 5]]], "expected": [1, 8]}]'::JSONB, 'exact', ARRAY['graphs','trees']::TEXT[], '{}'::TEXT[], '3532e4b736bed9d8421975c9fd56e1dace858a37e56c9c98a5ccc46d7b056c03'), ('ending-a-project', 'behavioral', 'hard', 'Ending something that people believed in', 'Tell me about a time you argued for stopping, or stopped, a piece of work that people had put much into. What convinced
you, whom did you have to convince, and what became of the people and of what they had made?', NULL, NULL, '["If it was obviously doomed: \"What was the strongest reason to go on?\"", "If the people are missing: \"Who had most of their heart in it, and how did they hear of it?\"", "If there is no look back: \"When could you have known at the earliest, and what would it have taken?\""]'::JSONB, 'A good answer shows how hard it was to see: progress was being made, effort had been spent, somebody''s name hung on it.
The speaker had agreed on signs beforehand, or found them late and says so. They separate the quality of the work from
the need for it. Before the end was announced, those who had worked on it heard it and heard why; something of value was
saved; there was a next task worth doing. They looked back at what it would have taken to stop earlier.

Weaker: stopping other people''s work with ease, a project that was doomed for all to see, silence until it died, or no
thought for the people.', '["How would you have noticed if stopping had been the mistake?", "Which sign for stopping do you agree on today, before you begin?"]'::JSONB, '{"structure": {"1": "It failed and was stopped.", "3": "Project, reasons, stop.", "5": "Hope, signs, argument, decision, people, what was saved, look back."}, "ownership": {"1": "Went along with a decision from above.", "3": "Argued for it when asked.", "5": "Raised it against the current, bore the unpopularity, answered for the timing."}, "impact": {"1": "Money was no longer spent.", "3": "The people turned to something more useful.", "5": "That can be shown, trust survived, and the next project has a way to be stopped."}, "communication": {"1": "Those concerned heard of it last.", "3": "It was explained properly.", "5": "Those who had worked on it heard it first, with the real reason, and would call it fair."}}'::JSONB, NULL, NULL::JSONB, NULL::JSONB, NULL, ARRAY['judgement','leadership']::TEXT[], '{}'::TEXT[], 'a879f4538169cc0c21010f330a1ce496ac2893c2b7a0d4132a0e51e4aea08537'), ('jobs-before-dusk', 'technical', 'medium', 'One job a day', 'A bicycle mechanic does one repair a day, beginning with day 1. Each request is `[last_day, pay]`: the repair brings
`pay` if it is done on `last_day` or before, otherwise the customer goes elsewhere. Write `best_pay(requests)` that
returns the most the mechanic can earn.', '```
best_pay([[1, 40], [2, 30], [2, 60], [4, 10]])  ->  110
best_pay([[3, 5], [3, 6], [3, 7], [3, 8]])      ->  21
```

In the first one do the 40 on day 1, the 60 on day 2, and the 10 later.', '- `0 <= len(requests) <= 200,000`, `1 <= last_day <= 10**9`, `1 <= pay <= 10**6`.
- There are too many days to look at each of them.', '["Always the best paid first? Or the most urgent first? Find a small example against each if it is done naively.", "Go through the requests by their last day and accept each one. When have you accepted too many, and which one would\nyou rather not have?", "Which structure hands you the worst paid accepted request whenever you need it?"]'::JSONB, 'A set of requests can be done if, for each day `d`, at most `d` of them have a last day up to `d`. So go through the
requests by last day and accept everything; whenever more have been accepted than days have passed, give up the worst
paid of them, whichever it is. What is given up is never missed: any choice among the requests so far must leave out
that many, and giving up the cheapest keeps the rest as good as possible for all that follows.

```python
from heapq import heappop, heappush


def best_pay(requests: list[list[int]]) -> int:
    accepted: list[int] = []
    for last_day, pay in sorted(requests):
        heappush(accepted, pay)
        if len(accepted) > last_day:
            heappop(accepted)
    return sum(accepted)
```

Time O(n log n), memory O(n).

Look for: a counterexample found before code, the condition "at most `d` by day `d`", regret as a technique ("accept
now, drop later"), and `last_day` beyond the number of requests being harmless.', '["Also return which repair is done on which day.", "Repairs take different numbers of days. Which step of the argument fails?"]'::JSONB, NULL::JSONB, 'best_pay', '{"python": "def best_pay(requests: list[list[int]]) -> int:\n    return 0", "javascript": "function best_pay(requests) {\n  return 0;\n}"}'::JSONB, '[{"args": [[[1, 40], [2, 30], [2, 60], [4, 10]]], "expected": 110}, {"args": [[[3, 5], [3, 6], [3, 7], [3, 8]]], "expected": 21}, {"args": [[]], "expected": 0}, {"args": [[[1, 1], [1, 2], [1, 3]]], "expected": 3}, {"args": [[[1000000000, 5], [1000000000, 5]]], "expected": 10}, {"args": [[[2, 10], [1, 1], [2, 20], [3, 5], [3, 4]]], "expected": 35}]'::JSONB, 'exact', ARRAY['greedy','heaps']::TEXT[], '{}'::TEXT[], '773113e25e15d1413cc0b1aa3cc025fdbae534a3fa3c44395d459a7f89ebc962'), ('mark-to-beat', 'technical', 'easy', 'The mark to beat', 'At a long-jump meeting the best `places` athletes go through to the final. The board shows, after every jump, the mark
to beat: the `places`-th best distance so far, or nothing (`None`, `null`) while fewer have jumped. Everybody jumps
once. Write `marks_to_beat(jumps, places)` that returns what the board shows after each jump; distances are in
centimetres.', '```
marks_to_beat([610, 655, 590, 640], 2)  ->  [None, 610, 610, 640]
marks_to_beat([500, 500], 1)            ->  [500, 500]
```', '- `0 <= len(jumps) <= 200,000`, `1 <= places <= 200,000`, `0 <= jump <= 1,000`.
- Equal distances take a place each. Sorting after every jump is too slow.', '["Which of the jumps so far can still decide what the board shows, and which are out for good?", "Among those that count, you always need the same one. Which structure keeps it within reach?", "A new jump comes in. When does it change anything, and what leaves in return?"]'::JSONB, 'Only the best `places` jumps matter; the mark to beat is the smallest of them. Keep them in a min-heap. While it isn''t
full yet every jump goes in. After that a jump replaces the smallest if it is longer, and is forgotten otherwise: it
could never come back, since the mark only rises.

```python
from heapq import heappush, heapreplace


def marks_to_beat(jumps: list[int], places: int) -> list[int | None]:
    best: list[int] = []
    board: list[int | None] = []
    for jump in jumps:
        if len(best) < places:
            heappush(best, jump)
        elif jump > best[0]:
            heapreplace(best, jump)
        board.append(best[0] if len(best) == places else None)
    return board
```

Time O(n log k) for `k` places, memory O(k) beside the board.

Look for: a min-heap for the largest ones (many reach for the wrong kind first), a heap that never grows beyond
`places`, and ties. In JavaScript, which has no heap, a sorted array with binary search is fine if its cost is named; so
is counting by distance, as there are only 1,001 of them.', '["A jump is declared invalid an hour later. What would you have to keep to correct the board?", "Everybody now has three jumps and only the best of each athlete counts."]'::JSONB, NULL::JSONB, 'marks_to_beat', '{"python": "def marks_to_beat(jumps: list[int], places: int) -> list[int | None]:\n    return [None for _ in jumps]", "javascript": "function marks_to_beat(jumps, places) {\n  return jumps.map(() => null);\n}"}'::JSONB, '[{"args": [[610, 655, 590, 640], 2], "expected": [null, 610, 610, 640]}, {"args": [[500, 500], 1], "expected": [500, 500]}, {"args": [[], 3], "expected": []}, {"args": [[400, 300], 3], "expected": [null, null]}, {"args": [[1, 2, 3, 4, 5], 3], "expected": [null, null, 1, 2, 3]}, {"args": [[5, 4, 3, 2, 1], 3], "expected": [null, null, 3, 3, 3]}, {"args": [[700, 700, 0, 700], 2], "expected": [null, 700, 700, 700]}]'::JSONB, 'exact', ARRAY['heaps','arrays']::TEXT[], '{}'::TEXT[], '2b7fe25d7db1a0ac1ca098f53ece754c1d7a1eea5c05729a8afb7eddfde2290e'), ('overtaken-on-the-trail', 'technical', 'hard', 'Overtaken on the trail', 'At a trail run the starters leave one after the other, in the order of `starters`. In the end there is the list
`finishers`; who gave up is missing from it. A runner was overtaken by everybody who started later but finished earlier.
Those who gave up were overtaken by everybody who started later and finished. Write `overtaken_by(starters, finishers)`
that returns, in the order of `starters`, by how many each was overtaken.', '```
overtaken_by(["Ana", "Ben", "Cai", "Dee"], ["Cai", "Ana", "Dee", "Ben"])  ->  [1, 2, 0, 0]
overtaken_by(["Ana", "Ben", "Cai"], ["Cai", "Ben"])                       ->  [2, 1, 0]
```

Ben was overtaken by Cai and Dee. In the second run Ana gave up.', '- Up to 200,000 starters with different names; every finisher started.
- Comparing every two runners is too slow.', '["Give every runner a number: the place at the finish. What number do those get who gave up, and should it be counted?", "Now it is a question about one list of numbers: how many later ones are smaller? From which end would you go through\nit?", "You need a structure that takes in numbers one by one and says how many are below a given one. Which ones do you\nknow? Or can a merge sort count this while it merges?"]'::JSONB, 'Replace names by places at the finish, in the order of the start. The question becomes: for each number, how many to its
right are smaller? Go from right to left and keep a Fenwick tree over the places: it counts how many of the places up to
any bound have been seen, each in O(log n). Who gave up is treated as if behind everybody when asking, but isn''t put
into the tree, since nobody was overtaken by them.

```python
def overtaken_by(starters: list[str], finishers: list[str]) -> list[int]:
    place = {name: number for number, name in enumerate(finishers, start=1)}
    size = len(finishers)
    tree = [0] * (size + 1)
    counts = []
    for name in reversed(starters):
        bound = place.get(name, size + 1) - 1
        seen = 0
        while bound > 0:
            seen += tree[bound]
            bound -= bound & -bound
        counts.append(seen)
        spot = place.get(name, size + 1)
        while spot <= size:
            tree[spot] += 1
            spot += spot & -spot
    return counts[::-1]
```

Time O(n log n), memory O(n).

Look for: the translation to places, the direction of the pass, a structure with both operations fast (Fenwick tree,
segment tree, counting within merge sort; a sorted list with insertion is O(n²) moves but may be named), and those who
gave up.', '["Only the total number of overtakings is wanted. Is there a simpler way then?", "Results come in live at the finish. Tell each runner''s number at the moment they arrive."]'::JSONB, NULL::JSONB, 'overtaken_by', '{"python": "def overtaken_by(starters: list[str], finishers: list[str]) -> list[int]:\n    return [0 for _ in starters]", "javascript": "function overtaken_by(starters, finishers) {\n  return starters.map(() => 0);\n}"}'::JSONB, '[{"args": [["Ana", "Ben", "Cai", "Dee"], ["Cai", "Ana", "Dee", "Ben"]], "expected": [1, 2, 0, 0]}, {"args": [["Ana", "Ben", "Cai"], ["Cai", "Ben"]], "expected": [2, 1, 0]}, {"args": [[], []], "expected": []}, {"args": [["a", "b"], []], "expected": [0, 0]}, {"args": [["a", "b", "c", "d"], ["d", "c", "b", "a"]], "expected": [3, 2, 1, 0]}, {"args": [["a", "b", "c", "d"], ["a", "b", "c", "d"]], "expected": [0, 0, 0, 0]}, {"args": [["a", "b", "c", "d", "e"], ["e", "a", "c"]], "expected": [1, 2, 1, 1, 0]}]'::JSONB, 'exact', ARRAY['sorting','trees','arrays']::TEXT[], '{}'::TEXT[], '86fca95a2b587be755d8ea761e7744240dd048ad04ff29389b3020fa5bbbd49d'), ('rehearsal-gap', 'technical', 'medium', 'A gap for the rehearsal', 'The members of a band each have a calendar: a list of `[start, end]` in minutes of the day, in no particular order and
possibly overlapping. Write `rehearsal(calendars, opens, closes, length)` that returns the earliest minute from which
all of them are free for `length` minutes, within the rehearsal room''s hours from `opens` to `closes`; or nothing
(`None`, `null`) if there is no such gap. Appointments include their start and exclude their end.', '```
rehearsal([[[600, 660], [720, 800]], [[540, 610]]], 540, 900, 60)  ->  660
rehearsal([[[600, 700]]], 600, 720, 30)                            ->  None
```

In the first one everybody is free from 660 to 720, exactly an hour.', '- Up to 100 members with up to 10,000 appointments in all; `0 <= start < end <= 1,440`, `0 <= opens < closes <= 1,440`,
  `1 <= length <= 1,440`.
- Appointments may lie partly or wholly outside of the room''s hours.', '["Does it matter to the answer whose appointment it is?", "Sort all appointments by their start and walk along them. What single number says up to when somebody is busy?", "Where can a gap lie besides between two appointments?"]'::JSONB, 'It makes no difference who is busy, so throw all appointments together and sort them by start. `free_from` is the
earliest minute at which everybody seen so far is free, at first the opening. If the next appointment leaves at least
`length` minutes before it, that is the earliest gap; otherwise `free_from` moves to its end if that is later. After the
last appointment, the time until closing is the last candidate. An appointment that begins after closing must not make
the gap longer than the room is open, so its start is cut off at `closes`.

```python
def rehearsal(calendars: list[list[list[int]]], opens: int, closes: int, length: int) -> int | None:
    free_from = opens
    for start, end in sorted(appointment for calendar in calendars for appointment in calendar):
        if min(start, closes) - free_from >= length:
            return free_from
        free_from = max(free_from, end)
    return free_from if closes - free_from >= length else None
```

Time O(n log n), memory O(n).

Look for: calendars merged rather than compared pair by pair, `max` for an appointment inside a longer one, and the two
ends of the day. Marking each of the 1,440 minutes is a sound solution too; then ask what happens with seconds.', '["The singer may come 15 minutes late. How do you say that in terms of appointments?", "Nobody fits. Suggest the time at which fewest people would have to move something."]'::JSONB, NULL::JSONB, 'rehearsal', '{"python": "def rehearsal(calendars: list[list[list[int]]], opens: int, closes: int, length: int) -> int | None:\n    return None", "javascript": "function rehearsal(calendars, opens, closes, length) {\n  return null;\n}"}'::JSONB, '[{"args": [[[[600, 660], [720, 800]], [[540, 610]]], 540, 900, 60], "expected": 660}, {"args": [[[[600, 700]]], 600, 720, 30], "expected": null}, {"args": [[], 480, 500, 20], "expected": 480}, {"args": [[[], [[0, 1440]]], 480, 500, 20], "expected": null}, {"args": [[[[1300, 1400]]], 600, 700, 120], "expected": null}, {"args": [[[[100, 900], [200, 300]], [[0, 50]]], 60, 1000, 50], "expected": 900}, {"args": [[[[0, 600]]], 500, 700, 100], "expected": 600}]'::JSONB, 'exact', ARRAY['intervals','sorting']::TEXT[], '{}'::TEXT[], '23ff4dc46d2b748fbb546ab512eb3b180c5a40db56026cb2870cb5d78c9112c7'), ('shortest-stroll', 'technical', 'medium', 'The shortest stroll past every stall', 'The stalls of a street market stand in one row; `stalls[i]` is what stall `i` sells. You want to walk past a stretch of
neighbouring stalls on which everything that the market sells is sold at least once. Write `shortest_stroll(stalls)`
that returns `[start, end]`, both inclusive, of the shortest such stretch; of several equally short ones the leftmost.
For an empty market return nothing (`None`, `null`).', '```
shortest_stroll(["tea", "figs", "tea", "bread", "figs", "tea"])  ->  [1, 3]
shortest_stroll(["tea", "tea"])                                  ->  [0, 0]
```

Stalls 1 to 3 sell figs, tea and bread. Stalls 2 to 4 and 3 to 5 do as well, but come later.', '- `0 <= len(stalls) <= 300,000`; names are strings of at most 20 characters.
- Checking every pair of start and end is too slow.', '["Fix where the stretch ends. How far to the right can it start and still have everything?", "When the end moves one stall to the right, can the best start ever move to the left?", "Count what is inside the stretch, and keep one number beside the counts: how many kinds are present at all. Then each\nstep costs constant time."]'::JSONB, 'Let the end advance one stall at a time and pull the start along as long as everything is still inside. Neither ever
moves back, so each stall enters the window once and leaves it at most once.

```python
from collections import Counter


def shortest_stroll(stalls: list[str]) -> list[int] | None:
    kinds = len(set(stalls))
    inside: Counter[str] = Counter()
    present = start = 0
    best: list[int] | None = None
    for end, goods in enumerate(stalls):
        inside[goods] += 1
        present += inside[goods] == 1
        while present == kinds:
            if best is None or end - start < best[1] - best[0]:
                best = [start, end]
            inside[stalls[start]] -= 1
            present -= inside[stalls[start]] == 0
            start += 1
    return best
```

Time O(n), memory O(number of kinds).

Look for: why the start never has to go back, a count of present kinds instead of comparing dictionaries at each step,
and the tie rule (`<`, so the leftmost stays).', '["You need two of some goods and none of others, given as a shopping list. What changes?", "The market is a ring: the last stall stands next to the first. How do you handle it without writing a second\nalgorithm?"]'::JSONB, NULL::JSONB, 'shortest_stroll', '{"python": "def shortest_stroll(stalls: list[str]) -> list[int] | None:\n    return None", "javascript": "function shortest_stroll(stalls) {\n  return null;\n}"}'::JSONB, '[{"args": [["tea", "figs", "tea", "bread", "figs", "tea"]], "expected": [1, 3]}, {"args": [["tea", "tea"]], "expected": [0, 0]}, {"args": [[]], "expected": null}, {"args": [["a", "b", "c", "d"]], "expected": [0, 3]}, {"args": [["a", "a", "b", "a", "c", "c", "b", "a"]], "expected": [2, 4]}, {"args": [["a", "b", "b", "b", "c", "a", "b"]], "expected": [3, 5]}]'::JSONB, 'exact', ARRAY['two-pointers','sliding-window','hashing']::TEXT[], '{}'::TEXT[], '533969ca17242d847ffc7e118765a75ff4ce2ea7ef89c0d32ef077cf69355657'), ('too-little-for-everybody', 'behavioral', 'hard', 'Too little for everybody', 'Describe a situation in which several groups needed the same scarce thing, people, money, time, a machine, and you had a
say in who got it. How did you bring about a decision, and could those who lost live with it?', NULL, NULL, '["If it was divided evenly: \"Did an equal part help anybody?\"", "If their own group won: \"How did the others see that?\"", "If the criterion is missing: \"How could the losers have foreseen the result?\""]'::JSONB, 'A good answer makes the claims comparable: what each needed it for, by when, and what would happen without it. It
distinguishes wishes from needs, and looks for more than a division: sharing by time, making the need smaller,
exchanging. The criterion was known before the result. The speaker was open about their own interest. Those who lost
were told the reason by somebody who decided, got something they could plan with, and came back another time.

Weaker: everybody got a little, the loudest won, the speaker''s own group won by cleverness, or an analysis with no
people in it.', '["Which claim did you find hardest to refuse?", "What would you set up so that the next time is easier?"]'::JSONB, '{"structure": {"1": "A quarrel and its winner.", "3": "Claims, decision.", "5": "Claims made comparable, criterion, search for a third way, decision, aftermath."}, "ownership": {"1": "Fought for the own share only.", "3": "Took part fairly.", "5": "Looked at the whole, laid open the own interest, saw to it that it was decided."}, "impact": {"1": "Nobody got enough.", "3": "The most important need was met.", "5": "It was met, the others could plan, and the way of deciding was used again."}, "communication": {"1": "The losers heard a result.", "3": "The losers heard a reason.", "5": "The criterion was known beforehand, the reason came from who decided, in person."}}'::JSONB, NULL, NULL::JSONB, NULL::JSONB, NULL, ARRAY['conflict','planning','judgement']::TEXT[], '{}'::TEXT[], 'f1c855cdbb45c4cb5ec51894d7082783bc37795f6e4dcd476f62b2dd85473fa9'), ('washing-machines-in-turn', 'technical', 'medium', 'Which washing machine was it', 'A laundrette has `machines` washing machines, numbered from 0. Customers come in the order of `loads`, a list of
`[arrival, minutes]`. Each takes the free machine with the lowest number. If none is free they wait, in the order in
which they came, for the first that becomes free; if several become free in the same minute, the lowest number is taken.
A machine that ends in minute `t` can be used in minute `t`. Write `machines_used(machines, loads)` that returns the
machine of each customer.', '```
machines_used(2, [[0, 30], [5, 10], [10, 5], [16, 5]])  ->  [0, 1, 1, 1]
machines_used(2, [[0, 10], [0, 10], [3, 5]])            ->  [0, 1, 0]
```

In the first one the third customer arrives at 10 and waits for machine 1 until 15. It ends at 20, so the fourth, who
came at 16, waits for it again.', '- `1 <= machines <= 100,000`, up to 200,000 loads, `1 <= minutes <= 10,000`; arrivals never decrease, up to `10**9`.
- Looking at all machines for every customer is too slow.', '["Which two questions do you ask of the machines? One is about numbers, the other about times.", "Each of them is answered by a heap of its own. What moves from one to the other, and when?", "Somebody has to wait. At what time do they begin, and what must be brought up to date before they choose?"]'::JSONB, 'Keep the free machines in a heap by number, and the busy ones in a heap by `(end, number)`. A customer begins at their
arrival, or, if nothing is free by then, at the earliest end; customers begin in the order they came, so this never goes
back in time. Move every machine that has ended by then to the free ones, and take the lowest.

```python
from heapq import heappop, heappush


def machines_used(machines: int, loads: list[list[int]]) -> list[int]:
    free = list(range(machines))
    busy: list[tuple[int, int]] = []
    used = []
    begin = 0
    for arrival, minutes in loads:
        begin = max(begin, arrival)
        if not free:
            begin = max(begin, busy[0][0])
        while busy and busy[0][0] <= begin:
            heappush(free, heappop(busy)[1])
        machine = heappop(free)
        used.append(machine)
        heappush(busy, (begin + minutes, machine))
    return used
```

Time O((m + n) log m), memory O(m).

Look for: two heaps with clear roles, all machines that end by the same minute freed before one is chosen, the waiting
customer''s start carried on so that the next one can''t overtake, and the sorted list of numbers being a heap already.', '["Some customers give up after ten minutes of waiting. What must be known in advance?", "Report the machine that ran longest, at any time of the day."]'::JSONB, NULL::JSONB, 'machines_used', '{"python": "def machines_used(machines: int, loads: list[list[int]]) -> list[int]:\n    return []", "javascript": "function machines_used(machines, loads) {\n  return [];\n}"}'::JSONB, '[{"args": [2, [[0, 30], [5, 10], [10, 5], [16, 5]]], "expected": [0, 1, 1, 1]}, {"args": [2, [[0, 10], [0, 10], [3, 5]]], "expected": [0, 1, 0]}, {"args": [3, []], "expected": []}, {"args": [1, [[0, 5], [1, 5], [2, 5]]], "expected": [0, 0, 0]}, {"args": [3, [[0, 9], [0, 4], [0, 4], [4, 1], [4, 1], [9, 1]]], "expected": [0, 1, 2, 1, 2, 0]}, {"args": [2, [[0, 8], [0, 3], [1, 2], [1, 9], [100, 1]]], "expected": [0, 1, 1, 1, 0]}]'::JSONB, 'exact', ARRAY['heaps','simulation']::TEXT[], '{}'::TEXT[], '9553c272b852ab7d0393a221b5fcc254f7620ce3cef7ca5040cbb0490316e7ec') ON CONFLICT (slug) DO UPDATE SET interview_type = excluded.interview_type, difficulty = excluded.difficulty, title = excluded.title, prompt = excluded.prompt, examples = excluded.examples, constraints = excluded.constraints, hints = excluded.hints, solution = excluded.solution, follow_ups = excluded.follow_ups, rubric = excluded.rubric, function = excluded.function, starter_code = excluded.starter_code, test_cases = excluded.test_cases, compare = excluded.compare, tags = excluded.tags, companies = excluded.companies, file_hash = excluded.file_hash, updated_at = excluded.updated_at WHERE questions.source = 'bank' AND questions.file_hash IS DISTINCT FROM excluded.file_hash
-- {"rows": 10, "ids": []}
SELECT questions.slug 
FROM questions 
WHERE questions.slug IN ('an-unhappy-customer', 'cables-without-a-spare', 'ending-a-project', 'jobs-before-dusk', 'mark-to-beat', 'overtaken-on-the-trail', 'rehearsal-gap', 'shortest-stroll', 'too-little-for-everybody', 'washing-machines-in-turn') AND questions.source = 'admin'
-- {"rows": 0, "ids": []}
-- committed
UPDATE socket_processes SET alive_until = clock_timestamp() + '0 days 15.000000 seconds'::interval WHERE node = '498e57dd6df2883d' RETURNING node
-- {"rows": 0, "ids": []}
INSERT INTO socket_processes (node, alive_until) VALUES ('498e57dd6df2883d', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING
-- {"rows": 1, "ids": []}
INSERT INTO socket_places (id, user_id, node, stream) SELECT id, user_id, '498e57dd6df2883d', stream FROM unnest(CAST('{}' AS uuid[]), CAST('{}' AS bigint[]), CAST('{}' AS text[])) AS p(id, user_id, stream) ON CONFLICT DO NOTHING
-- {"rows": 0, "ids": []}
-- committed
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
SELECT outgoing_mails.id, outgoing_mails.recipient, outgoing_mails.letter, outgoing_mails.data, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts, outgoing_mails.last_error, outgoing_mails.sent_at, outgoing_mails.given_up_at 
FROM outgoing_mails 
WHERE outgoing_mails.sent_at IS NULL AND outgoing_mails.given_up_at IS NULL AND outgoing_mails.due_at <= now() ORDER BY outgoing_mails.due_at 
 LIMIT 20 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.status = 'matched' AND interviews.start_by < now() ORDER BY interviews.start_by 
 LIMIT 50 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
SELECT 1
-- {"rows": 1, "ids": []}
UPDATE participants p SET left_at = clock_timestamp() FROM (SELECT interview_id, seat FROM participants WHERE live AND left_at IS NULL AND present_until < now() ORDER BY interview_id, seat LIMIT 500 FOR UPDATE SKIP LOCKED) AS gone WHERE (p.interview_id, p.seat) = (gone.interview_id, gone.seat) RETURNING p.interview_id, p.user_id
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, interviews.half_told_at IS NULL AND clock_timestamp() - interviews.started_at >= interviews.ends_at - clock_timestamp() AS half, interviews.ending_told_at IS NULL AND clock_timestamp() >= interviews.ends_at - '0 days 300.000000 seconds'::interval AS ending 
FROM interviews 
WHERE interviews.status = 'live' AND interviews.ends_at > clock_timestamp() AND (interviews.half_told_at IS NULL AND clock_timestamp() - interviews.started_at >= interviews.ends_at - clock_timestamp() OR interviews.ending_told_at IS NULL AND clock_timestamp() >= interviews.ends_at - '0 days 300.000000 seconds'::interval) ORDER BY interviews.ends_at 
 LIMIT 50 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.status = 'live' AND interviews.ends_at < now() ORDER BY interviews.ends_at 
 LIMIT 50 FOR UPDATE SKIP LOCKED
-- {"rows": 0, "ids": []}
-- committed
UPDATE bookings SET status = CASE status WHEN 'waiting' THEN 'expired' ELSE 'no_show' END FROM (SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE b.status IN ('booked', 'waiting') AND s.starts_at < now() - '0 days 900.000000 seconds'::interval ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED) AS over WHERE bookings.id = over.id RETURNING bookings.id, user_id, slot_id, status
-- {"rows": 0, "ids": []}
UPDATE users SET practice_blocked_until = clock_timestamp() + least(CAST('7 days 0.000000 seconds'::interval AS interval), CAST('0 days 3600.000000 seconds'::interval AS interval) * power(2, misses.streak - 1 - 1)) FROM (SELECT u.id, count(b.id) AS streak FROM users u JOIN bookings b ON b.user_id = u.id WHERE u.id = ANY('{}') AND b.status = 'no_show' AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND b.starts_at > coalesce(u.no_shows_forgiven_at, '-infinity') AND NOT EXISTS (SELECT FROM bookings kept WHERE kept.user_id = u.id AND kept.status = 'completed' AND kept.starts_at > b.starts_at) GROUP BY u.id HAVING count(b.id) > 1) AS misses WHERE users.id = misses.id
-- {"rows": 0, "ids": []}
-- committed
UPDATE bookings SET status = 'expired' FROM (SELECT b.id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE s.starts_at IS NULL AND (b.status = 'waiting' AND b.present_until < now() - '0 days 600.000000 seconds'::interval OR b.status = 'booked' AND b.ends_at < now()) ORDER BY b.id LIMIT 500 FOR UPDATE OF b SKIP LOCKED) AS stale WHERE bookings.id = stale.id RETURNING bookings.id, user_id, slot_id, status
-- {"rows": 0, "ids": []}
-- committed
DELETE FROM socket_processes WHERE alive_until < clock_timestamp() - '0 days 60.000000 seconds'::interval RETURNING node
-- {"rows": 0, "ids": []}
-- committed
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) SELECT 'behavioral', h, h + '0 days 2700.000000 seconds'::interval, 100 FROM generate_series(date_trunc('hour', now()) + interval '1 hour', now() + '14 days 0.000000 seconds'::interval, interval '1 hour') AS h UNION ALL SELECT 'behavioral', NULL, NULL, NULL ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id
-- {"rows": 0, "ids": []}
INSERT INTO slots (interview_type, starts_at, ends_at, capacity) SELECT 'technical', h, h + '0 days 3600.000000 seconds'::interval, 100 FROM generate_series(date_trunc('hour', now()) + interval '1 hour', now() + '14 days 0.000000 seconds'::interval, interval '1 hour') AS h UNION ALL SELECT 'technical', NULL, NULL, NULL ON CONFLICT ON CONSTRAINT slots_type_starts_at_key DO NOTHING RETURNING id
-- {"rows": 0, "ids": []}
-- committed
DELETE FROM one_time_tokens WHERE expires_at < now() RETURNING purpose
-- {"rows": 0, "ids": []}
DELETE FROM idempotency_keys WHERE created_at < now() - '1 days 0.000000 seconds'::interval RETURNING user_id
-- {"rows": 0, "ids": []}
DELETE FROM events WHERE (stream, "offset") IN (SELECT stream, "offset" FROM events WHERE at < now() - '90 days 0.000000 seconds'::interval AND stream LIKE 'user:%' LIMIT 5000) RETURNING "offset"
-- {"rows": 0, "ids": []}
DELETE FROM audit_log WHERE at < now() - '365 days 0.000000 seconds'::interval RETURNING id
-- {"rows": 0, "ids": []}
-- committed
DELETE FROM outgoing_mails WHERE outgoing_mails.created_at < now() - '30 days 0.000000 seconds'::interval AND (outgoing_mails.sent_at IS NOT NULL OR outgoing_mails.given_up_at IS NOT NULL) RETURNING outgoing_mails.id
-- {"rows": 0, "ids": []}
-- committed
SELECT 1
-- {"rows": 1, "ids": []}
SELECT pg_catalog.pg_class.relname 
FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace 
WHERE pg_catalog.pg_class.relname IN ('alembic_version') AND pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p', 'f', 'v', 'm']) AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid) AND pg_catalog.pg_namespace.nspname != 'pg_catalog'
-- {"rows": 1, "ids": []}
SELECT alembic_version.version_num 
FROM alembic_version
-- {"rows": 1, "ids": []}
-- committed
SELECT pg_catalog.pg_class.relname 
FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace 
WHERE pg_catalog.pg_class.relname IN ('alembic_version') AND pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p', 'f', 'v', 'm']) AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid) AND pg_catalog.pg_namespace.nspname != 'pg_catalog'
-- {"rows": 1, "ids": []}
SELECT alembic_version.version_num 
FROM alembic_version
-- {"rows": 1, "ids": []}
-- committed
SELECT b.slot_id FROM bookings b JOIN slots s ON s.id = b.slot_id WHERE b.status = 'waiting' AND b.present_until > now() AND (s.starts_at IS NULL OR s.starts_at BETWEEN now() - '0 days 900.000000 seconds'::interval AND now()) GROUP BY b.slot_id HAVING count(*) > 1 ORDER BY b.slot_id
-- {"rows": 0, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('alice@example.com', 'alice', NULL, '$2b$12$UnNgr9QnMiEaI6TA0bDeh.k1ZsL9QnwBoHyGMYRtilCePmTuwCnFS', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('alice@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 1, NULL, '127.0.0.1', 'fb7fa787d936488cb5f8ef9e52211a79', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:29.105467+00:00'::timestamptz, NULL, '8656cc3b-7abe-4c49-ad8b-747df29786d8'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:29.105467+00:00'::timestamptz, 'curl/7.88.1') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["c96758b9-bc10-4e5b-a7c3-25e9370b5370"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', 'fb7fa787d936488cb5f8ef9e52211a79', '{"login_id": "c96758b9-bc10-4e5b-a7c3-25e9370b5370"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO users (email, username, email_verified_at, password_hash, full_name, time_zone, practice_blocked_until, no_shows_forgiven_at, deleted_at, suspended_at, suspended_until, suspension_reason) VALUES ('bob@example.com', 'bob', NULL, '$2b$12$BjFaEajmMX4alRG0sTzm9uj2NRjOP59OhdhlrIiDl6i63RTT7FE82', NULL, 'UTC', NULL, NULL, NULL, NULL, NULL, NULL) RETURNING users.id, users.languages, users.is_admin, users.created_at
-- {"rows": 1, "ids": []}
RELEASE SAVEPOINT sa_savepoint_1
-- {"rows": -1, "ids": []}
INSERT INTO outgoing_mails (recipient, letter, data, last_error, sent_at, given_up_at) VALUES ('bob@example.com', 'welcome', '{}'::JSONB, NULL, NULL, NULL) RETURNING outgoing_mails.id, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts
-- {"rows": 1, "ids": []}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('account.registered', 2, NULL, '127.0.0.1', 'db1b5e45f89f4848b6e742961491cfcf', '{}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 2 FOR SHARE
-- {"rows": 1, "ids": []}
SELECT clock_timestamp()
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (2, '2026-12-26T01:54:29.526998+00:00'::timestamptz, NULL, 'ad24ddfb-ad9b-4d3f-ad22-b77fe15c1f46'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:29.526998+00:00'::timestamptz, 'curl/7.88.1') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["4a263989-1bce-4cbe-ad4a-e92183e3f032"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 2, NULL, '127.0.0.1', 'db1b5e45f89f4848b6e742961491cfcf', '{"login_id": "4a263989-1bce-4cbe-ad4a-e92183e3f032"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = 'c96758b9-bc10-4e5b-a7c3-25e9370b5370'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.interview_type = 'technical' AND slots.starts_at IS NULL
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 674 AND bookings.status IN ('booked', 'waiting', 'matched') FOR UPDATE
-- {"rows": 0, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (1, 674, 'easy', 'en', 2, NULL, '2026-11-26T01:54:29.568507+00:00'::timestamptz, '2026-11-26T02:54:29.568507+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:29.568507+00:00'::timestamptz, '2026-11-26T01:55:29.568507+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:29.573306+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":674,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.id = 674
-- {"rows": 1, "ids": []}
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 674))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 674 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:29.578875+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:29.578875+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:29.578875+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
-- {"rows": 1, "ids": []}
-- committed
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 674))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 674 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:29.581894+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:29.581894+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:29.581894+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
-- {"rows": 1, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 674 ORDER BY CASE WHEN (bookings.status = 'matched') THEN 0 WHEN (bookings.status = 'waiting') THEN 1 WHEN (bookings.status = 'booked') THEN 2 ELSE 3 END, bookings.id DESC 
 LIMIT 1
-- {"rows": 1, "ids": []}
SELECT user_id, difficulty FROM bookings WHERE slot_id = 674 AND status = 'waiting' AND present_until > now() ORDER BY waiting_since, id
-- {"rows": 1, "ids": []}
SELECT p.difficulty, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.waited_seconds) AS median FROM participants p JOIN (SELECT i.id FROM interviews i JOIN slots s ON s.id = i.slot_id WHERE i.interview_type = 'technical' AND i.matched_at > now() - interval '7 days' AND s.starts_at IS NULL ORDER BY i.matched_at DESC LIMIT 200) AS lately ON lately.id = p.interview_id GROUP BY p.difficulty HAVING count(*) >= 5
-- {"rows": 0, "ids": []}
-- committed
UPDATE outgoing_mails SET due_at='2026-11-26T01:59:29.633178+00:00'::timestamptz, attempts=1 WHERE outgoing_mails.id = 1
-- {"rows": 1, "ids": []}
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE lower(users.email) = 'alice@example.com'
-- {"rows": 1, "ids": []}
SELECT one_time_tokens.user_id 
FROM one_time_tokens 
WHERE one_time_tokens.user_id = 1 AND one_time_tokens.purpose = 'verify_email' AND one_time_tokens.expires_at > '2026-11-27T01:53:29.638917+00:00'::timestamptz 
 LIMIT 1
-- {"rows": 0, "ids": []}
UPDATE outgoing_mails SET due_at='2026-11-26T01:59:29.633178+00:00'::timestamptz, attempts=1 WHERE outgoing_mails.id = 2
-- {"rows": 1, "ids": []}
INSERT INTO one_time_tokens (digest, purpose, user_id, login_id, expires_at) VALUES ('\x03964003e4920c0b577d99b809fc38baf915a3f20009f8af9cc55d575ce07ffa'::bytea, 'verify_email', 1, NULL::UUID, '2026-11-27T01:54:29.641345+00:00'::timestamptz)
-- {"rows": 1, "ids": []}
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE lower(users.email) = 'bob@example.com'
-- {"rows": 1, "ids": []}
SELECT one_time_tokens.user_id 
FROM one_time_tokens 
WHERE one_time_tokens.user_id = 2 AND one_time_tokens.purpose = 'verify_email' AND one_time_tokens.expires_at > '2026-11-27T01:53:29.657911+00:00'::timestamptz 
 LIMIT 1
-- {"rows": 0, "ids": []}
INSERT INTO one_time_tokens (digest, purpose, user_id, login_id, expires_at) VALUES ('\xf8cc5cf6f1a642afce550f334cbf88acd53bbabfda507500ba7779dd7ea7d8e7'::bytea, 'verify_email', 2, NULL::UUID, '2026-11-27T01:54:29.658985+00:00'::timestamptz)
-- {"rows": 1, "ids": []}
-- committed
SELECT outgoing_mails.id, outgoing_mails.recipient, outgoing_mails.letter, outgoing_mails.data, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts, outgoing_mails.last_error, outgoing_mails.sent_at, outgoing_mails.given_up_at 
FROM outgoing_mails 
WHERE outgoing_mails.id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE outgoing_mails SET sent_at='2026-11-26T01:54:29.673621+00:00'::timestamptz WHERE outgoing_mails.id = 1
-- {"rows": 1, "ids": []}
SELECT outgoing_mails.id, outgoing_mails.recipient, outgoing_mails.letter, outgoing_mails.data, outgoing_mails.created_at, outgoing_mails.due_at, outgoing_mails.attempts, outgoing_mails.last_error, outgoing_mails.sent_at, outgoing_mails.given_up_at 
FROM outgoing_mails 
WHERE outgoing_mails.id = 2 FOR UPDATE
-- {"rows": 1, "ids": []}
UPDATE outgoing_mails SET sent_at='2026-11-26T01:54:29.673621+00:00'::timestamptz WHERE outgoing_mails.id = 2
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = 'c96758b9-bc10-4e5b-a7c3-25e9370b5370'::uuid::UUID AND users.id = 1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
-- committed
SELECT streams.name, streams.epoch, streams.top 
FROM streams 
WHERE streams.name IN ('user:1')
-- {"rows": 1, "ids": ["73f92484-063b-44ad-a930-62c2d6a2e849"]}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting', 'matched') ORDER BY CASE WHEN (bookings.status = 'matched') THEN 0 WHEN (bookings.status = 'waiting') THEN 1 WHEN (bookings.status = 'booked') THEN 2 ELSE 3 END, bookings.starts_at 
 LIMIT 1
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id = 1 FOR UPDATE
-- {"rows": 1, "ids": []}
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1
-- {"rows": 1, "ids": []}
UPDATE bookings SET starts_at='2026-11-26T01:54:29.735822+00:00'::timestamptz, ends_at='2026-11-26T02:54:29.735822+00:00'::timestamptz WHERE bookings.id = 1
-- {"rows": 1, "ids": []}
-- committed
SELECT pg_advisory_xact_lock(5293287, 1)
-- {"rows": 1, "ids": []}
WITH process AS (INSERT INTO socket_processes (node, alive_until) VALUES ('498e57dd6df2883d', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING), taken AS (INSERT INTO socket_places (id, user_id, node, stream) VALUES ('63ffbbf4-2bd6-4c9d-992c-dcc828701033'::uuid, 1, '498e57dd6df2883d', 'user:1')), old AS (SELECT id FROM socket_places WHERE user_id = 1 ORDER BY opened_at DESC OFFSET 4) DELETE FROM socket_places p USING old WHERE p.id = old.id RETURNING p.id, p.node
-- {"rows": 0, "ids": []}
-- committed
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 1 AND bookings.slot_id = 674 ORDER BY CASE WHEN (bookings.status = 'matched') THEN 0 WHEN (bookings.status = 'waiting') THEN 1 WHEN (bookings.status = 'booked') THEN 2 ELSE 3 END, bookings.id DESC 
 LIMIT 1
-- {"rows": 1, "ids": []}
SELECT user_id, difficulty FROM bookings WHERE slot_id = 674 AND status = 'waiting' AND present_until > now() ORDER BY waiting_since, id
-- {"rows": 1, "ids": []}
SELECT p.difficulty, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.waited_seconds) AS median FROM participants p JOIN (SELECT i.id FROM interviews i JOIN slots s ON s.id = i.slot_id WHERE i.interview_type = 'technical' AND i.matched_at > now() - interval '7 days' AND s.starts_at IS NULL ORDER BY i.matched_at DESC LIMIT 200) AS lately ON lately.id = p.interview_id GROUP BY p.difficulty HAVING count(*) >= 5
-- {"rows": 0, "ids": []}
-- committed
SELECT events."offset", events.type, events.data, events.at 
FROM events 
WHERE events.stream = 'user:1' AND events."offset" > 1 ORDER BY events."offset" 
 LIMIT 100
-- {"rows": 0, "ids": []}
-- committed
SELECT 1
-- {"rows": 1, "ids": []}
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users JOIN sessions ON sessions.user_id = users.id 
WHERE sessions.id = '4a263989-1bce-4cbe-ad4a-e92183e3f032'::uuid::UUID AND users.id = 2 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
-- {"rows": 1, "ids": []}
SELECT users.deleted_at IS NOT NULL AS gone, users.suspended_at IS NOT NULL AND (users.suspended_until IS NULL OR users.suspended_until > clock_timestamp()) AS suspended, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 2 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.interview_type = 'technical' AND slots.starts_at IS NULL
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.user_id = 2 AND bookings.slot_id = 674 AND bookings.status IN ('booked', 'waiting', 'matched') FOR UPDATE
-- {"rows": 0, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, status, waiting_since, present_until) VALUES (2, 674, 'medium', 'en', 2, NULL, '2026-11-26T01:54:29.892794+00:00'::timestamptz, '2026-11-26T02:54:29.892794+00:00'::timestamptz, 'waiting', '2026-11-26T01:54:29.892794+00:00'::timestamptz, '2026-11-26T01:55:29.892794+00:00'::timestamptz) RETURNING bookings.id, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:29.897374+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":2,"slot_id":674,"status":"waiting"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', 674))) AS turn
-- {"rows": 1, "ids": []}
SELECT b.id, b.user_id, b.difficulty, b.language, b.max_level_gap, b.waiting_since FROM bookings b WHERE b.slot_id = 674 AND b.status = 'waiting' AND b.present_until > '2026-11-26T01:54:29.902468+00:00'::timestamptz AND NOT EXISTS (SELECT FROM bookings o WHERE o.user_id = b.user_id AND o.id <> b.id AND o.status IN ('booked', 'waiting', 'matched') AND o.starts_at < '2026-11-26T02:54:29.902468+00:00'::timestamptz AND o.ends_at > '2026-11-26T01:54:29.902468+00:00'::timestamptz) ORDER BY b.waiting_since, b.id FOR UPDATE OF b
-- {"rows": 2, "ids": []}
SELECT blocker_id AS one, blocked_id AS other FROM blocks WHERE blocker_id = ANY(ARRAY[1,2]) AND blocked_id = ANY(ARRAY[1,2])
-- {"rows": 0, "ids": []}
SELECT a.user_id AS one, b.user_id AS other FROM participants a JOIN participants b ON b.interview_id = a.interview_id AND b.seat = 2 WHERE a.user_id = ANY(ARRAY[1,2]) AND b.user_id = ANY(ARRAY[1,2]) AND a.seat = 1 AND a.started_at > '2026-10-27T01:54:29.902468+00:00'::timestamptz AND b.started_at > '2026-10-27T01:54:29.902468+00:00'::timestamptz
-- {"rows": 0, "ids": []}
UPDATE bookings SET status = 'matched', starts_at = '2026-11-26T01:54:29.902468+00:00'::timestamptz, ends_at = '2026-11-26T02:54:29.902468+00:00'::timestamptz WHERE id = ANY(ARRAY[1,2])
-- {"rows": 2, "ids": []}
INSERT INTO interviews (id, slot_id, interview_type, level_gap, met_before, matched_at, start_by) SELECT p.id, 674, 'technical', p.gap, (SELECT true FROM participants a JOIN participants b USING (interview_id) WHERE a.user_id = p.one AND b.user_id = p.two AND a.started_at IS NOT NULL AND b.started_at IS NOT NULL LIMIT 1) IS NOT NULL, '2026-11-26T01:54:29.902468+00:00'::timestamptz, '2026-11-26T01:57:29.902468+00:00'::timestamptz FROM unnest(CAST(ARRAY['a3ced286-9365-4b52-b780-e8f7e5448674'] AS uuid[]), CAST(ARRAY[1] AS smallint[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY[2] AS bigint[])) AS p(id, gap, one, two)
-- {"rows": 1, "ids": []}
INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds) SELECT * FROM unnest(CAST(ARRAY['a3ced286-9365-4b52-b780-e8f7e5448674','a3ced286-9365-4b52-b780-e8f7e5448674'] AS uuid[]), CAST(ARRAY[1,2] AS smallint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY[1,2] AS bigint[]), CAST(ARRAY['easy','medium'] AS text[]), CAST(ARRAY[0,0] AS bigint[]))
-- {"rows": 2, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID)
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1,2]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:29.916137+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[2,2] AS bigint[]), CAST(ARRAY['match.found','match.found'] AS text[]), CAST(ARRAY['{"interview":{"id":"a3ced286-9365-4b52-b780-e8f7e5448674","slot_id":674,"interview_type":"technical","status":"matched","role":"interviewer","my_difficulty":"easy","peer":{"id":2,"username":"bob","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":1,"why":{"same_level":false,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:29.902468Z","start_by":"2026-11-26T01:57:29.902468Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}','{"interview":{"id":"a3ced286-9365-4b52-b780-e8f7e5448674","slot_id":674,"interview_type":"technical","status":"matched","role":"interviewee","my_difficulty":"medium","peer":{"id":1,"username":"alice","full_name":null,"reliability":{"fraction":null,"count":0,"late":0}},"level_gap":1,"why":{"same_level":false,"waited_seconds":0,"peer_waited_seconds":0,"met_before":false},"matched_at":"2026-11-26T01:54:29.902468Z","start_by":"2026-11-26T01:57:29.902468Z","i_started":false,"peer_started":false,"started_at":null,"ends_at":null,"ended_at":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
-- committed
DELETE FROM socket_places WHERE id = '63ffbbf4-2bd6-4c9d-992c-dcc828701033'::uuid
-- {"rows": 1, "ids": []}
SELECT FROM socket_places JOIN socket_processes USING (node) WHERE user_id = 1 AND stream = 'user:1' AND alive_until > clock_timestamp() LIMIT 1
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
UPDATE participants SET started_at='2026-11-26T01:54:29.967259+00:00'::timestamptz WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 1
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:29.970238+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":1}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID)
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1,2]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 0
-- {"rows": 0, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND notes.user_id = 1
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
UPDATE participants SET started_at='2026-11-26T01:54:30.009551+00:00'::timestamptz WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.012469+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[2] AS bigint[]), CAST(ARRAY['peer.ready'] AS text[]), CAST(ARRAY['{"user_id":2}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
UPDATE interviews SET status='live', started_at='2026-11-26T01:54:30.013637+00:00'::timestamptz, ends_at='2026-11-26T02:54:30.013637+00:00'::timestamptz WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 1, "ids": []}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY participants.seat
-- {"rows": 2, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT questions.id, questions.slug, questions.difficulty, questions.tags 
FROM questions 
WHERE questions.interview_type = 'technical' AND questions.retired_at IS NULL ORDER BY questions.id
-- {"rows": 7, "ids": []}
SELECT me.user_id AS user_id, p.user_id AS asked, p.question_id, p.asked_at FROM participants me JOIN participants p ON p.interview_id = me.interview_id WHERE me.user_id = ANY(ARRAY[1,2]) AND p.asked_at IS NOT NULL AND p.question_id IS NOT NULL AND me.interview_id <> 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid
-- {"rows": 0, "ids": []}
SELECT f.subject_id AS user_id, tag, avg(f.overall) AS score FROM feedback f JOIN participants p ON p.interview_id = f.interview_id AND p.user_id = f.subject_id AND p.asked_at IS NOT NULL JOIN questions q ON q.id = p.question_id CROSS JOIN unnest(q.tags) AS tag WHERE f.subject_id = ANY(ARRAY[1,2]) GROUP BY f.subject_id, tag
-- {"rows": 0, "ids": []}
UPDATE participants SET question_id=5 WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 1
-- {"rows": null, "ids": []}
UPDATE participants SET question_id=10 WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 2
-- {"rows": null, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.034806+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674','user:1','user:2'] AS text[]), CAST(ARRAY[3,3,3] AS bigint[]), CAST(ARRAY['interview.started','interview.started','interview.started'] AS text[]), CAST(ARRAY['{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674","started_at":"2026-11-26T01:54:30.013637Z","ends_at":"2026-11-26T02:54:30.013637Z"}','{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674","started_at":"2026-11-26T01:54:30.013637Z","ends_at":"2026-11-26T02:54:30.013637Z"}','{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674","started_at":"2026-11-26T01:54:30.013637Z","ends_at":"2026-11-26T02:54:30.013637Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
UPDATE participants SET asked_at='2026-11-26T01:54:30.035904+00:00'::timestamptz WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 10
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.040770+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[4] AS bigint[]), CAST(ARRAY['question.assigned'] AS text[]), CAST(ARRAY['{"user_id":2,"question":{"id":10,"title":"Which washing machine was it","prompt":"A laundrette has `machines` washing machines, numbered from 0. Customers come in the order of `loads`, a list of\n`[arrival, minutes]`. Each takes the free machine with the lowest number. If none is free they wait, in the order in\nwhich they came, for the first that becomes free; if several become free in the same minute, the lowest number is taken.\nA machine that ends in minute `t` can be used in minute `t`. Write `machines_used(machines, loads)` that returns the\nmachine of each customer.\n\n### Examples\n\n```\nmachines_used(2, [[0, 30], [5, 10], [10, 5], [16, 5]])  ->  [0, 1, 1, 1]\nmachines_used(2, [[0, 10], [0, 10], [3, 5]])            ->  [0, 1, 0]\n```\n\nIn the first one the third customer arrives at 10 and waits for machine 1 until 15. It ends at 20, so the fourth, who\ncame at 16, waits for it again.\n\n### Constraints\n\n- `1 <= machines <= 100,000`, up to 200,000 loads, `1 <= minutes <= 10,000`; arrivals never decrease, up to `10**9`.\n- Looking at all machines for every customer is too slow.","difficulty":"medium","tags":["heaps","simulation"],"function":"machines_used","starter_code":{"python":"def machines_used(machines: int, loads: list[list[int]]) -> list[int]:\n    return []","javascript":"function machines_used(machines, loads) {\n  return [];\n}"},"test_cases":[{"args":[2,[[0,30],[5,10],[10,5],[16,5]]],"expected":[0,1,1,1]},{"args":[2,[[0,10],[0,10],[3,5]]],"expected":[0,1,0]},{"args":[3,[]],"expected":[]},{"args":[1,[[0,5],[1,5],[2,5]]],"expected":[0,0,0]},{"args":[3,[[0,9],[0,4],[0,4],[4,1],[4,1],[9,1]]],"expected":[0,1,2,1,2,0]},{"args":[2,[[0,8],[0,3],[1,2],[1,9],[100,1]]],"expected":[0,1,1,1,0]}],"compare":"exact","rubric":null,"hints":null,"solution":null,"follow_ups":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 10
-- {"rows": 1, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND notes.user_id = 2
-- {"rows": 0, "ids": []}
-- committed
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.user_id = 1 FOR UPDATE
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
UPDATE participants SET joined_at='2026-11-26T01:54:30.188360+00:00'::timestamptz, present_until='2026-11-26T01:54:45.188360+00:00'::timestamptz WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 1
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.194884+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[5] AS bigint[]), CAST(ARRAY['peer.joined'] AS text[]), CAST(ARRAY['{"user_id":1}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
WITH process AS (INSERT INTO socket_processes (node, alive_until) VALUES ('498e57dd6df2883d', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING), taken AS (INSERT INTO socket_places (id, user_id, node, stream) VALUES ('388f3bbd-e782-4796-ac75-415aa4e14150'::uuid, 1, '498e57dd6df2883d', 'interview:a3ced286-9365-4b52-b780-e8f7e5448674')), old AS (SELECT id FROM socket_places WHERE user_id = 1 ORDER BY opened_at DESC OFFSET 4) DELETE FROM socket_places p USING old WHERE p.id = old.id RETURNING p.id, p.node
-- {"rows": 0, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until, participants_1.user_id AS user_id_1, participants_1.difficulty AS difficulty_1, participants_1.waited_seconds AS waited_seconds_1, participants_1.started_at AS participant_started_at_1, participants_1.question_id AS question_id_1, users_1.username AS username_1, users_1.full_name AS full_name_1, participants_2.user_id AS user_id_2, participants_2.difficulty AS difficulty_2, participants_2.waited_seconds AS waited_seconds_2, participants_2.started_at AS participant_started_at_2, participants_2.question_id AS question_id_2, users_2.username AS username_2, users_2.full_name AS full_name_2 
FROM interviews JOIN participants AS participants_1 ON participants_1.interview_id = interviews.id AND participants_1.seat = 1 JOIN participants AS participants_2 ON participants_2.interview_id = interviews.id AND participants_2.seat = 2 JOIN users AS users_1 ON users_1.id = participants_1.user_id JOIN users AS users_2 ON users_2.id = participants_2.user_id 
WHERE interviews.id IN ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID)
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT user_id, sum(weight) FILTER (WHERE status = 'completed') / nullif(sum(weight), 0) AS fraction, count(*) AS count, count(*) FILTER (WHERE late) AS late FROM (SELECT b.user_id, b.status, b.status = 'completed' AND b.waiting_since > b.starts_at AS late, greatest(0, 1 - extract(epoch FROM now() - b.starts_at) / extract(epoch FROM CAST('90 days 0.000000 seconds'::interval AS interval))) AS weight FROM bookings b WHERE b.user_id = ANY(ARRAY[1,2]) AND b.starts_at > now() - '90 days 0.000000 seconds'::interval AND (b.status IN ('completed', 'no_show') OR b.cancelled_late)) AS facts GROUP BY user_id
-- {"rows": 0, "ids": []}
SELECT questions.id, questions.slug, questions.interview_type, questions.difficulty, questions.title, questions.prompt, questions.examples, questions.constraints, questions.hints, questions.solution, questions.follow_ups, questions.rubric, questions.function, questions.starter_code, questions.test_cases, questions.compare, questions.tags, questions.companies, questions.source, questions.file_hash, questions.retired_at, questions.created_at, questions.updated_at 
FROM questions 
WHERE questions.id = 10
-- {"rows": 1, "ids": []}
SELECT notes.text 
FROM notes 
WHERE notes.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND notes.user_id = 1
-- {"rows": 0, "ids": []}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live, users.username, interviews.interviewer_seat 
FROM participants JOIN users ON users.id = participants.user_id JOIN interviews ON interviews.id = participants.interview_id 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY participants.seat
-- {"rows": 2, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT chat_messages.id, chat_messages.interview_id, chat_messages.user_id, chat_messages.client_id, chat_messages.text, chat_messages.sent_at 
FROM chat_messages 
WHERE chat_messages.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY chat_messages.id DESC 
 LIMIT 200
-- {"rows": 0, "ids": []}
SELECT documents.language 
FROM documents 
WHERE documents.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 0, "ids": []}
SELECT shared_runs.id, shared_runs.interview_id, shared_runs.user_id, shared_runs.client_id, shared_runs.language, shared_runs.stdout, shared_runs.stderr, shared_runs.status, shared_runs.ms, shared_runs.passed, shared_runs.total, shared_runs.truncated, shared_runs.shared_at 
FROM shared_runs 
WHERE shared_runs.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY shared_runs.id DESC 
 LIMIT 20
-- {"rows": 0, "ids": []}
-- committed
UPDATE participants SET joined_at='2026-11-26T01:54:30.398533+00:00'::timestamptz, present_until='2026-11-26T01:54:45.398533+00:00'::timestamptz WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 2
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.400220+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[6] AS bigint[]), CAST(ARRAY['peer.joined'] AS text[]), CAST(ARRAY['{"user_id":2}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
WITH process AS (INSERT INTO socket_processes (node, alive_until) VALUES ('498e57dd6df2883d', clock_timestamp() + '0 days 15.000000 seconds'::interval) ON CONFLICT DO NOTHING), taken AS (INSERT INTO socket_places (id, user_id, node, stream) VALUES ('db4d8f5a-6f75-4d75-933f-545e651c71d1'::uuid, 2, '498e57dd6df2883d', 'interview:a3ced286-9365-4b52-b780-e8f7e5448674')), old AS (SELECT id FROM socket_places WHERE user_id = 2 ORDER BY opened_at DESC OFFSET 4) DELETE FROM socket_places p USING old WHERE p.id = old.id RETURNING p.id, p.node
-- {"rows": 0, "ids": []}
-- committed
SELECT participants.live 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.user_id = 2 FOR SHARE
-- {"rows": 1, "ids": []}
INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at) VALUES ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID, 2, '160463c6-e5cf-4f68-84fd-70d4eeb47b3b', 'Hello Alice!', '2026-11-26T01:54:30.420598+00:00'::timestamptz) ON CONFLICT ON CONSTRAINT chat_messages_client_id_key DO NOTHING RETURNING chat_messages.id
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.423835+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[7] AS bigint[]), CAST(ARRAY['chat.message'] AS text[]), CAST(ARRAY['{"id":"160463c6-e5cf-4f68-84fd-70d4eeb47b3b","user_id":2,"text":"Hello Alice!","at":"2026-11-26T01:54:30.420598Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
INSERT INTO idempotency_keys (user_id, route, key) VALUES (2, 'roles.swap a3ced286-9365-4b52-b780-e8f7e5448674', 'aad06b42-92b1-4949-82a9-ef25548140b1') ON CONFLICT DO NOTHING RETURNING key
-- {"rows": 1, "ids": []}
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID FOR UPDATE
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT participants.interview_id, participants.seat, participants.user_id, participants.booking_id, participants.difficulty, participants.waited_seconds, participants.question_id, participants.asked_at, participants.started_at, participants.joined_at, participants.present_until, participants.left_at, participants.live 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID ORDER BY participants.seat FOR UPDATE
-- {"rows": 2, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
UPDATE interviews SET interviewer_seat=2 WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.435386+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[8] AS bigint[]), CAST(ARRAY['roles.swapped'] AS text[]), CAST(ARRAY['{"interviewer_id":2,"interviewer_seat":2,"by":2}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
UPDATE participants SET asked_at='2026-11-26T01:54:30.436266+00:00'::timestamptz WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 1
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.438621+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674'] AS text[]), CAST(ARRAY[9] AS bigint[]), CAST(ARRAY['question.assigned'] AS text[]), CAST(ARRAY['{"user_id":1,"question":{"id":5,"title":"The mark to beat","prompt":"At a long-jump meeting the best `places` athletes go through to the final. The board shows, after every jump, the mark\nto beat: the `places`-th best distance so far, or nothing (`None`, `null`) while fewer have jumped. Everybody jumps\nonce. Write `marks_to_beat(jumps, places)` that returns what the board shows after each jump; distances are in\ncentimetres.\n\n### Examples\n\n```\nmarks_to_beat([610, 655, 590, 640], 2)  ->  [None, 610, 610, 640]\nmarks_to_beat([500, 500], 1)            ->  [500, 500]\n```\n\n### Constraints\n\n- `0 <= len(jumps) <= 200,000`, `1 <= places <= 200,000`, `0 <= jump <= 1,000`.\n- Equal distances take a place each. Sorting after every jump is too slow.","difficulty":"easy","tags":["heaps","arrays"],"function":"marks_to_beat","starter_code":{"python":"def marks_to_beat(jumps: list[int], places: int) -> list[int | None]:\n    return [None for _ in jumps]","javascript":"function marks_to_beat(jumps, places) {\n  return jumps.map(() => null);\n}"},"test_cases":[{"args":[[610,655,590,640],2],"expected":[null,610,610,640]},{"args":[[500,500],1],"expected":[500,500]},{"args":[[],3],"expected":[]},{"args":[[400,300],3],"expected":[null,null]},{"args":[[1,2,3,4,5],3],"expected":[null,null,1,2,3]},{"args":[[5,4,3,2,1],3],"expected":[null,null,3,3,3]},{"args":[[700,700,0,700],2],"expected":[null,700,700,700]}],"compare":"exact","rubric":null,"hints":null,"solution":null,"follow_ups":null}}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
DELETE FROM socket_places WHERE id = 'db4d8f5a-6f75-4d75-933f-545e651c71d1'::uuid
-- {"rows": 1, "ids": []}
-- committed
UPDATE interviews SET status='ended' WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE interviews SET ended_at='2026-11-26T01:54:30.486952+00:00'::timestamptz WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 1, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 1
-- {"rows": null, "ids": []}
UPDATE participants SET live=false WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID AND participants.seat = 2
-- {"rows": null, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at 
FROM bookings 
WHERE bookings.id IN (1, 2) ORDER BY bookings.id FOR UPDATE
-- {"rows": 2, "ids": []}
UPDATE bookings SET status='completed' WHERE bookings.id = 1
-- {"rows": null, "ids": []}
UPDATE bookings SET status='completed' WHERE bookings.id = 2
-- {"rows": null, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 2, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.492422+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1','user:2'] AS text[]), CAST(ARRAY[4,4] AS bigint[]), CAST(ARRAY['booking.changed','booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":1,"slot_id":674,"status":"completed"}','{"booking_id":2,"slot_id":674,"status":"completed"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 2, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674','user:1','user:2'] AS text[]), CAST(ARRAY[1,1,1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 3, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.493600+00:00'::timestamptz FROM unnest(CAST(ARRAY['interview:a3ced286-9365-4b52-b780-e8f7e5448674','user:1','user:2'] AS text[]), CAST(ARRAY[10,5,5] AS bigint[]), CAST(ARRAY['interview.ended','interview.ended','interview.ended'] AS text[]), CAST(ARRAY['{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674","status":"ended","reason":"ended","by":2,"ended_at":"2026-11-26T01:54:30.486952Z"}','{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674","status":"ended","reason":"ended","by":2,"ended_at":"2026-11-26T01:54:30.486952Z"}','{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674","status":"ended","reason":"ended","by":2,"ended_at":"2026-11-26T01:54:30.486952Z"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 3, "ids": []}
-- committed
DELETE FROM socket_places WHERE id = '388f3bbd-e782-4796-ac75-415aa4e14150'::uuid
-- {"rows": 1, "ids": []}
-- committed
SELECT interviews.id, interviews.slot_id, interviews.interview_type, interviews.status, interviews.interviewer_seat, interviews.level_gap, interviews.met_before, interviews.matched_at, interviews.start_by, interviews.started_at, interviews.ends_at, interviews.ended_at, interviews.half_told_at, interviews.ending_told_at, interviews.extensions, interviews.extension_by, interviews.extension_until 
FROM interviews 
WHERE interviews.id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT participants.user_id 
FROM participants 
WHERE participants.interview_id = 'a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID
-- {"rows": 2, "ids": []}
INSERT INTO feedback (interview_id, author_id, subject_id, communication, problem_solving, technical, overall, did_well, to_improve, would_pass, good_match) VALUES ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID, 2, 1, 5, NULL, NULL, 4, 'Asked before coding.', 'Say what it costs.', true, 5) RETURNING feedback.id, feedback.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.547029+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[6] AS bigint[]), CAST(ARRAY['feedback.received'] AS text[]), CAST(ARRAY['{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT feedback.id, feedback.interview_id, feedback.author_id, feedback.subject_id, feedback.communication, feedback.problem_solving, feedback.technical, feedback.overall, feedback.did_well, feedback.to_improve, feedback.would_pass, feedback.good_match, feedback.created_at, users_1.id AS id_1, users_1.email, users_1.username, users_1.email_verified_at, users_1.password_hash, users_1.full_name, users_1.time_zone, users_1.languages, users_1.is_admin, users_1.practice_blocked_until, users_1.no_shows_forgiven_at, users_1.created_at AS created_at_1, users_1.deleted_at, users_1.suspended_at, users_1.suspended_until, users_1.suspension_reason, users_2.id AS id_2, users_2.email AS email_1, users_2.username AS username_1, users_2.email_verified_at AS email_verified_at_1, users_2.password_hash AS password_hash_1, users_2.full_name AS full_name_1, users_2.time_zone AS time_zone_1, users_2.languages AS languages_1, users_2.is_admin AS is_admin_1, users_2.practice_blocked_until AS practice_blocked_until_1, users_2.no_shows_forgiven_at AS no_shows_forgiven_at_1, users_2.created_at AS created_at_2, users_2.deleted_at AS deleted_at_1, users_2.suspended_at AS suspended_at_1, users_2.suspended_until AS suspended_until_1, users_2.suspension_reason AS suspension_reason_1, (EXISTS (SELECT * 
FROM feedback AS feedback_1 
WHERE feedback_1.interview_id = feedback.interview_id AND feedback_1.author_id = feedback.subject_id)) OR interviews.ended_at < now() - '3 days 0.000000 seconds'::interval AS visible 
FROM feedback JOIN interviews ON interviews.id = feedback.interview_id JOIN users AS users_1 ON users_1.id = feedback.author_id JOIN users AS users_2 ON users_2.id = feedback.subject_id 
WHERE feedback.id = 1
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674"]}
-- committed
INSERT INTO feedback (interview_id, author_id, subject_id, communication, problem_solving, technical, overall, did_well, to_improve, would_pass, good_match) VALUES ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID, 1, 2, 5, NULL, NULL, 4, 'Asked before coding.', 'Let me finish.', true, 5) RETURNING feedback.id, feedback.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.571414+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:2'] AS text[]), CAST(ARRAY[6] AS bigint[]), CAST(ARRAY['feedback.received'] AS text[]), CAST(ARRAY['{"interview_id":"a3ced286-9365-4b52-b780-e8f7e5448674"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
-- committed
SELECT interviews.id, interviews.matched_at, interviews.id AS id__1 
FROM interviews JOIN participants ON participants.interview_id = interviews.id 
WHERE participants.user_id = 1 AND interviews.status IN ('ended', 'abandoned') ORDER BY interviews.matched_at DESC, interviews.id DESC 
 LIMIT 21
-- {"rows": 1, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
SELECT feedback.id, feedback.interview_id, feedback.author_id, feedback.subject_id, feedback.communication, feedback.problem_solving, feedback.technical, feedback.overall, feedback.did_well, feedback.to_improve, feedback.would_pass, feedback.good_match, feedback.created_at, users_1.id AS id_1, users_1.email, users_1.username, users_1.email_verified_at, users_1.password_hash, users_1.full_name, users_1.time_zone, users_1.languages, users_1.is_admin, users_1.practice_blocked_until, users_1.no_shows_forgiven_at, users_1.created_at AS created_at_1, users_1.deleted_at, users_1.suspended_at, users_1.suspended_until, users_1.suspension_reason, users_2.id AS id_2, users_2.email AS email_1, users_2.username AS username_1, users_2.email_verified_at AS email_verified_at_1, users_2.password_hash AS password_hash_1, users_2.full_name AS full_name_1, users_2.time_zone AS time_zone_1, users_2.languages AS languages_1, users_2.is_admin AS is_admin_1, users_2.practice_blocked_until AS practice_blocked_until_1, users_2.no_shows_forgiven_at AS no_shows_forgiven_at_1, users_2.created_at AS created_at_2, users_2.deleted_at AS deleted_at_1, users_2.suspended_at AS suspended_at_1, users_2.suspended_until AS suspended_until_1, users_2.suspension_reason AS suspension_reason_1, (EXISTS (SELECT * 
FROM feedback AS feedback_1 
WHERE feedback_1.interview_id = feedback.interview_id AND feedback_1.author_id = feedback.subject_id)) OR interviews.ended_at < now() - '3 days 0.000000 seconds'::interval AS visible 
FROM feedback JOIN interviews ON interviews.id = feedback.interview_id JOIN users AS users_1 ON users_1.id = feedback.author_id JOIN users AS users_2 ON users_2.id = feedback.subject_id 
WHERE feedback.interview_id IN ('a3ced286-9365-4b52-b780-e8f7e5448674'::uuid::UUID)
-- {"rows": 2, "ids": ["a3ced286-9365-4b52-b780-e8f7e5448674", "a3ced286-9365-4b52-b780-e8f7e5448674"]}
-- committed
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at, (SELECT count(*) AS count_1 
FROM bookings AS bookings_1 
WHERE bookings_1.slot_id = slots.id AND bookings_1.status IN ('booked', 'waiting', 'matched')) AS anon_1, bookings.id AS id_1, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at AS starts_at_1, bookings.ends_at AS ends_at_1, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at AS created_at_1, slots.starts_at AS starts_at__1, slots.id AS id__1 
FROM slots LEFT OUTER JOIN bookings ON bookings.slot_id = slots.id AND bookings.user_id = 1 AND bookings.status IN ('booked', 'waiting', 'matched') 
WHERE slots.starts_at > '2026-11-26T01:54:30.611676+00:00'::timestamptz AND slots.interview_type = 'behavioral' ORDER BY slots.starts_at ASC, slots.id ASC 
 LIMIT 21
-- {"rows": 21, "ids": []}
-- committed
SELECT slots.id, slots.interview_type, slots.starts_at, slots.ends_at, slots.capacity, slots.created_at 
FROM slots 
WHERE slots.id = 20 FOR NO KEY UPDATE
-- {"rows": 1, "ids": []}
SELECT count(*) AS count_1 
FROM bookings 
WHERE bookings.slot_id = 20 AND bookings.status IN ('booked', 'waiting', 'matched') AND bookings.user_id = 1
-- {"rows": 1, "ids": []}
SELECT count(*) AS count_1 
FROM bookings 
WHERE bookings.slot_id = 20 AND bookings.status IN ('booked', 'waiting', 'matched')
-- {"rows": 1, "ids": []}
INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, note, starts_at, ends_at, waiting_since, present_until) VALUES (1, 20, 'hard', 'en', 2, NULL, '2026-11-26T21:00:00+00:00'::timestamptz, '2026-11-26T21:45:00+00:00'::timestamptz, NULL, NULL) RETURNING bookings.id, bookings.status, bookings.cancelled_late, bookings.created_at
-- {"rows": 1, "ids": []}
INSERT INTO streams AS s (name, top) SELECT name, added FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[1] AS bigint[])) AS n(name, added) ORDER BY name ON CONFLICT (name) DO UPDATE SET top = s.top + EXCLUDED.top RETURNING name, top, clock_timestamp() AS at
-- {"rows": 1, "ids": []}
INSERT INTO events (stream, "offset", type, data, at) SELECT e.stream, e.o, e.type, CAST(e.data AS jsonb), '2026-11-26T01:54:30.701287+00:00'::timestamptz FROM unnest(CAST(ARRAY['user:1'] AS text[]), CAST(ARRAY[7] AS bigint[]), CAST(ARRAY['booking.changed'] AS text[]), CAST(ARRAY['{"booking_id":3,"slot_id":20,"status":"booked"}'] AS text[])) AS e(stream, o, type, data)
-- {"rows": 1, "ids": []}
SELECT bookings.id, bookings.user_id, bookings.slot_id, bookings.difficulty, bookings.language, bookings.max_level_gap, bookings.note, bookings.starts_at, bookings.ends_at, bookings.status, bookings.waiting_since, bookings.present_until, bookings.cancelled_late, bookings.created_at, slots.id AS id_1, slots.interview_type, slots.starts_at AS starts_at_1, slots.ends_at AS ends_at_1, slots.capacity, slots.created_at AS created_at_1, (SELECT participants.interview_id 
FROM participants 
WHERE participants.booking_id = bookings.id AND participants.live) AS anon_1 
FROM bookings JOIN slots ON slots.id = bookings.slot_id 
WHERE bookings.user_id = 1 AND bookings.id = 3
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.password_hash 
FROM users 
WHERE lower(users.email) = 'alice@example.com'
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 1 AND users.password_hash = '$2b$12$UnNgr9QnMiEaI6TA0bDeh.k1ZsL9QnwBoHyGMYRtilCePmTuwCnFS' FOR SHARE
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (1, '2026-12-26T01:54:31.072568+00:00'::timestamptz, NULL, '9f56d49b-9eee-45ea-bcfa-e2b536cf1582'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:31.072568+00:00'::timestamptz, 'curl/7.88.1') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["c7cc15ec-ffc2-47ae-ab3d-4e49e19d9fd5"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 1, NULL, '127.0.0.1', '56b590c5a5354fe7a8e01bb3b7e10079', '{"login_id": "c7cc15ec-ffc2-47ae-ab3d-4e49e19d9fd5"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.password_hash 
FROM users 
WHERE lower(users.email) = 'bob@example.com'
-- {"rows": 1, "ids": []}
-- committed
SELECT users.id, users.email, users.username, users.email_verified_at, users.password_hash, users.full_name, users.time_zone, users.languages, users.is_admin, users.practice_blocked_until, users.no_shows_forgiven_at, users.created_at, users.deleted_at, users.suspended_at, users.suspended_until, users.suspension_reason 
FROM users 
WHERE users.id = 2 AND users.password_hash = '$2b$12$BjFaEajmMX4alRG0sTzm9uj2NRjOP59OhdhlrIiDl6i63RTT7FE82' FOR SHARE
-- {"rows": 1, "ids": []}
INSERT INTO sessions (user_id, expires_at, revoked_at, refresh_jti, previous_refresh_jti, rotated_at, user_agent) VALUES (2, '2026-12-26T01:54:31.433602+00:00'::timestamptz, NULL, 'a75ee79d-c629-465f-866a-2997416b3cf9'::uuid::UUID, NULL::UUID, '2026-11-26T01:54:31.433602+00:00'::timestamptz, 'curl/7.88.1') RETURNING sessions.id, sessions.created_at
-- {"rows": 1, "ids": ["a44b7e14-f3ab-49c9-9240-ae22acb105f2"]}
INSERT INTO audit_log (kind, actor_id, subject_id, address, request_id, detail) VALUES ('login.ok', 2, NULL, '127.0.0.1', '5a926edcfdc84be186606adcebbd8387', '{"login_id": "a44b7e14-f3ab-49c9-9240-ae22acb105f2"}'::JSONB) RETURNING audit_log.id, audit_log.at
-- {"rows": 1, "ids": []}
-- committed
