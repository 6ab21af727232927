//! Matches paths against globs.

use std::path::Path;

use globset::{Candidate, Glob, GlobBuilder, GlobSet, GlobSetBuilder};

const PATHS: [&str; 9] = [
    "main.rs",
    "src/lib.rs",
    "src/deep/er/mod.rs",
    "Cargo.toml",
    "a/.hidden",
    "x{y}.txt",
    "SRC/LIB.RS",
    "b-1.log",
    "",
];

fn matched(is_match: impl Fn(&str) -> bool) -> String {
    PATHS
        .iter()
        .map(|path| if is_match(path) { '1' } else { '0' })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_single() -> String {
    let plain = [
        "*.rs",
        "src/**/*.rs",
        "**/mod.rs",
        "[!a-m]*",
        "?-[0-9].{log,txt}",
    ];
    let mut text = String::new();
    for glob in plain {
        let matcher = Glob::new(glob).unwrap().compile_matcher();
        text.push_str(&format!(
            "{glob} {}\n",
            matched(|path| matcher.is_match(path))
        ));
    }
    let strict = GlobBuilder::new("src/*.RS")
        .literal_separator(true)
        .case_insensitive(true)
        .build()
        .unwrap()
        .compile_matcher();
    let escaped = GlobBuilder::new(&globset::escape("x{y}.txt"))
        .build()
        .unwrap();
    let empty = GlobBuilder::new("{,src/}lib.rs")
        .empty_alternates(true)
        .build()
        .unwrap();
    format!(
        "{text}{} {} {} {escaped} {:?}",
        matched(|path| strict.is_match(Path::new(path))),
        matched(|path| escaped.compile_matcher().is_match(path)),
        matched(|path| empty.compile_matcher().is_match(path)),
        strict.glob().glob()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_set() -> String {
    let mut builder = GlobSetBuilder::new();
    let globs = [
        "Cargo.toml",
        "*.rs",
        "**/.hidden",
        "src/**",
        "**/er/*.rs",
        "*.{toml,log}",
        "a*/[.h]*",
    ];
    for glob in globs {
        builder.add(Glob::new(glob).unwrap());
    }
    let set = builder.build().unwrap();
    let mut text = String::new();
    let mut found = Vec::new();
    for path in PATHS {
        let candidate = Candidate::new(path);
        set.matches_candidate_into(&candidate, &mut found);
        text.push_str(&format!(
            "{path} {found:?} {} {}\n",
            set.is_match_candidate(&candidate),
            set.matches_all(path)
        ));
    }
    let none = GlobSet::empty();
    format!(
        "{text}{} {:?} {}",
        set.len(),
        none.matches("x"),
        none.is_empty()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrong() -> String {
    let globs = [
        "[",
        "[]",
        "[z-a]",
        "{a",
        "a}",
        "{a,{b}}",
        "a\\",
        "**a/**/**",
        "[!]-]",
        "[^a]",
    ];
    let told = |glob: &&str| match Glob::new(glob) {
        Ok(glob) => format!("{}\n", glob.regex()),
        Err(error) => format!("{error} {:?} {:?}\n", error.kind(), error.glob()),
    };
    let lenient = GlobBuilder::new("a[b").allow_unclosed_class(true).build();
    let raw = GlobBuilder::new("a\\*").backslash_escape(false).build();
    format!(
        "{}{:?} {:?} {:?}",
        globs.iter().map(told).collect::<String>(),
        lenient.map(|glob| glob.regex().to_owned()),
        raw.map(|glob| glob.regex().to_owned()),
        "x{1..2}".parse::<Glob>().map(|glob| glob.to_string())
    )
}
