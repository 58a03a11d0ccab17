//! A copy of the shared document in another implementation: told what to do by lines of JSON on stdin, answers on stdout.
//! tests/clients/copies.py says what is asked.
use std::io::{self, BufRead, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use y_octo::{CrdtRead, CrdtWrite};
use yrs::updates::{decoder::Decode, encoder::Encode};
use yrs::{GetString, OffsetKind, ReadTxn, Text, Transact};

trait Copy {
    fn insert(&mut self, at: u32, text: &str);
    fn delete(&mut self, at: u32, length: u32);
    fn apply(&mut self, update: &[u8]);
    fn missing(&self, state: &[u8]) -> Vec<u8>;
    fn state(&self) -> Vec<u8>;
    fn text(&self) -> String;
}

struct Yrs {
    doc: yrs::Doc,
    code: yrs::TextRef,
}

impl Yrs {
    fn new() -> Self {
        let options = yrs::Options { offset_kind: OffsetKind::Utf16, ..Default::default() };
        let doc = yrs::Doc::with_options(options);
        let code = doc.get_or_insert_text("code");
        Self { doc, code }
    }
}

impl Copy for Yrs {
    fn insert(&mut self, at: u32, text: &str) {
        self.code.insert(&mut self.doc.transact_mut(), at, text);
    }
    fn delete(&mut self, at: u32, length: u32) {
        self.code.remove_range(&mut self.doc.transact_mut(), at, length);
    }
    fn apply(&mut self, update: &[u8]) {
        self.doc.transact_mut().apply_update(yrs::Update::decode_v1(update).unwrap()).unwrap();
    }
    fn missing(&self, state: &[u8]) -> Vec<u8> {
        self.doc.transact().encode_diff_v1(&yrs::StateVector::decode_v1(state).unwrap())
    }
    fn state(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }
    fn text(&self) -> String {
        self.code.get_string(&self.doc.transact())
    }
}

struct Octo {
    doc: y_octo::Doc,
    code: y_octo::Text,
}

impl Octo {
    fn new() -> Self {
        let doc = y_octo::Doc::new();
        let code = doc.get_or_create_text("code").unwrap();
        Self { doc, code }
    }
}

impl Copy for Octo {
    fn insert(&mut self, at: u32, text: &str) {
        self.code.insert(at.into(), text).unwrap();
    }
    fn delete(&mut self, at: u32, length: u32) {
        self.code.remove(at.into(), length.into()).unwrap();
    }
    fn apply(&mut self, update: &[u8]) {
        self.doc.apply_update_from_binary_v1(update).unwrap();
    }
    fn missing(&self, state: &[u8]) -> Vec<u8> {
        let state = y_octo::StateVector::read(&mut y_octo::RawDecoder::new(state)).unwrap();
        self.doc.encode_state_as_update_v1(&state).unwrap()
    }
    fn state(&self) -> Vec<u8> {
        let mut encoder = y_octo::RawEncoder::default();
        self.doc.get_state_vector().write(&mut encoder).unwrap();
        encoder.into_inner()
    }
    fn text(&self) -> String {
        self.code.to_string()
    }
}

fn bytes(given: &Value) -> Vec<u8> {
    STANDARD.decode(given.as_str().unwrap()).unwrap()
}

fn number(given: &Value) -> u32 {
    given.as_u64().unwrap().try_into().unwrap()
}

fn main() -> io::Result<()> {
    let library = std::env::args().nth(1);
    let mut copy: Box<dyn Copy> = match library.as_deref() {
        Some("yrs") => Box::new(Yrs::new()),
        Some("y-octo") => Box::new(Octo::new()),
        other => panic!("there is no library {other:?} here"),
    };
    for line in io::stdin().lock().lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let answer = match given["name"].as_str().unwrap() {
            "insert" => {
                copy.insert(number(&given["at"]), given["text"].as_str().unwrap());
                json!({})
            }
            "delete" => {
                copy.delete(number(&given["at"]), number(&given["length"]));
                json!({})
            }
            "apply" => {
                copy.apply(&bytes(&given["update"]));
                json!({})
            }
            "missing" => json!({ "update": STANDARD.encode(copy.missing(&bytes(&given["state"]))) }),
            "state" => json!({ "state": STANDARD.encode(copy.state()) }),
            "text" => json!({ "text": copy.text() }),
            other => panic!("no {other} here"),
        };
        println!("{answer}");
        io::stdout().flush()?;
    }
    Ok(())
}
