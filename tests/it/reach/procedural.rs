//! What runs when the program is compiled: procedural macros of the workspace, build scripts, and what both are made of.

use rememo_tests::crates::Crates;

const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\n[workspace]\n";
const MACROS: &str = "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n";
const LIBRARY: &str = "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

/// Files of a workspace, and an edit of one of them.
struct Edit<'a> {
    files: &'a [(&'a str, &'a str)],
    file: &'a str,
    from: &'a str,
    to: &'a str,
}

impl Edit<'_> {
    /// Whether it changes the fingerprint of `app::f`.
    fn moves(&self) -> bool {
        let mut files = vec![("Cargo.toml", APP)];
        files.extend(self.files);
        let crates = Crates::new(&files);
        let before = crates.closure("app::f").fingerprint;
        crates.edit(self.file, self.from, self.to);
        before != crates.closure("app::f").fingerprint
    }
}

/// The same of several edits of the same files, each by itself: file, what is there, and what comes instead.
fn moving<'a>(files: &'a [(&'a str, &'a str)]) -> impl Fn(&str, &str, &str) -> bool + 'a {
    move |file, from, to| {
        Edit {
            files,
            file,
            from,
            to,
        }
        .moves()
    }
}

fn with_macro(app: &str, macros: &str, file: &str, from: &str, to: &str) -> bool {
    let files = [
        ("dep/Cargo.toml", MACROS),
        ("src/lib.rs", app),
        ("dep/src/lib.rs", macros),
    ];
    let files = &files;
    Edit {
        files,
        file,
        from,
        to,
    }
    .moves()
}

#[test]
fn a_function_like_macro_of_the_workspace_counts_with_what_it_calls() {
    for app in [
        "pub fn f() -> u8 { dep::go!() }",
        "use dep::go; pub fn f() -> u8 { go!() }",
        "dep::go!(); pub fn f() -> u8 { written() }",
        "pub fn f() -> u8 { let x: dep::go!() = 1; x }",
    ] {
        let of_macro = "#[proc_macro] pub fn go(_: TokenStream) -> TokenStream { text().parse().unwrap() } fn text() -> &'static str { \"1\" }";
        assert!(
            with_macro(app, of_macro, "dep/src/lib.rs", "\"1\"", "\"2\""),
            "{app}"
        );
    }
}

#[test]
fn a_method_that_a_macro_of_the_workspace_calls_counts() {
    let of_macro = "#[proc_macro] pub fn go(x: TokenStream) -> TokenStream { format!(\"{x}.o.run()\").parse().unwrap() }";
    for field in ["N", "Box<dyn Run>"] {
        let app = format!(
            "pub trait Run {{ fn run(&self) -> u8; }}\npub struct N;\nimpl Run for N {{ fn run(&self) -> u8 {{ 10 }} }}\n\
            pub struct S {{ o: {field} }}\nimpl From<N> for S {{ fn from(n: N) -> S {{ S {{ o: n.into() }} }} }}\n\
            impl From<N> for Box<dyn Run> {{ fn from(n: N) -> Self {{ Box::new(n) }} }}\n\
            pub fn f() -> u8 {{ let s = S::from(N); dep::go!(s) }}\n"
        );
        assert!(
            with_macro(&app, of_macro, "src/lib.rs", "10", "11"),
            "{field}: a miss"
        );
    }
}

#[test]
fn a_call_that_an_attribute_stands_on_is_the_attributes() {
    let app = "macro_rules! own { ($x:expr) => { pub fn g() -> u8 { $x } }; }\n#[dep::at]\nown!(10);\npub fn f() -> u8 { g() }\n";
    let of_macro = "#[proc_macro_attribute] pub fn at(_: TokenStream, item: TokenStream) -> TokenStream { text(item) } \
        fn text(_: TokenStream) -> TokenStream { \"pub fn g() -> u8 { 1 }\".parse().unwrap() }";
    assert!(
        with_macro(app, of_macro, "dep/src/lib.rs", "{ 1 }", "{ 2 }"),
        "the attribute's macro: a miss"
    );
    assert!(
        with_macro(app, of_macro, "src/lib.rs", "10", "11"),
        "the call: a miss"
    );
}

