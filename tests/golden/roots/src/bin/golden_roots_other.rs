//! A program of which nothing is listed: it can include its wrappers all the same.

mod cached {
    rememo::include_wrappers!();
}

fn main() {}
