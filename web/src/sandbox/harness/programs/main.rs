#[allow(warnings)]
mod mm_ {
    use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
    use std::convert::TryInto;
    use std::fmt::Write;
    use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
    use std::string::String as Text;

    /// A value, as written on the tape.
    pub enum Value { Null, Bool(bool), Whole(i64), Real(f64), Text(Text), List(Vec<Value>), Map(Vec<(Text, Value)>) }

    fn read(lines: &mut std::str::Split<char>) -> Value {
        let line = lines.next().unwrap();
        let rest = &line[1..];
        match &line[..1] {
            "T" => Value::Bool(true),
            "F" => Value::Bool(false),
            "#" => Value::Whole(rest.parse().unwrap()),
            "." => Value::Real(rest.parse().unwrap()),
            "\"" => Value::Text(text(rest)),
            "[" => Value::List((0..rest.parse::<usize>().unwrap()).map(|_| read(lines)).collect()),
            "{" => Value::Map((0..rest.parse::<usize>().unwrap()).map(|_| (key(read(lines)), read(lines))).collect()),
            _ => Value::Null,
        }
    }

    fn text(escaped: &str) -> Text {
        let mut text = Text::new();
        let mut signs = escaped.chars();
        while let Some(sign) = signs.next() {
            text.push(if sign != '\\' { sign } else if signs.next() == Some('n') { '\n' } else { '\\' });
        }
        text
    }

    fn key(value: Value) -> Text {
        if let Value::Text(text) = value { text } else { unreachable!() }
    }

    pub struct Misfit(Text);

    /// Makes what a function takes. References are to memory that is never freed: the program ends soon.
    pub trait Take: Sized { fn take(value: Value) -> Self; }

