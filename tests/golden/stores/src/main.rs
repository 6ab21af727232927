//! A store with settings of its own. Without its key nothing is remembered, and the result is right.

pub mod cached {
    rememo::include_wrappers!();
}

fn once() -> String {
    eprintln!("computed once");
    "a".repeat(100)
}

fn main() {
    println!("{}", cached::cached_once().len());
}
