//! The program, which calls the library's wrappers and its own.

mod cached {
    rememo::include_wrappers!();
}

fn own(value: u32) -> u32 {
    eprintln!("computed own");
    value
}

fn main() {
    println!("{}", golden_roots_lib::cached::cached_shared(1));
    println!("{}", cached::cached_own(1));
}
