//! Calculates with fractions.

use std::hash::{Hash, Hasher};

use num_rational::{BigRational, Ratio, Rational32, Rational64};

#[derive(Default)]
struct Sum(u64);

impl Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }
}

fn hashed(value: impl Hash) -> u64 {
    let mut sum = Sum::default();
    value.hash(&mut sum);
    sum.finish()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_arithmetic() -> String {
    let third = Rational64::new(-2, -6);
    let mut total: Rational64 = (1..=6).map(|at| Ratio::new(1, at)).sum();
    total -= third;
    total *= 3;
    total %= Rational64::new(5, 4);
    let product: Rational64 = (1..5).map(|at| Ratio::new(at, at + 1)).product();
    let raw = Rational32::new_raw(4, -8);
    let mut sorted = [
        Ratio::new(1, 3),
        Ratio::new(-1, 2),
        Ratio::new(i32::MAX, i32::MAX - 1),
    ];
    sorted.sort();
    format!(
        "{total} {product} {} {} {} {} {raw} {} {:?} {} {}",
        -third + 2,
        third / &total,
        third.pow(-3),
        total.fract(),
        raw.reduced(),
        sorted.map(|ratio| ratio.to_string()),
        hashed(raw) == hashed(raw.reduced()),
        raw == Ratio::new(-1, 2)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_text() -> String {
    let read = |text: &str| match text.parse::<Rational32>() {
        Ok(ratio) => format!(
            "{ratio} {} {} {}",
            ratio.floor(),
            ratio.ceil(),
            ratio.round()
        ),
        Err(error) => error.to_string(),
    };
    let texts = [
        "7/2", "-7/2", "6/4", "5", "1/0", "x/2", "", "-5/10", "1/2/3",
    ];
    let told: Vec<String> = texts.iter().map(|text| read(text)).collect();
    let ratio = Ratio::new(10_i32, 255);
    format!(
        "{told:?} {ratio:>8}| {ratio:#x} {ratio:#b} {ratio:o} {:+} {:05} {:?} {} {}",
        Ratio::new(1, 2),
        Ratio::from(3),
        Ratio::from((4, 6)),
        Ratio::new(3, 2).is_integer(),
        Ratio::new(9, 3).to_integer()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_float() -> String {
    let pi = Rational32::approximate_float(std::f64::consts::PI);
    let small = Ratio::<u8>::approximate_float_unsigned(0.3_f32);
    let exact = BigRational::from_float(0.1_f64).unwrap();
    let not_there = BigRational::from_float(f64::NAN);
    let mut series = BigRational::from_float(0.0_f32).unwrap();
    for at in 1..20 {
        series += format!("{}/{}", at, at * at + 1)
            .parse::<BigRational>()
            .unwrap();
    }
    let (above, below) = series.clone().into_raw();
    format!(
        "{pi:?} {small:?} {exact} {not_there:?} {series} {} {} {} {}",
        series.pow(-2).trunc(),
        above > below,
        (&series * &exact).recip().floor(),
        Rational64::approximate_float(-1e300).is_none()
    )
}