#[test]
fn what_a_macro_of_the_workspace_may_write_counts() {
    let of_macro = "#[proc_macro] pub fn go(_: TokenStream) -> TokenStream { quote!(crate::hidden()) } #[proc_macro_derive(D)] pub fn d(_: TokenStream) -> TokenStream { \"impl T for A { fn m() -> u8 { ::app::hidden() } }\".parse().unwrap() } #[proc_macro_attribute] pub fn at(_: TokenStream, _: TokenStream) -> TokenStream { quote!(fn g() -> u8 { super::hidden() }) }";
    for app in [
        "pub fn f() -> u8 { dep::go!() } fn hidden() -> u8 { 1 } fn other() -> u8 { 7 }",
        "extern crate self as app; pub trait T { fn m() -> u8; } #[derive(dep::D)] struct A; pub fn f() -> u8 { <A as T>::m() } pub fn hidden() -> u8 { 1 } fn other() -> u8 { 7 }",
        "mod m { #[dep::at] pub fn g() -> u8 { 5 } } pub fn f() -> u8 { m::g() } fn hidden() -> u8 { 1 } fn other() -> u8 { 7 }",
    ] {
        let moves = |from, to| with_macro(app, of_macro, "src/lib.rs", from, to);
        assert!(moves("{ 1 }", "{ 2 }"), "{app}");
        assert!(!moves("{ 7 }", "{ 8 }"), "a hit: {app}");
    }
}

#[test]
fn a_derive_of_a_name_that_std_has_counts_if_it_is_imported() {
    let app = "use dep::Debug; #[derive(Debug)] pub struct A; pub fn f(_: &A) -> u8 { 1 }";
    let of_macro = "#[proc_macro_derive(Debug)] pub fn d(_: TokenStream) -> TokenStream { \"\".parse().unwrap() }";
    assert!(with_macro(app, of_macro, "dep/src/lib.rs", "\"\"", "\" \""));
    let plain = "#[derive(Debug)] pub struct A; pub fn f(_: &A) -> u8 { 1 }";
    assert!(!with_macro(
        plain,
        of_macro,
        "dep/src/lib.rs",
        "\"\"",
        "\" \""
    ));
}

#[test]
fn what_a_macro_of_the_workspace_is_built_with_counts() {
    let manifest = format!("{MACROS}[dependencies]\nhelp = {{ path = \"../help\" }}\n");
    let help = LIBRARY.replace("\"dep\"", "\"help\"");
    let edit = Edit {
        files: &[
            ("dep/Cargo.toml", &manifest),
            ("help/Cargo.toml", &help),
            ("src/lib.rs", "pub fn f() -> u8 { dep::go!() }"),
            (
                "dep/src/lib.rs",
                "#[proc_macro] pub fn go(_: TokenStream) -> TokenStream { help::text().parse().unwrap() }",
            ),
            (
                "help/src/lib.rs",
                "pub fn text() -> String { inner() } fn inner() -> String { \"1\".into() }",
            ),
        ],
        file: "help/src/lib.rs",
        from: "\"1\"",
        to: "\"2\"",
    };
    assert!(edit.moves());
}

#[test]
fn all_that_a_build_script_is_made_of_counts() {
    let built = format!("{LIBRARY}[build-dependencies]\nhelp = {{ path = \"../help\" }}\n");
    let help = LIBRARY.replace("\"dep\"", "\"help\"");
    let decided = "#[cfg(has_x)] pub fn g() -> u8 { 1 } #[cfg(not(has_x))] pub fn g() -> u8 { 2 }";
    for library in [decided, "include!(concat!(env!(\"OUT_DIR\"), \"/g.rs\"));"] {
        let files: &[(&str, &str)] = &[
            ("dep/Cargo.toml", &built),
            ("help/Cargo.toml", &help),
            ("src/lib.rs", "pub fn f() -> u8 { dep::g() }"),
            ("dep/src/lib.rs", library),
            (
                "dep/build.rs",
                "mod probe; fn main() { println!(\"cargo::rerun-if-changed=words/list.txt\"); inner(); probe::go(); }",
            ),
            ("dep/probe.rs", "pub mod deep; pub fn go() { 10; }"),
            ("dep/probe/deep.rs", "pub fn go() { 20; }"),
            ("dep/words/list.txt", "30"),
            ("dep/unnamed.txt", "50"),
            ("help/src/lib.rs", "pub fn go() { 40; }"),
        ];
        let moves = moving(files);
        assert!(moves("dep/build.rs", "inner()", "outer()"), "{library}");
        assert!(moves("dep/probe.rs", "10", "11"), "{library}");
        assert!(moves("dep/probe/deep.rs", "20", "21"), "{library}");
        assert!(moves("dep/words/list.txt", "30", "31"), "{library}");
        assert!(moves("help/src/lib.rs", "40", "41"), "{library}");
        assert!(!moves("dep/unnamed.txt", "50", "51"), "a hit: {library}");
    }
}

