//! Methods, associated functions, methods of a trait, of generic types and of types with a lifetime.

mod pricing;

pub mod cached {
    rememo::include_wrappers!();
}

use pricing::{Held, Model, View};

fn main() {
    let model = Model::cached_load("x");
    println!("{model:?}");
    println!("{}", model.cached_price(3));
    println!("{}", Model { base: 9 }.cached_price(3));
    println!("{:?}", model.cached_quote(2));
    println!("{}", Held { inside: vec![1u8] }.cached_size(&Held { inside: vec![2u8, 3] }));
    println!("{}", Held { inside: vec!["a".to_owned()] }.cached_size(&Held { inside: vec![] }));
    println!("{}", Held { inside: vec![1u8] }.cached_convert::<u64>(4));
    println!("{}", Held { inside: vec![2u8] }.cached_convert::<u64>(4));
    println!("{}", View { text: "four" }.cached_len());
    println!("{}", cached::pricing::Model::price::contains(&model, 3));
    println!("{}", cached::pricing::Model::price::contains(&model, 4));
    println!("{}", cached::pricing::Held::size::contains(&Held { inside: vec![1u8] }, &Held { inside: vec![2u8, 3] }));
}
