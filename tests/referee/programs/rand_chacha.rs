//! Draws numbers that a seed settles.

use rand_chacha::rand_core::block::Generator;
use rand_chacha::rand_core::{CryptoRng, Rng, SeedableRng};
use rand_chacha::{ChaCha8Rng, ChaCha12Rng, ChaCha20Core, ChaCha20Rng};

fn draw<R: CryptoRng + ?Sized>(rng: &mut R) -> (u32, u64, [u8; 5]) {
    let mut bytes = [0; 5];
    let numbers = (rng.next_u32(), rng.next_u64());
    rng.fill_bytes(&mut bytes);
    (numbers.0, numbers.1, bytes)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_draw() -> String {
    let seed: [u8; 32] = std::array::from_fn(|at| at as u8);
    let mut few = ChaCha8Rng::from_seed(seed);
    let mut some = ChaCha12Rng::seed_from_u64(42);
    let mut many = ChaCha20Rng::from_seed(seed);
    let all: [&mut dyn CryptoRng; 3] = [&mut few, &mut some, &mut many];
    let drawn = all.map(|rng| draw(rng));
    let mut long = [0; 301];
    many.fill_bytes(&mut long);
    let sum: u32 = long.iter().map(|byte| u32::from(*byte)).sum();
    format!("{drawn:?} {sum} {:?} {:?}", many.get_seed() == seed, some)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_seek() -> String {
    let mut rng = ChaCha20Rng::seed_from_u64(7);
    let first: Vec<u32> = (0..70).map(|_| rng.next_u32()).collect();
    let place = rng.get_word_pos();
    rng.set_word_pos(3);
    let again = rng.next_u32() == first[3];
    rng.set_word_pos(15);
    let over = rng.next_u64() == u64::from(first[15]) | u64::from(first[16]) << 32;
    rng.set_stream(5);
    let stream = (rng.get_stream(), rng.next_u32(), rng.get_word_pos());
    rng.set_word_pos(u128::from(u64::MAX) << 4);
    let far = (rng.next_u64(), rng.get_word_pos());
    format!("{place} {again} {over} {stream:?} {far:?} {}", first[69])
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_fork() -> String {
    let mut parent = ChaCha12Rng::seed_from_u64(1);
    let mut copy = parent.clone();
    let mut child = ChaCha8Rng::from_rng(&mut parent);
    let mut twin = copy.fork();
    let equal = parent == copy;
    let apart = (child.next_u64(), twin.next_u64());
    copy.next_u32();
    let mut core = ChaCha20Core::from_seed([9; 32]);
    let mut block = [0; 64];
    core.generate(&mut block);
    let later = core.clone();
    core.generate(&mut block);
    let mut whole = ChaCha20Rng::from(later.clone());
    format!(
        "{equal} {apart:?} {} {:?} {} {} {later:?}",
        parent == copy,
        &block[..3],
        whole.next_u32() == block[0],
        later == core
    )
}
