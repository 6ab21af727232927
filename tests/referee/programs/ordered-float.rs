//! Works with floats that have an order.

use ordered_float::{FloatCore, NotNan, OrderedFloat};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sort() -> String {
    let mut all = [2.5, f64::NAN, -0.0, 0.0, -7.25].map(OrderedFloat);
    all.sort();
    format!("{all:?} {} {:?}", all[0] + 1.0, all.iter().max())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_not_nan() -> String {
    let one = NotNan::new(1.5f32).unwrap();
    let mut two = NotNan::new(2.75f32).unwrap();
    two += one;
    format!(
        "{two} {:?} {:?} {}",
        NotNan::new(f32::NAN),
        "x".parse::<NotNan<f64>>().is_err(),
        (-two).is_sign_negative()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sum() -> String {
    let sum: OrderedFloat<f32> = [1.0, 2.0, 0.5].into_iter().map(OrderedFloat).sum();
    let set: std::collections::BTreeSet<NotNan<f64>> = [3.0, 1.0]
        .into_iter()
        .filter_map(|number| NotNan::new(number).ok())
        .collect();
    format!("{sum:?} {set:?} {:?}", OrderedFloat(2.7f64).floor())
}
