//! Draws from seeds that are known.

use rand::distr::weighted::WeightedIndex;
use rand::distr::{
    Alphanumeric, Bernoulli, Distribution, Open01, SampleString, StandardUniform, Uniform,
    slice::Choose,
};
use rand::rngs::{SmallRng, StdRng, Xoshiro256PlusPlus};
use rand::seq::{IndexedRandom, IteratorRandom, SliceRandom, index};
use rand::{Rng, RngExt, SeedableRng};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_draw() -> String {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(42);
    let whole: (u8, i64, bool, char) = rng.random();
    let array: [u16; 3] = rng.random();
    let float = rng.random::<f64>();
    let within = rng.random_range(-5..=5i32);
    let wide = rng.random_range(0..1u64 << 40);
    let mut bytes = [0u8; 5];
    rng.fill(&mut bytes);
    let odds: Vec<bool> = (0..6).map(|_| rng.random_ratio(1, 3)).collect();
    let mut other = rng.clone();
    format!(
        "{whole:?} {array:?} {float:.6} {within} {wide} {bytes:?} {odds:?} {} {}",
        other.next_u32(),
        rng.next_u64()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_distributions() -> String {
    let mut rng = SmallRng::seed_from_u64(7);
    let uniform = Uniform::new(1.5f32, 2.5).unwrap();
    let dice = Uniform::new_inclusive(1u8, 6).unwrap();
    let weights = WeightedIndex::new([1u32, 0, 5]).unwrap();
    let coin = Bernoulli::new(0.3).map(|coin| coin.sample(&mut rng));
    let wrong = WeightedIndex::new([0u32; 2])
        .map(|_| ())
        .map_err(|error| error.to_string());
    let empty = Uniform::new(3, 3)
        .map(|_| ())
        .map_err(|error| error.to_string());
    let rolls: Vec<u8> = dice.sample_iter(&mut rng).take(4).collect();
    let picks: Vec<usize> = (0..4).map(|_| weights.sample(&mut rng)).collect();
    let open: f32 = rng.sample(Open01);
    let letters = ['x', 'y', 'z'];
    let chosen: String = Choose::new(&letters)
        .unwrap()
        .sample_iter(&mut rng)
        .take(3)
        .collect();
    let mapped: u32 = rng.sample(StandardUniform.map(|number: u16| u32::from(number) + 1));
    format!(
        "{:.4} {rolls:?} {picks:?} {coin:?} {wrong:?} {empty:?} {open:.4} {chosen} {mapped} {}",
        uniform.sample(&mut rng),
        Alphanumeric.sample_string(&mut rng, 6)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sequences() -> String {
    let mut rng = StdRng::from_seed([3; 32]);
    let mut cards: Vec<u32> = (0..10).collect();
    cards.shuffle(&mut rng);
    let one = cards.choose(&mut rng).copied();
    let some: Vec<u32> = cards.sample(&mut rng, 3).copied().collect();
    let heavy = cards.choose_weighted(&mut rng, |card| card * card).copied();
    let (part, _) = cards.partial_shuffle(&mut rng, 2);
    let part = part.to_vec();
    let stable = (0..20)
        .filter(|number| number % 3 == 0)
        .choose_stable(&mut rng);
    let reservoir = (100..140).sample(&mut rng, 3);
    let indices = index::sample(&mut rng, 1000, 4).into_vec();
    let weighted = index::sample_weighted(&mut rng, 5, |at| at as f64, 2).map(|found| found.len());
    let mut fork: SmallRng = SmallRng::from_rng(&mut rng);
    format!(
        "{cards:?} {one:?} {some:?} {heavy:?} {part:?} {stable:?} {reservoir:?} {indices:?} {weighted:?} {}",
        fork.random_bool(0.5)
    )
}
