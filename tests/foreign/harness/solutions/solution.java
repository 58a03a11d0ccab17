import java.util.*;

public class Main {
    public static void main(String[] args) {
        System.out.println(nextPlain(new Scanner(System.in).nextLong()));
    }

    static long nextPlain(long number) {
        while (true) {
            char[] digits = Long.toString(++number).toCharArray();
            long unit = 0;
            for (int i = 1; i < digits.length && unit == 0; i++) {
                if (digits[i] == digits[i - 1]) unit = (long) Math.pow(10, digits.length - 1 - i);
            }
            if (unit == 0) return number;
            number = (number / unit + 1) * unit - 1;
        }
    }

    public String longestEcho(String tape) {
        for (int length = tape.length() / 2; length > 0; length--) {
            for (int start = 0; start + length <= tape.length(); start++) {
                String piece = tape.substring(start, start + length);
                if (tape.indexOf(piece, start + length) >= 0) return piece;
            }
        }
        return "";
    }

    public List<Integer> busiest(int[][] visits) {
        int[] best = {0, 0};
        Arrays.sort(visits, (one, other) -> one[0] - other[0]);
        for (int[] visit : visits) {
            int inside = 0;
            for (int[] each : visits) if (each[0] <= visit[0] && visit[0] < each[1]) inside++;
            if (inside > best[1]) best = new int[] {visit[0], inside};
        }
        return List.of(best[0], best[1]);
    }

    public Integer[] marksToBeat(List<Integer> jumps, int places) {
        Integer[] board = new Integer[jumps.size()];
        for (int i = places - 1; i < jumps.size(); i++) {
            List<Integer> best = new ArrayList<>(jumps.subList(0, i + 1));
            best.sort(Comparator.reverseOrder());
            board[i] = best.get(places - 1);
        }
        return board;
    }

    private final Set<List<Integer>> ways = new HashSet<>();

    Set<List<Integer>> risingPieces(String digits) {
        cut(digits, 0, new ArrayDeque<>());
        return ways;
    }

    private void cut(String digits, int start, Deque<Integer> pieces) {
        if (start == digits.length()) ways.add(new ArrayList<>(pieces));
        for (int end = start + 1; end <= digits.length() && digits.charAt(start) != '0'; end++) {
            int number = Integer.parseInt(digits.substring(start, end));
            if (!pieces.isEmpty() && number <= pieces.getLast()) continue;
            pieces.addLast(number);
            cut(digits, end, pieces);
            pieces.removeLast();
        }
    }

    static Object[] favorite_phrase(String[] words, int length) {
        Object[] best = null;
        for (int start = 0; start + length <= words.length; start++) {
            String phrase = String.join(" ", Arrays.copyOfRange(words, start, start + length));
            int count = 0;
            for (int i = 0; i + length <= words.length; i++) {
                if (!phrase.equals(String.join(" ", Arrays.copyOfRange(words, i, i + length)))) continue;
                count++;
                i += length - 1;
            }
            if (best == null || count > (int) best[1]) best = new Object[] {phrase, count};
        }
        return best;
    }

    static boolean patternsMeet(String one, String other) {
        if (one.isEmpty() && other.isEmpty()) return true;
        if (one.startsWith("*")) {
            return patternsMeet(one.substring(1), other) || !other.isEmpty() && patternsMeet(one, other.substring(1));
        }
        if (other.startsWith("*")) return patternsMeet(other, one);
        if (one.isEmpty() || other.isEmpty()) return false;
        boolean same = one.charAt(0) == other.charAt(0) || one.charAt(0) == '?' || other.charAt(0) == '?';
        return same && patternsMeet(one.substring(1), other.substring(1));
    }

    static Map<String, Integer> tally(List<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : words) counts.merge(word, 1, Integer::sum);
        return counts;
    }

    static double bill(Map<String, Double> prices, Iterable<String> basket) {
        double sum = 0;
        for (String each : basket) sum += prices.get(each);
        return sum;
    }

    static double ratio(double one, double other) {
        return one / other;
    }

    static int odd(int kind) {
        if (kind == 1) return 7;
        if (kind == 2) throw new IllegalStateException("oops");
        if (kind == 3) System.out.print("between");
        if (kind == 4) {
            System.out.println("bye");
            System.exit(0);
        }
        return kind;
    }
}