    fn misfit<T>(wanted: &str) -> T {
        std::panic::panic_any(Misfit(format!("An argument does not fit its type: it is not {}.", wanted)))
    }
    macro_rules! whole { ($($type:ty)*) => { $(
        impl Take for $type {
            fn take(value: Value) -> Self {
                match value {
                    Value::Whole(number) if number as $type as i128 == number as i128 => number as $type,
                    _ => misfit(concat!("an ", stringify!($type))),
                }
            }
        }
        impl Show for $type { fn show(&self, out: &mut Text) { write!(out, "{}", self); } }
    )* } }
    whole!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
    macro_rules! real { ($($type:ty)*) => { $(
        impl Take for $type {
            fn take(value: Value) -> Self {
                match value { Value::Whole(number) => number as $type, Value::Real(number) => number as $type, _ => misfit("a number") }
            }
        }
        impl Show for $type {
            fn show(&self, out: &mut Text) {
                if self.is_nan() { out.push_str("NaN") } else if self.is_infinite() { out.push_str(if *self > 0.0 { "Infinity" } else { "-Infinity" }) } else { write!(out, "{}", self); }
            }
        }
    )* } }
    real!(f32 f64);
    impl Take for bool { fn take(value: Value) -> Self { if let Value::Bool(is) = value { is } else { misfit("a bool") } } }
    impl Take for Text { fn take(value: Value) -> Self { if let Value::Text(text) = value { text } else { misfit("a String") } } }
    impl Take for char {
        fn take(value: Value) -> Self {
            match value { Value::Text(text) if text.chars().count() == 1 => text.chars().next().unwrap(), _ => misfit("a char") }
        }
    }
    impl<T: Take> Take for Option<T> {
        fn take(value: Value) -> Self { if let Value::Null = value { None } else { Some(T::take(value)) } }
    }
    impl<T: Take> Take for Box<T> { fn take(value: Value) -> Self { Box::new(T::take(value)) } }
    impl<T: Take> Take for &'static T { fn take(value: Value) -> Self { Box::leak(Box::new(T::take(value))) } }
    impl<T: Take> Take for &'static mut T { fn take(value: Value) -> Self { Box::leak(Box::new(T::take(value))) } }
    impl<T: Take> Take for &'static [T] { fn take(value: Value) -> Self { Vec::leak(Vec::take(value)) } }
    impl<T: Take> Take for &'static mut [T] { fn take(value: Value) -> Self { Vec::leak(Vec::take(value)) } }
    impl Take for &'static str { fn take(value: Value) -> Self { Box::leak(Text::take(value).into_boxed_str()) } }
    impl<T: Take, const N: usize> Take for [T; N] {
        fn take(value: Value) -> Self { Vec::take(value).try_into().unwrap_or_else(|_| misfit("an array of that length")) }
    }
    macro_rules! lists { ($($type:ident: $($bound:path),*;)*) => { $(
        impl<T: Take $(+ $bound)*> Take for $type<T> {
            fn take(value: Value) -> Self { if let Value::List(items) = value { items.into_iter().map(T::take).collect() } else { misfit("a list") } }
        }
        impl<T: Show> Show for $type<T> { fn show(&self, out: &mut Text) { list(self.iter(), out) } }
    )* } }
    lists! { Vec:; VecDeque:; LinkedList:; BinaryHeap: Ord; BTreeSet: Ord; HashSet: Eq, std::hash::Hash; }
    macro_rules! maps { ($($type:ident: $($bound:path),*;)*) => { $(
        impl<T: Take> Take for $type<Text, T> {
            fn take(value: Value) -> Self { if let Value::Map(pairs) = value { pairs.into_iter().map(|(key, each)| (key, T::take(each))).collect() } else { misfit("a map") } }
        }
        impl<T: Take> Take for $type<&'static str, T> {
            fn take(value: Value) -> Self { if let Value::Map(pairs) = value { pairs.into_iter().map(|(key, each)| (&*key.leak(), T::take(each))).collect() } else { misfit("a map") } }
        }
        impl<K: Show, T: Show> Show for $type<K, T> {
            fn show(&self, out: &mut Text) {
                out.push('{');
                for (at, (name, each)) in self.iter().enumerate() {
                    let mut shown = Text::new();
                    name.show(&mut shown);
                    if at > 0 { out.push(',') }
                    if shown.starts_with('"') { out.push_str(&shown) } else { shown.show(out) }
                    out.push(':');
                    each.show(out);
                }
                out.push('}');
            }
        }
    )* } }
    maps! { HashMap:; BTreeMap:; }
    macro_rules! tuples { ($($($name:ident)+;)*) => { $(
        impl<$($name: Take),+> Take for ($($name,)+) {
            fn take(value: Value) -> Self {
                const LENGTH: usize = [$(stringify!($name)),+].len();
                match value {
                    Value::List(items) if items.len() == LENGTH => { let mut items = items.into_iter(); ($($name::take(items.next().unwrap()),)+) }
                    _ => misfit("a list of that length"),
                }
            }
        }
        impl<$($name: Show),+> Show for ($($name,)+) {
            fn show(&self, out: &mut Text) {
                let ($($name,)+) = self;
                let each: Vec<&dyn Show> = vec![$($name),+];
                list(each.into_iter(), out)
            }
        }
    )* } }
    tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; }

    pub trait Show { fn show(&self, out: &mut Text); }
    impl Show for bool { fn show(&self, out: &mut Text) { write!(out, "{}", self); } }
    impl Show for () { fn show(&self, out: &mut Text) { out.push_str("null") } }
    impl Show for char { fn show(&self, out: &mut Text) { self.to_string().show(out) } }
    impl Show for Text { fn show(&self, out: &mut Text) { self.as_str().show(out) } }
    impl Show for str {
        fn show(&self, out: &mut Text) {
            out.push('"');
            for sign in self.chars() {
                if sign == '"' || sign == '\\' || sign < ' ' { write!(out, "\\u{:04x}", sign as u32); } else { out.push(sign) }
            }
            out.push('"');
        }
    }
    impl<T: Show + ?Sized> Show for &T { fn show(&self, out: &mut Text) { (**self).show(out) } }
    impl<T: Show + ?Sized> Show for &mut T { fn show(&self, out: &mut Text) { (**self).show(out) } }
    impl<T: Show + ?Sized> Show for Box<T> { fn show(&self, out: &mut Text) { (**self).show(out) } }
    impl<T: Show> Show for Option<T> {
        fn show(&self, out: &mut Text) { if let Some(value) = self { value.show(out) } else { out.push_str("null") } }
    }
    impl<T: Show, E: std::fmt::Debug> Show for Result<T, E> {
        fn show(&self, out: &mut Text) { match self { Ok(value) => value.show(out), Err(error) => write!(out, "<Err({:?})>", error).unwrap() } }
    }
    impl<T: Show> Show for [T] { fn show(&self, out: &mut Text) { list(self.iter(), out) } }
    impl<T: Show, const N: usize> Show for [T; N] { fn show(&self, out: &mut Text) { list(self.iter(), out) } }
    fn list<T: Show>(items: impl Iterator<Item = T>, out: &mut Text) {
        out.push('[');
        for (at, item) in items.enumerate() {
            if at > 0 { out.push(',') }
            item.show(out);
        }
        out.push(']');
    }

    pub fn next(given: &mut std::vec::IntoIter<Value>) -> Value { given.next().unwrap() }

    pub fn attempt_all(call: fn(std::vec::IntoIter<Value>, &mut Text)) {
        use std::io::Write;
        static PLACE: std::sync::Mutex<Text> = std::sync::Mutex::new(Text::new());
        set_hook(Box::new(|info| {
            if let Some(place) = info.location() { *PLACE.lock().unwrap() = format!(" (line {})", place.line()) }
        }));
        let mut lines = __TAPE__.split('\n');
        print!("__NONCE__:0:begin:\n");
        for case in 0..__COUNT__ {
            let given = if let Value::List(items) = read(&mut lines) { items.into_iter() } else { unreachable!() };
            let mut out = Text::new();
            let ended = catch_unwind(AssertUnwindSafe(|| call(given, &mut out)));
            if let Err(thrown) = &ended {
                out.clear();
                let place = PLACE.lock().unwrap().clone();
                if let Some(Misfit(words)) = thrown.downcast_ref() { words.clone() }
                else if let Some(words) = thrown.downcast_ref::<Text>() { format!("panicked: {}{}", words, place) }
                else if let Some(words) = thrown.downcast_ref::<&str>() { format!("panicked: {}{}", words, place) }
                else { format!("panicked{}", place) }.show(&mut out);
            }
            print!("__NONCE__:{}:{}:{}\n", case, if ended.is_ok() { "ok" } else { "error" }, out);
            std::io::stdout().flush().unwrap();
        }
    }
}
fn main() { mm_::attempt_all(|mut given, out| mm_::Show::show(&__CALL__, out)) }