#[test]
fn what_variables_say_of_another_package_counts() {
    let described = LIBRARY.replace("edition", "description = \"words\"\nedition");
    let by_workspace = LIBRARY.replace("edition", "description.workspace = true\nedition");
    let app = format!("{APP}[workspace.package]\ndescription = \"words\"\n");
    let text = "pub fn g() -> Option<&'static str> { option_env!(\"CARGO_PKG_DESCRIPTION\") }";
    for (manifest, file) in [
        (described.as_str(), "dep/Cargo.toml"),
        (by_workspace.as_str(), "Cargo.toml"),
    ] {
        let crates = Crates::new(&[
            ("Cargo.toml", &app),
            (
                "src/lib.rs",
                "pub fn f() -> Option<&'static str> { dep::g() }",
            ),
            ("dep/Cargo.toml", manifest),
            ("dep/src/lib.rs", text),
        ]);
        let before = crates.closure("app::f").fingerprint;
        crates.edit(file, "words", "other words");
        assert_ne!(before, crates.closure("app::f").fingerprint, "{file}");
    }
}

#[test]
fn one_variable_of_two_packages_counts_for_both() {
    for file in ["Cargo.toml", "dep/Cargo.toml"] {
        let edit = Edit {
            files: &[
                ("dep/Cargo.toml", LIBRARY),
                (
                    "src/lib.rs",
                    "pub fn f() -> (&'static str, &'static str) { (env!(\"CARGO_PKG_VERSION\"), dep::g()) }",
                ),
                (
                    "dep/src/lib.rs",
                    "pub fn g() -> &'static str { env!(\"CARGO_PKG_VERSION\") }",
                ),
            ],
            file,
            from: "0.1.0",
            to: "0.1.1",
        };
        assert!(edit.moves(), "{file}");
    }
}

#[test]
fn a_file_that_a_build_script_names_behind_a_folder_counts() {
    for name in ["{root}/words/list.txt", "{}/words/{}.txt"] {
        let script = format!("fn main() {{ read(format!(\"{name}\")); }}");
        let files: &[(&str, &str)] = &[
            ("dep/Cargo.toml", LIBRARY),
            ("src/lib.rs", "pub fn f() -> u8 { dep::g() }"),
            (
                "dep/src/lib.rs",
                "include!(concat!(env!(\"OUT_DIR\"), \"/g.rs\"));",
            ),
            ("dep/build.rs", &script),
            ("dep/words/list.txt", "30"),
            ("dep/list.txt", "50"),
        ];
        let moves = moving(files);
        assert!(moves("dep/words/list.txt", "30", "31"), "{name}");
        assert!(!moves("dep/list.txt", "50", "51"), "a hit: {name}");
    }
}

#[test]
fn files_that_a_macro_of_the_workspace_may_read_count() {
    let reads = "#[proc_macro] pub fn go(text: TokenStream) -> TokenStream { read(text, format!(\"{root}/words/own.txt\")) }";
    let files = [
        ("dep/Cargo.toml", MACROS),
        (
            "src/lib.rs",
            "use dep::go; pub fn f() -> u8 { go!(\"given.txt\") }",
        ),
        ("dep/src/lib.rs", reads),
        ("given.txt", "10"),
        ("words/own.txt", "20"),
        ("words/apart.txt", "30"),
    ];
    let files = &files;
    let moves = moving(files);
    assert!(moves("given.txt", "10", "11"));
    assert!(moves("words/own.txt", "20", "21"));
    assert!(!moves("words/apart.txt", "30", "31"), "a hit");
}
