//! Draws numbers.

use fastrand::Rng;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_numbers() -> String {
    let mut random = Rng::with_seed(7);
    format!(
        "{} {} {} {} {:?}",
        random.u8(..),
        random.i32(-5..=5),
        random.usize(3..9),
        random.bool(),
        random.f64()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_choice() -> String {
    let mut random = Rng::with_seed(42);
    let mut all = [1, 2, 3, 4, 5, 6];
    random.shuffle(&mut all);
    let chosen = random.choose_multiple(all.iter(), 3);
    format!(
        "{all:?} {chosen:?} {:?} {}",
        random.choice(all),
        random.alphanumeric()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_fork() -> String {
    let mut random = Rng::with_seed(1);
    let mut other = random.fork();
    let mut bytes = [0u8; 11];
    other.fill(&mut bytes);
    format!(
        "{bytes:?} {} {} {}",
        random.get_seed(),
        other.char('a'..='z'),
        random.u128(..1000)
    )
}
