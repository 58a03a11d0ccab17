fun main() {
    println(nextPlain(readLine()!!.toLong()))
}

fun nextPlain(number: Long): Long {
    var next = number + 1
    while (true) {
        val digits = next.toString()
        val twin = (1 until digits.length).firstOrNull { digits[it] == digits[it - 1] } ?: return next
        val unit = Math.pow(10.0, (digits.length - 1 - twin).toDouble()).toLong()
        next = (next / unit + 1) * unit
    }
}

class Solution {
    fun longestEcho(tape: String): String {
        for (length in tape.length / 2 downTo 1) {
            for (start in 0..tape.length - length) {
                val piece = tape.substring(start, start + length)
                if (tape.indexOf(piece, start + length) >= 0) return piece
            }
        }
        return ""
    }
}

fun busiest(visits: Array<IntArray>): IntArray {
    var best = intArrayOf(0, 0)
    for (visit in visits.sortedBy { it[0] }) {
        val inside = visits.count { it[0] <= visit[0] && visit[0] < it[1] }
        if (inside > best[1]) best = intArrayOf(visit[0], inside)
    }
    return best
}

fun marksToBeat(jumps: List<Int>, places: Int): List<Int?> =
    jumps.indices.map { jumps.take(it + 1).sortedDescending().getOrNull(places - 1) }

fun risingPieces(digits: String): Sequence<List<Int>> = cut(digits, 0)

private fun cut(digits: String, above: Int): Sequence<List<Int>> = sequence {
    if (digits == "") yield(emptyList<Int>())
    else if (digits[0] != '0') {
        for (end in 1..digits.length) {
            val number = digits.take(end).toInt()
            if (number > above) yieldAll(cut(digits.drop(end), number).map { listOf(number) + it })
        }
    }
}

fun favorite_phrase(words: MutableList<String>, length: Int): Pair<String, Int>? {
    var best: Pair<String, Int>? = null
    for (phrase in words.windowed(length)) {
        var count = 0
        var at = 0
        while (at + length <= words.size) {
            val same = words.subList(at, at + length) == phrase
            if (same) count++
            at += if (same) length else 1
        }
        if (best == null || count > best.second) best = Pair(phrase.joinToString(" "), count)
    }
    return best
}

fun patternsMeet(one: String, other: String): Boolean {
    if (one == "" && other == "") return true
    if (one.startsWith("*")) return patternsMeet(one.drop(1), other) || other != "" && patternsMeet(one, other.drop(1))
    if (other.startsWith("*")) return patternsMeet(other, one)
    if (one == "" || other == "") return false
    return (one[0] == other[0] || one[0] == '?' || other[0] == '?') && patternsMeet(one.drop(1), other.drop(1))
}

fun tally(words: Array<String>): Map<String, Int> = words.toList().groupingBy { it }.eachCount()

fun bill(prices: Map<String, Double>, basket: Set<String>): Double = basket.map { prices[it]!! }.sum()

fun ratio(one: Double, other: Double) = one / other

fun odd(kind: Int): Int {
    if (kind == 1) return 7
    if (kind == 2) error("oops")
    if (kind == 3) print("between")
    if (kind == 4) {
        println("bye")
        System.exit(0)
    }
    return kind
}
