<?php
declare(strict_types=1);

function next_plain(int $number): int {
    for ($number++; ; $number++) {
        if (!preg_match('/(\d)\1/', (string) $number, $found, PREG_OFFSET_CAPTURE)) return $number;
        $unit = 10 ** (strlen((string) $number) - 2 - $found[0][1]);
        $number = (intdiv($number, $unit) + 1) * $unit - 1;
    }
}

class Solution {
    public function longestEcho(string $tape): string {
        for ($length = intdiv(strlen($tape), 2); $length > 0; $length--) {
            for ($start = 0; $start + $length <= strlen($tape); $start++) {
                $piece = substr($tape, $start, $length);
                if (strpos($tape, $piece, $start + $length) !== false) return $piece;
            }
        }
        return '';
    }

    static function risingPieces(string $digits, int $above = 0): iterable {
        if ($digits === '') yield [];
        for ($length = 1; $length <= strlen($digits) && $digits[0] !== '0'; $length++) {
            $number = (int) substr($digits, 0, $length);
            if ($number <= $above) continue;
            foreach (self::risingPieces(substr($digits, $length), $number) as $rest) yield [$number, ...$rest];
        }
    }
}

function busiest(array &$visits) {
    $best = [0, 0];
    sort($visits);
    foreach ($visits as [$moment]) {
        $inside = count(array_filter($visits, fn($each) => $each[0] <= $moment && $moment < $each[1]));
        if ($inside > $best[1]) $best = [$moment, $inside];
    }
    return $best;
}

function marks_to_beat(array $jumps, int $places): array {
    $board = [];
    foreach (array_keys($jumps) as $at) {
        $best = array_slice($jumps, 0, $at + 1);
        rsort($best);
        $board[] = $best[$places - 1] ?? null;
    }
    return $board;
}

function favorite_phrase(array $words, int $length): ?array {
    $best = null;
    for ($start = 0; $start + $length <= count($words); $start++) {
        $phrase = array_slice($words, $start, $length);
        $count = 0;
        for ($i = 0; $i + $length <= count($words); $i++) {
            if (array_slice($words, $i, $length) !== $phrase) continue;
            $count++;
            $i += $length - 1;
        }
        if ($best === null || $count > $best[1]) $best = [implode(' ', $phrase), $count];
    }
    return $best;
}

function patterns_meet(string $one, string $other): bool {
    if ($one === '' && $other === '') return true;
    if ($one !== '' && $one[0] === '*') {
        return patterns_meet(substr($one, 1), $other) || $other !== '' && patterns_meet($one, substr($other, 1));
    }
    if ($other !== '' && $other[0] === '*') return patterns_meet($other, $one);
    if ($one === '' || $other === '') return false;
    $same = $one[0] === $other[0] || $one[0] === '?' || $other[0] === '?';
    return $same && patterns_meet(substr($one, 1), substr($other, 1));
}

function tally(array $words): array {
    return array_count_values($words);
}

function bill(array $prices, array $basket): float {
    return array_sum(array_map(fn($each) => $prices[$each], $basket));
}

function ratio(float $one, float $other): float {
    return fdiv($one, $other);
}

function odd(int $kind): int {
    if ($kind === 1) return 7;
    if ($kind === 2) throw new RuntimeException('oops');
    if ($kind === 3) echo 'between';
    if ($kind === 4) {
        echo "bye\n";
        exit(0);
    }
    return $kind;
}
?>
