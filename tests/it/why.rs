//! Why a function was re-keyed, as a user sees it: at the build, and asked of the command.

mod builds;
mod drawn;
mod kept;
mod same;
mod since;

use rememo_tests::scratch::{Printed, Scratch};
use serde_json::Value;

/// A package whose `report::monthly` reaches `rates::EUR` by way of `rates::convert`, and whose `report::plain` does not.
fn package(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write(
        "cache.toml",
        &format!(
            "[store]\nseal = \"none\"\n[functions]\n\"{name}::report::monthly\" = {{}}\n\"{name}::report::plain\" = {{}}\n"
        ),
    );
    scratch.write(
        "src/report.rs",
        "use crate::rates::convert;\npub fn monthly(year: u32) -> u32 { convert(year) }\npub fn plain(year: u32) -> u32 { year }\n",
    );
    scratch.write("src/rates.rs", RATES);
    scratch.write(
        "src/main.rs",
        "mod rates;\nmod report;\nmod cached { rememo::include_wrappers!(); }\nfn main() {\n    \
         for year in 1..4 { cached::report::cached_monthly(year); }\n    cached::report::cached_plain(1);\n}\n",
    );
    scratch.clean();
    scratch
}

const RATES: &str =
    "pub const EUR: u32 = 2;\n\npub fn convert(amount: u32) -> u32 { amount * EUR }\n";

/// Builds and gives the lines that say what was re-keyed, without what cargo puts before them.
fn rekeyed(scratch: &Scratch) -> Vec<String> {
    let told = scratch.build().unwrap_or_else(|fault| panic!("{fault}"));
    let lines = told.lines().filter(|line| line.contains("re-keyed"));
    lines
        .map(|line| line[line.find("rememo: ").expect("whose line it is")..].to_owned())
        .collect()
}

fn json(printed: &Printed) -> Value {
    serde_json::from_str(&printed.stdout).unwrap_or_else(|error| panic!("{error} in {printed:?}"))
}
