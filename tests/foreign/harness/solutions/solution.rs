use std::collections::{BTreeMap, HashMap};

fn main() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    println!("{}", next_plain(line.trim().parse().unwrap()));
}

fn next_plain(mut number: i64) -> i64 {
    number += 1;
    loop {
        let digits = number.to_string().into_bytes();
        match (1..digits.len()).find(|&at| digits[at] == digits[at - 1]) {
            None => return number,
            Some(twin) => {
                let unit = 10i64.pow((digits.len() - 1 - twin) as u32);
                number = (number / unit + 1) * unit;
            }
        }
    }
}

fn longest_echo(tape: &str) -> &str {
    for length in (1..=tape.len() / 2).rev() {
        for start in 0..=tape.len() - length {
            if tape[start + length..].contains(&tape[start..start + length]) {
                return &tape[start..start + length];
            }
        }
    }
    ""
}

impl Solution {
    pub fn busiest(mut visits: Vec<Vec<i32>>) -> Vec<i32> {
        visits.sort();
        let mut best = vec![0, 0];
        for visit in &visits {
            let inside = visits.iter().filter(|each| each[0] <= visit[0] && visit[0] < each[1]).count() as i32;
            if inside > best[1] {
                best = vec![visit[0], inside];
            }
        }
        best
    }
}

fn marks_to_beat(jumps: &[i32], places: usize) -> Vec<Option<i32>> {
    let best = |at: usize| {
        let mut so_far = jumps[..=at].to_vec();
        so_far.sort_by(|one, other| other.cmp(one));
        so_far.get(places - 1).copied()
    };
    (0..jumps.len()).map(best).collect()
}

fn rising_pieces(digits: String) -> Vec<Vec<u64>> {
    fn cut<'a>(digits: &'a str, above: u64) -> Vec<Vec<u64>> {
        if digits.is_empty() {
            return vec![vec![]];
        }
        let mut ways = vec![];
        for end in 1..=digits.len() {
            let number = digits[..end].parse().unwrap();
            if digits.starts_with('0') || number <= above {
                continue;
            }
            ways.extend(cut(&digits[end..], number).into_iter().map(|rest| [vec![number], rest].concat()));
        }
        ways
    }
    cut(&digits, 0)
}

fn favorite_phrase(words: &Vec<String>, length: usize) -> Option<(String, i32)> {
    let mut best: Option<(String, i32)> = None;
    for phrase in words.windows(length) {
        let (mut count, mut at) = (0, 0);
        while at + length <= words.len() {
            let same = &words[at..at + length] == phrase;
            count += same as i32;
            at += if same { length } else { 1 };
        }
        if best.as_ref().map_or(true, |known| count > known.1) {
            best = Some((phrase.join(" "), count));
        }
    }
    best
}

fn patterns_meet(one: &str, other: &str) -> bool {
    match (one.chars().next(), other.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => patterns_meet(&one[1..], other) || !other.is_empty() && patterns_meet(one, &other[1..]),
        (_, Some('*')) => patterns_meet(other, one),
        (Some(a), Some(b)) => (a == b || a == '?' || b == '?') && patterns_meet(&one[1..], &other[1..]),
        _ => false,
    }
}

fn tally<'a>(words: &[&'a str]) -> BTreeMap<&'a str, i32> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(*word).or_insert(0) += 1;
    }
    counts
}

fn bill(prices: &HashMap<String, f64>, basket: Vec<String>) -> f64 {
    basket.iter().map(|each| prices[each]).sum()
}

fn ratio(one: f64, other: f64) -> f64 {
    one / other
}

fn odd(kind: i32) -> i32 {
    match kind {
        1 => return 7,
        2 => panic!("oops"),
        3 => print!("between"),
        4 => {
            println!("bye");
            std::process::exit(0)
        }
        _ => {}
    }
    kind
}
