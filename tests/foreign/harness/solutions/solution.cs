using System;
using System.Collections.Generic;
using System.Linq;

public class Solution {
    static void Main(string[] args) {
        Console.WriteLine(NextPlain(long.Parse(Console.ReadLine())));
    }

    static long NextPlain(long number) {
        while (true) {
            string digits = (++number).ToString();
            long unit = 0;
            for (int i = 1; i < digits.Length && unit == 0; i++) {
                if (digits[i] == digits[i - 1]) unit = (long) Math.Pow(10, digits.Length - 1 - i);
            }
            if (unit == 0) return number;
            number = (number / unit + 1) * unit - 1;
        }
    }

    public string LongestEcho(string tape) {
        for (int length = tape.Length / 2; length > 0; length--) {
            for (int start = 0; start + length <= tape.Length; start++) {
                string piece = tape.Substring(start, length);
                if (tape.IndexOf(piece, start + length, StringComparison.Ordinal) >= 0) return piece;
            }
        }
        return "";
    }

    public int[] Busiest(int[][] visits) {
        int[] best = {0, 0};
        foreach (var visit in visits.OrderBy(each => each[0])) {
            int inside = visits.Count(each => each[0] <= visit[0] && visit[0] < each[1]);
            if (inside > best[1]) best = new[] {visit[0], inside};
        }
        return best;
    }

    public IEnumerable<int?> MarksToBeat(IList<int> jumps, int places) {
        for (int i = 0; i < jumps.Count; i++) {
            if (i < places - 1) yield return null;
            else yield return jumps.Take(i + 1).OrderByDescending(each => each).ElementAt(places - 1);
        }
    }

    public List<List<int>> RisingPieces(string digits) {
        return Cut(digits, 0).Select(way => way.ToList()).ToList();
    }

    private IEnumerable<IEnumerable<int>> Cut(string digits, int above) {
        if (digits == "") yield return new int[0];
        for (int end = 1; end <= digits.Length && digits[0] != '0'; end++) {
            int number = int.Parse(digits.Substring(0, end));
            if (number <= above) continue;
            foreach (var rest in Cut(digits.Substring(end), number)) yield return new[] {number}.Concat(rest);
        }
    }

    static object[] favorite_phrase(string[] words, int length) {
        object[] best = null;
        for (int start = 0; start + length <= words.Length; start++) {
            string phrase = string.Join(" ", words.Skip(start).Take(length));
            int count = 0;
            for (int i = 0; i + length <= words.Length; i++) {
                if (phrase != string.Join(" ", words.Skip(i).Take(length))) continue;
                count++;
                i += length - 1;
            }
            if (best == null || count > (int) best[1]) best = new object[] {phrase, count};
        }
        return best;
    }

    static bool patternsMeet(string one, string other) {
        if (one == "" && other == "") return true;
        if (one.StartsWith("*")) {
            return patternsMeet(one.Substring(1), other) || other != "" && patternsMeet(one, other.Substring(1));
        }
        if (other.StartsWith("*")) return patternsMeet(other, one);
        if (one == "" || other == "") return false;
        return (one[0] == other[0] || one[0] == '?' || other[0] == '?') && patternsMeet(one.Substring(1), other.Substring(1));
    }

    static Dictionary<string, int> Tally(List<string> words) {
        return words.GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
    }

    static double Bill(IDictionary<string, double> prices, HashSet<string> basket) {
        return basket.Sum(each => prices[each]);
    }

    static double Ratio(double one, double other) {
        return one / other;
    }

    static int Odd(int kind) {
        if (kind == 1) return 7;
        if (kind == 2) throw new InvalidOperationException("oops");
        if (kind == 3) Console.Write("between");
        if (kind == 4) {
            Console.WriteLine("bye");
            Environment.Exit(0);
        }
        return kind;
    }
}
