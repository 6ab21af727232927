//! Several packages: what their manifests say, what their build scripts and procedural macros are made of and look at, and what
//! an edition changes.

use super::table::Then::Miss;
use super::table::{Packages, check_packages};

/// A file: its path and its text.
type File = (&'static str, &'static str);

/// The package that is asked, with nothing else.
const APP: File = (
    "app/Cargo.toml",
    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n",
);
/// The same with procedural macros in `pm`.
const WITH_MACROS: File = (
    "app/Cargo.toml",
    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\npm={path=\"../pm\"}\n[workspace]\n",
);
/// What the package of those macros says of itself.
const MACROS: File = (
    "pm/Cargo.toml",
    "[package]\nname = \"pm\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[lib]\nproc-macro=true\n",
);
/// The same with a dependency in `dep`.
const WITH_DEP: File = (
    "app/Cargo.toml",
    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep={path=\"../dep\"}\n[workspace]\n",
);
/// What a build script writes is all of the library.
const WRITTEN: File = (
    "app/src/lib.rs",
    "include!(concat!(env!(\"OUT_DIR\"), \"/o.rs\")); pub fn f() -> &'static str { S }",
);

const ROWS: &[Packages] = &[
    (
        "a feature of a dependency's name goes on with a feature of that",
        &[
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep={path=\"../dep\",optional=true}\n[features]\ndefault=[\"full\"]\nfull=[\"dep/x\"]\ndep=[\"dep:dep\",\"extra\"]\nextra=[]\n[workspace]\n",
            ),
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\nx=[]\n",
            ),
            ("dep/src/lib.rs", "pub fn g() -> u8 { 1 }"),
            (
                "app/src/lib.rs",
                "pub fn f() -> u8 { dep::g() + h() } #[cfg(feature=\"extra\")] fn h() -> u8 { 3 } #[cfg(not(feature=\"extra\"))] fn h() -> u8 { 5 }",
            ),
        ],
        &[
            ("dep/src/lib.rs", "1", "2", Miss),
            ("app/src/lib.rs", "3", "4", Miss),
        ],
    ),
    (
        "a module that a macro declares in an included file lies beside it",
        &[
            (
                "app/src/lib.rs",
                "macro_rules! mk { ($n:ident) => { mod $n; } } include!(\"inc/x.rs\"); pub fn f() -> u8 { b::g() }",
            ),
            ("app/src/inc/x.rs", "mk!(b);"),
            ("app/src/inc/b.rs", "pub fn g() -> u8 { 3 }"),
            APP,
        ],
        &[("app/src/inc/b.rs", "3", "4", Miss)],
    ),
    (
        "a macro of the program's own called include",
        &[
            (
                "app/src/lib.rs",
                "macro_rules! include { ($e:literal) => { pub fn g() -> u8 { 3 } } } include!(\"x.rs\"); pub fn f() -> u8 { g() }",
            ),
            ("app/src/x.rs", "pub fn g() -> u8 { 7 }"),
            APP,
        ],
        &[("app/src/lib.rs", "3", "4", Miss)],
    ),
    (
        "a path of a module within one in a body",
        &[
            ("app/src/lib.rs", "mod x; pub fn f() -> u8 { x::h() }"),
            (
                "app/src/x.rs",
                "pub fn h() -> u8 { mod a { #[path = \"y.rs\"] pub mod b; } a::b::g() }",
            ),
            ("app/src/a/y.rs", "pub fn g() -> u8 { 3 }"),
            ("app/src/x/a/y.rs", "pub fn g() -> u8 { 3 }"),
            APP,
        ],
        &[("app/src/a/y.rs", "3", "4", Miss)],
    ),
    (
        "a path from the root, by a macro of 2015",
        &[
            WITH_DEP,
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2015\"\n",
            ),
            (
                "dep/src/lib.rs",
                "pub mod a { pub fn g() -> u8 { 4 } } #[macro_export] macro_rules! k { () => { ::a::g() } } pub fn z() -> u8 { k!() }",
            ),
            (
                "app/src/lib.rs",
                "pub mod a { pub fn g() -> u8 { 3 } } pub fn f() -> u8 { dep::k!() + dep::z() }",
            ),
        ],
        &[
            ("dep/src/lib.rs", "4", "5", Miss),
            ("app/src/lib.rs", "3", "4", Miss),
        ],
    ),
    (
        "an attribute named as a helper of std",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro_attribute] pub fn default(a: TokenStream, t: TokenStream) -> TokenStream { let c = 5; format!(\"fn g() -> u8 {{ {} }}\", c).parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "use pm::default; #[default] fn g() -> u8 { 3 } pub fn f() -> u8 { g() }",
            ),
        ],
        &[("pm/src/lib.rs", "5", "6", Miss)],
    ),
    (
        "an attribute of a crate named as one of the compiler",
        &[
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\npath={path=\"../pm\"}\n[workspace]\n",
            ),
            (
                "pm/Cargo.toml",
                "[package]\nname = \"path\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[lib]\nproc-macro=true\n",
            ),
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro_attribute] pub fn test(a: TokenStream, t: TokenStream) -> TokenStream { let c = 5; format!(\"pub fn g() -> u8 {{ {} }}\", c).parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "mod m { #[path::test] fn g() -> u8 { 3 } } pub fn f() -> u8 { m::g() }",
            ),
        ],
        &[("pm/src/lib.rs", "5", "6", Miss)],
    ),
    (
        "a name that a derive puts together",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro_derive(D)] pub fn mk(t: TokenStream) -> TokenStream { let n = t.into_iter().nth(1).unwrap().to_string(); format!(\"impl {} {{ fn g() -> u8 {{ helper_{}() }} }}\", n, n.to_lowercase()).parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "#[derive(pm::D)] struct S; fn helper_s() -> u8 { 3 } pub fn f() -> u8 { S::g() }",
            ),
        ],
        &[("app/src/lib.rs", "3", "4", Miss)],
    ),
    (
        "a script reads beside the package",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } fn main() { out(format!(\"const S: &str = {:?};\", fs::read_to_string(Path::new(&env::var(\"CARGO_MANIFEST_DIR\").unwrap()).parent().unwrap().join(\"shared.txt\")).unwrap())); }",
            ),
            WRITTEN,
            ("shared.txt", "a"),
            APP,
        ],
        &[("shared.txt", "a", "b", Miss)],
    ),
    (
        "a script lists its own folder",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } fn main() { let mut v: Vec<String> = fs::read_dir(\".\").unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == \"proto\")).map(|p| fs::read_to_string(p).unwrap()).collect(); v.sort(); out(format!(\"const S: &str = {:?};\", v.join(\"\"))); }",
            ),
            WRITTEN,
            ("app/x.proto", "a"),
            APP,
        ],
        &[("app/x.proto", "a", "b", Miss)],
    ),
    (
        "a script lists it by its variable",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } fn main() { let mut v: Vec<String> = fs::read_dir(env::var(\"CARGO_MANIFEST_DIR\").unwrap()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == \"proto\")).map(|p| fs::read_to_string(p).unwrap()).collect(); v.sort(); out(format!(\"const S: &str = {:?};\", v.join(\"\"))); }",
            ),
            WRITTEN,
            ("app/x.proto", "a"),
            APP,
        ],
        &[("app/x.proto", "a", "b", Miss)],
    ),
    (
        "a script sets an extension",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } fn main() { out(format!(\"const S: &str = {:?};\", fs::read_to_string(Path::new(\"data\").with_extension(\"txt\")).unwrap())); }",
            ),
            WRITTEN,
            ("app/data.txt", "a"),
            APP,
        ],
        &[("app/data.txt", "a", "b", Miss)],
    ),
    (
        "a script formats a name",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } fn main() { for n in [\"data\"] { out(format!(\"const S: &str = {:?};\", fs::read_to_string(format!(\"{}.txt\", n)).unwrap())); } }",
            ),
            WRITTEN,
            ("app/data.txt", "a"),
            APP,
        ],
        &[("app/data.txt", "a", "b", Miss)],
    ),
    (
        "a file of what a script is built with",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } fn main() { out(format!(\"const S: &str = {:?};\", bd::g())); }",
            ),
            WRITTEN,
            (
                "bd/Cargo.toml",
                "[package]\nname = \"bd\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
            ),
            (
                "bd/src/lib.rs",
                "pub fn g() -> &'static str { include_str!(\"d.txt\") }",
            ),
            ("bd/src/d.txt", "a"),
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[build-dependencies]\nbd={path=\"../bd\"}\n[workspace]\n",
            ),
        ],
        &[("bd/src/d.txt", "a", "b", Miss)],
    ),
    (
        "a module beside one with a path, in a script",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } #[path = \"build/x.rs\"] mod y; fn main() { out(format!(\"const S: &str = {:?};\", y::g())); }",
            ),
            (
                "app/build/x.rs",
                "mod z; pub fn g() -> &'static str { z::g() }",
            ),
            ("app/build/z.rs", "pub fn g() -> &'static str { \"a\" }"),
            WRITTEN,
            APP,
        ],
        &[("app/build/z.rs", "\"a\"", "\"b\"", Miss)],
    ),
    (
        "a module in one with a path, in a script",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } #[path = \"build/x.rs\"] mod y; fn main() { out(format!(\"const S: &str = {:?};\", y::g())); }",
            ),
            (
                "app/build/x.rs",
                "pub mod w { pub mod z; } pub fn g() -> &'static str { w::z::g() }",
            ),
            ("app/build/w/z.rs", "pub fn g() -> &'static str { \"a\" }"),
            WRITTEN,
            APP,
        ],
        &[("app/build/w/z.rs", "\"a\"", "\"b\"", Miss)],
    ),
    (
        "a module of a script by a macro",
        &[
            (
                "app/build.rs",
                "use std::{env,fs,path::*}; fn out(s: String) { fs::write(Path::new(&env::var(\"OUT_DIR\").unwrap()).join(\"o.rs\"), s).unwrap() } macro_rules! m { ($n:ident) => { mod $n; } } m!(y); fn main() { out(format!(\"const S: &str = {:?};\", y::g())); }",
            ),
            ("app/y.rs", "pub fn g() -> &'static str { \"a\" }"),
            WRITTEN,
            APP,
        ],
        &[("app/y.rs", "\"a\"", "\"b\"", Miss)],
    ),
    (
        "an impl that leaves itself out",
        &[
            (
                "app/build.rs",
                "fn main() { println!(\"cargo::rustc-check-cfg=cfg(foo)\"); println!(\"cargo::rustc-cfg=foo\"); }",
            ),
            (
                "app/src/lib.rs",
                "struct S; trait T { fn g(&self) -> u8 { 1 } } impl T for S {} impl S { #![cfg(foo)] fn g(&self) -> u8 { 2 } } pub fn f() -> u8 { S.g() }",
            ),
            APP,
        ],
        &[("app/build.rs", "rustc-cfg=foo", "rustc-cfg=fo2", Miss)],
    ),
    (
        "a module that may let its macros out",
        &[
            (
                "app/build.rs",
                "fn main() { println!(\"cargo::rustc-check-cfg=cfg(foo)\"); println!(\"cargo::rustc-cfg=foo\"); }",
            ),
            (
                "app/src/lib.rs",
                "#[cfg_attr(foo, macro_use)] mod m { macro_rules! vec { ($x:expr) => { [$x + 1] } } } pub fn f() -> u8 { vec![1u8][0] }",
            ),
            APP,
        ],
        &[("app/build.rs", "rustc-cfg=foo", "rustc-cfg=fo2", Miss)],
    ),
    (
        "a profile for all that are no members",
        &[
            (
                "Cargo.toml",
                "[workspace]\nmembers=[\"app\",\"run\"]\nresolver=\"2\"\nexclude=[\"dep\"]\n[profile.dev.package.\"*\"]\noverflow-checks=false\n",
            ),
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep={path=\"../dep\"}\n",
            ),
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
            ),
            (
                "dep/src/lib.rs",
                "pub fn g() -> u8 { std::panic::catch_unwind(|| std::hint::black_box(255u8) + 1).unwrap_or(77) }",
            ),
            ("app/src/lib.rs", "pub fn f() -> u8 { dep::g() }"),
        ],
        &[("Cargo.toml", "=false", "=true", Miss)],
    ),
    (
        "a macro reads a file deep in the package",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro] pub fn mk(t: TokenStream) -> TokenStream { let p = std::path::Path::new(&std::env::var(\"CARGO_MANIFEST_DIR\").unwrap()).join(\"a\").join(\"b\").join(\"c\").join(\"d.txt\"); std::fs::read_to_string(p).unwrap().parse().unwrap() }",
            ),
            ("app/src/lib.rs", "pub fn f() -> u8 { pm::mk!() }"),
            ("app/a/b/c/d.txt", "7"),
        ],
        &[("app/a/b/c/d.txt", "7", "8", Miss)],
    ),
    (
        "a macro reads a folder",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro] pub fn mk(t: TokenStream) -> TokenStream { let p = std::path::Path::new(&std::env::var(\"CARGO_MANIFEST_DIR\").unwrap()).join(\"migr\"); std::fs::read_dir(p).unwrap().map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap()).collect::<String>().parse().unwrap() }",
            ),
            ("app/src/lib.rs", "pub fn f() -> u8 { pm::mk!() }"),
            ("app/migr/d.txt", "7"),
        ],
        &[("app/migr/d.txt", "7", "8", Miss)],
    ),
    (
        "a macro reads what it is given the name of",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro] pub fn mk(t: TokenStream) -> TokenStream { let n = t.to_string(); let p = std::path::Path::new(&std::env::var(\"CARGO_MANIFEST_DIR\").unwrap()).join(\"tpl\").join(format!(\"{n}.txt\")); std::fs::read_to_string(p).unwrap().parse().unwrap() }",
            ),
            ("app/src/lib.rs", "pub fn f() -> u8 { pm::mk!(d) }"),
            ("app/tpl/d.txt", "7"),
        ],
        &[("app/tpl/d.txt", "7", "8", Miss)],
    ),
    (
        "a macro reads a variable",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro] pub fn mk(t: TokenStream) -> TokenStream { format!(\"{:?}\", std::env::var(\"CARGO_PKG_VERSION\").unwrap()).parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "pub fn f() -> &'static str { pm::mk!(1) }",
            ),
        ],
        &[("app/Cargo.toml", "0.1.0", "0.2.0", Miss)],
    ),
    (
        "a macro tells where it is called",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro] pub fn mk(t: TokenStream) -> TokenStream { format!(\"{}\", Span::call_site().start().line()).parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "fn h() {}\npub fn f() -> usize { pm::mk!() }",
            ),
        ],
        &[("app/src/lib.rs", "fn h() {}", "fn h() {}\n", Miss)],
    ),
    (
        "an attribute tells where it stands",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro_attribute] pub fn at(_: TokenStream, t: TokenStream) -> TokenStream { let l = t.clone().into_iter().next().unwrap().span().start().line(); format!(\"{} const L: usize = {};\", t, l).parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "fn h() {}\n#[pm::at] fn z() {}\npub fn f() -> usize { L }",
            ),
        ],
        &[("app/src/lib.rs", "fn h() {}", "fn h() {}\n", Miss)],
    ),
    (
        "a macro asks for its line",
        &[
            WITH_MACROS,
            MACROS,
            (
                "pm/src/lib.rs",
                "use proc_macro::*; #[proc_macro] pub fn mk(t: TokenStream) -> TokenStream { \"line!()\".parse().unwrap() }",
            ),
            (
                "app/src/lib.rs",
                "fn h() {}\npub fn f() -> u32 { pm::mk!() }",
            ),
        ],
        &[("app/src/lib.rs", "fn h() {}", "fn h() {}\n", Miss)],
    ),
    (
        "a use from the root, by a macro of 2015",
        &[
            WITH_DEP,
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2015\"\n",
            ),
            (
                "dep/src/lib.rs",
                "#[macro_export] macro_rules! imp { ($($p:tt)*) => { use $($p)*; } } #[macro_export] macro_rules! imp2 { () => { use qq::g; } } pub fn z() -> u8 { 1 }",
            ),
            (
                "app/src/lib.rs",
                "mod qq { pub fn g() -> u8 { 3 } } mod w { dep::imp2!(); pub fn h() -> u8 { g() } } pub fn f() -> u8 { w::h() }",
            ),
        ],
        &[("app/src/lib.rs", "3", "4", Miss)],
    ),
    (
        "a crate by its name in an expression of 2015",
        &[
            WITH_DEP,
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2015\"\n[dependencies]\ndep2={path=\"../dep2\"}\n",
            ),
            ("dep/src/lib.rs", "pub fn z() -> u8 { dep2::g() }"),
            (
                "dep2/Cargo.toml",
                "[package]\nname = \"dep2\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
            ),
            (
                "dep2/src/lib.rs",
                "pub fn g() -> u8 { 3 } #[macro_export] macro_rules! m { () => { $crate::g() } } pub trait T { fn t(&self) -> u8 { 4 } } impl T for u8 {}",
            ),
            ("app/src/lib.rs", "pub fn f() -> u8 { dep::z() }"),
        ],
        &[("dep2/src/lib.rs", "3", "4", Miss)],
    ),
    (
        "what an expression is to a macro that one of another edition writes",
        &[
            WITH_DEP,
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
            ),
            (
                "dep/src/lib.rs",
                "#[macro_export] macro_rules! def { ($d:tt) => { macro_rules! inner { ($d e:expr) => { 1 }; (const $d b:block) => { 2 } } } }",
            ),
            (
                "app/src/lib.rs",
                "dep::def!($); pub fn f() -> u8 { inner!(const { 5 }) }",
            ),
        ],
        &[("dep/src/lib.rs", "2", "3", Miss)],
    ),
];

#[test]
fn what_packages_are_made_of_counts() {
    check_packages(ROWS);
}
