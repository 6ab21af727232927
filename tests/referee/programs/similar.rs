//! Compares texts and slices.

const OLD: &str = "one\ntwo\nthree\nfour\nfive\nsix\n";
const NEW: &str = "one\n2\nthree\nfive\nsix\nseven\n";

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_lines() -> String {
    similar::TextDiff::from_lines(OLD, NEW).unified_diff().context_radius(1).header("old", "new").to_string()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_slices() -> String {
    let old = [1, 2, 3, 4, 5, 9, 9];
    let new = [1, 3, 4, 6, 5, 9];
    let algorithms = [similar::Algorithm::Myers, similar::Algorithm::Patience, similar::Algorithm::Lcs];
    algorithms.iter().map(|algorithm| format!("{:?}\n", similar::capture_diff_slices(*algorithm, &old, &new))).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_ratio() -> String {
    let ops = [
        similar::DiffOp::Equal { old_index: 0, new_index: 0, len: 3 },
        similar::DiffOp::Delete { old_index: 3, old_len: 2, new_index: 3 },
    ];
    format!("{:.4}", similar::diff_ratio(&ops, 5, 3))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_close() -> String {
    similar::get_close_matches("appel", &["ape", "apple", "peach", "puppy"], 3, 0.5).join(" ")
}
