#!/usr/bin/env bash
# y-octo: texts that two people insert at one place come out in another order than with Yjs, if one was split since.
#
# Expected: all implementations of Yjs' algorithm show the same once they have applied the same updates.
# Seen with 0.1.1: client 1 inserts "AAAA" before "z", and then "_" in the middle of that; client 2 has only "z" by then
# and inserts "BB" before it. yrs 0.28.1 shows AA_AABBz, as Yjs does; y-octo shows AABB_AAz, and stays that way. When
# client 1 leaves out the "_", both show the same.
#
# Needs cargo. Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "order"
version = "0.0.0"
edition = "2024"

[dependencies]
y-octo = "=0.1.1"
yrs = "=0.28.1"
TOML
cat >src/main.rs <<'RUST'
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, ReadTxn, StateVector, Text, Transact, Update};

fn insert(doc: &Doc, at: u32, text: &str) -> Vec<u8> {
    let code = doc.get_or_insert_text("code");
    let mut transaction = doc.transact_mut();
    let before = transaction.state_vector();
    code.insert(&mut transaction, at, text);
    transaction.encode_diff_v1(&before)
}

fn read(doc: &Doc, update: &[u8]) {
    doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
}

/// Returns what yrs and y-octo show.
fn shown(is_split: bool) -> [String; 2] {
    let [base, one, two] = [9, 1, 2].map(Doc::with_client_id);
    let mut updates = vec![insert(&base, 0, "z")];
    read(&one, &updates[0]);
    read(&two, &updates[0]);
    updates.push(insert(&one, 0, "AAAA"));
    if is_split {
        updates.push(insert(&one, 2, "_"));
    }
    updates.push(insert(&two, 0, "BB"));
    let yrs = Doc::new();
    let mut octo = y_octo::Doc::new();
    for update in &updates {
        read(&yrs, update);
        octo.apply_update_from_binary_v1(update).unwrap();
    }
    let whole = yrs.transact().encode_diff_v1(&StateVector::default());
    octo.apply_update_from_binary_v1(whole).unwrap();
    let text = yrs.get_or_insert_text("code").get_string(&yrs.transact());
    [text, octo.get_or_create_text("code").unwrap().to_string()]
}

fn main() {
    let (split, unsplit) = (shown(true), shown(false));
    println!("y-octo 0.1.1");
    println!("  split: yrs {}, y-octo {}; not split: yrs {}, y-octo {}", split[0], split[1], unsplit[0], unsplit[1]);
    let known = split == ["AA_AABBz", "AABB_AAz"] && unsplit == ["AAAABBz", "AAAABBz"];
    std::process::exit(i32::from(!known));
}
RUST
cargo run --quiet --release
