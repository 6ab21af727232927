//! What is read at run time is told, with the chain to it; what is declared or exempt is not.

use rememo_build::diagnostic::Place;
use rememo_build::plan::{Depend, Level, Request};
use rememo_tests::crates::{Crates, request};

/// What a deep function does, and what the warning begins with.
const CASES: &[(&str, &str)] = &[
    ("let _ = std::time::Instant::now();", "the clock is read"),
    (
        "use std::time::SystemTime as T; let _ = T::now();",
        "the clock is read",
    ),
    ("let _ = std::env::var(\"X\");", "the environment is read"),
    ("let _ = std::fs::read(\"x\");", "files are read"),
    (
        "fn p(x: &std::path::Path) -> bool { x.exists() } p(\"x\".as_ref());",
        "files are read",
    ),
    (
        "let _ = std::net::TcpStream::connect(\"x\");",
        "the network is used",
    ),
    (
        "static N: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0); let _ = &N;",
        "state that lasts",
    ),
    (
        "let m = std::collections::HashMap::<u8, u8>::new(); for _ in &m {}",
        "a hash map is walked",
    ),
    (
        "let m: std::collections::HashSet<u8> = Default::default(); m.iter().count();",
        "a hash map is walked",
    ),
];

fn warnings(body: &str) -> Vec<String> {
    let text = format!(
        "pub fn f() {{ g() }} fn g() {{ deep() }} fn deep() {{ {body} }} fn apart() {{ let _ = std::fs::read(\"y\"); }}"
    );
    Crates::lib(&text).closure("app::f").warnings
}

#[test]
fn each_kind_is_told_with_the_chain_to_it() {
    for (body, message) in CASES {
        let found = warnings(body);
        let [only] = &found[..] else {
            panic!("`{body}` gives one warning: {found:?}")
        };
        assert!(only.contains(message), "{body}: {only}");
        assert!(
            only.contains("app::f → app::g → app::deep"),
            "{body}: {only}"
        );
    }
}

#[test]
fn pure_code_is_not_told() {
    for body in [
        "let m = std::collections::BTreeMap::<u8, u8>::new(); for _ in &m {}",
        "let m = std::collections::HashMap::<u8, u8>::new(); m.get(&1);",
        "static N: std::sync::OnceLock<u8> = std::sync::OnceLock::new(); N.get_or_init(|| 1);",
        "let _ = std::time::Duration::from_secs(1);",
    ] {
        assert_eq!(warnings(body), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn what_is_declared_or_exempt_is_silent() {
    let crates = Crates::lib(
        "pub fn f() { log(); let _ = std::fs::read(\"x\"); } fn log() { let _ = std::time::Instant::now(); }",
    );
    crates.write("x", "1");
    let place = Place::whole(crates.path().join("cache.toml"));
    let mut request = request("app::f", Level::Closure);
    assert_eq!(crates.closure_of(request.clone()).warnings.len(), 2);
    request
        .depends
        .push((Depend::Files("x".to_owned()), place.clone()));
    assert_eq!(crates.closure_of(request.clone()).warnings.len(), 1);
    request.exempt.push(("app::log".to_owned(), place));
    assert_eq!(crates.closure_of(request).warnings, Vec::<String>::new());
}

#[test]
fn what_is_looked_at_on_each_call_is_silent() {
    let crates = Crates::lib(
        "pub fn f() { let _ = std::fs::read(\"x\"); let _ = std::env::var(\"X\"); let _ = std::time::Instant::now(); }",
    );
    let mut request = request("app::f", Level::Closure);
    let told = |request: &Request| crates.closure_of(request.clone()).warnings.join("; ");
    request.inputs.files = true;
    assert!(!told(&request).contains("files"), "{}", told(&request));
    assert!(told(&request).contains("environment"), "{}", told(&request));
    request.inputs.environment = true;
    assert!(
        !told(&request).contains("environment"),
        "{}",
        told(&request)
    );
    assert!(told(&request).contains("clock"), "{}", told(&request));
}
