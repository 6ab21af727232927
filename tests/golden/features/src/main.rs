//! Functions under `#[cfg]`: the one of this build is remembered, under its own condition.

#[cfg(feature = "slow")]
mod both {
    pub fn speed() -> &'static str {
        "slow"
    }
}

#[cfg(feature = "fast")]
mod both {
    pub fn speed() -> String {
        eprintln!("computed both::speed");
        "fast".to_owned()
    }
}

#[cfg(feature = "slow")]
fn speed() -> u32 {
    1
}

#[cfg(all(feature = "fast", not(feature = "slow")))]
fn speed() -> u32 {
    eprintln!("computed speed");
    100
}

mod cached {
    rememo::include_wrappers!();
}

fn main() {
    println!("{}", cached::cached_speed());
    println!("{}", cached::both::cached_speed());
}
