//! A crate that allows itself nothing: what is generated must not break it.
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, unsafe_code, unused)]
#![deny(rust_2018_idioms, missing_debug_implementations, single_use_lifetimes, trivial_casts)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
// At odds with `unreachable_pub`.
#![allow(clippy::redundant_pub_crate)]

mod rules {
    //! Rules.
    use serde::{Deserialize, Serialize};

    /// A rule, as [`count`] counts them.
    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub(crate) struct Rule {
        /// What it adds.
        pub(crate) add: u64,
    }

    impl Rule {
        /// Applies [`Rule::add`].
        pub(crate) fn apply(&self, to: u64) -> u64 {
            eprintln!("computed apply");
            self.add + to
        }
    }

    /// Counts [`Rule`]s.
    pub(crate) fn count(rules: &[Rule]) -> usize {
        eprintln!("computed count");
        rules.len()
    }

    /// Fails for 0.
    ///
    /// # Errors
    ///
    /// If it is 0.
    pub(crate) fn checked(value: u64) -> Result<u64, String> {
        eprintln!("computed checked");
        if value == 0 { Err("zero".to_owned()) } else { Ok(value) }
    }
}

/// Wrappers.
pub mod cached {
    rememo::include_wrappers!();
}

fn total(values: Vec<u64>) -> u64 {
    eprintln!("computed total");
    values.into_iter().sum()
}

fn main() {
    let rule = rules::Rule { add: 1 };
    println!("{}", rule.cached_apply(2));
    println!("{}", cached::rules::cached_count(&[rule]));
    println!("{:?}", cached::rules::cached_checked(1));
    println!("{}", cached::cached_total(vec![1, 2]));
}
