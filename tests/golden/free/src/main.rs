//! Free functions of every signature that is supported.

mod report;

pub mod cached {
    rememo::include_wrappers!();
}

/// Lies at the crate's root, private.
fn top() -> u32 {
    eprintln!("computed top");
    7
}

fn main() {
    println!("{}", cached::cached_top());
    println!("{:?}", cached::report::cached_monthly(2026, "EUR"));
    println!("{:?}", cached::report::cached_find(&["a".into(), "b".into()], "b"));
    println!("{:?}", cached::report::cached_find(&["a".into()], "c"));
    println!("{:?}", cached::report::cached_parse("12"));
    println!("{:?}", cached::report::cached_parse("twelve"));
    println!("{:?}", cached::report::cached_parse_all("twelve"));
    println!("{:?}", cached::report::cached_lookup(1));
    println!("{:?}", cached::report::cached_lookup(2));
    println!("{:?}", cached::report::cached_lookup(3));
    println!("{}", cached::report::cached_noisy(1, true));
    println!("{}", cached::report::cached_noisy(1, false));
    println!("{}", cached::report::cached_patterns((1, 2), [3, 4], 5));
    println!("{}", cached::report::cached_members(&["x", "y"].map(String::from).into()));
    println!("{}", cached::report::loud("quiet".into()));
    println!("{}", cached::report::cached_type(1, 2, 3));
    println!("{}", cached::report::monthly::contains(2026, "EUR"));
    println!("{}", cached::report::monthly::contains(2026, "USD"));
    println!("{}", cached::report::monthly::entry(2026, "EUR").is_some());
    // Forgotten at the end, so the second run computes it anew.
    println!("{}", cached::clear_namespace("reports"));
    println!("{}", cached::report::monthly::contains(2026, "EUR"));
}
