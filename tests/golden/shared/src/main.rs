//! What threads, processes and calls share: computations, decoded results, numbers where they lie.

/// Wrappers.
pub mod cached {
    rememo::include_wrappers!();
}

/// The squares below `n`.
pub fn squares(n: u32) -> Vec<u64> {
    eprintln!("computed squares({n})");
    (0..u64::from(n)).map(|i| i * i).collect()
}

/// A series of samples.
#[derive(serde::Serialize)]
pub struct Series {
    /// Where it begins.
    pub start: f64,
}

impl Series {
    /// Its samples.
    pub fn samples(&self, n: usize) -> Vec<f64> {
        eprintln!("computed samples({n})");
        (0..n).map(|i| self.start + i as f64).collect()
    }
}

/// Half of an even number's bytes.
pub fn half(n: u32) -> Result<Vec<u8>, String> {
    eprintln!("computed half({n})");
    if n % 2 == 0 {
        Ok((n / 2).to_le_bytes().to_vec())
    } else {
        Err(format!("{n} is odd"))
    }
}

/// `of`, `n` times.
pub fn repeated<T: Clone>(of: &T, n: usize) -> Vec<T> {
    eprintln!("computed repeated({n})");
    vec![of.clone(); n]
}

fn main() {
    for _ in 0..2 {
        println!("{:?}", cached::cached_squares(5));
        let view = cached::cached_squares_view(5);
        println!("{:?} {}", &*view, view.is_mapped());
        let series = Series { start: 0.5 };
        println!("{:?}", series.cached_samples_view(3));
        println!("{:?}", series.cached_samples(3));
        println!("{:?} {:?}", cached::cached_half(2), cached::cached_half(3));
        println!("{:?}", cached::cached_repeated(&'x', 2));
    }
    let stats = cached::squares::stats();
    println!("{} hits of squares, {} computed", stats.hits, stats.computed);
}
