//! Small crates in folders that vanish, for the front's tests: written, read, asked for fingerprints.

use crate::rustc::compiler;
use rememo_build::manifest::Closure;
use rememo_build::plan::{FunctionPath, Level, Request};
use rememo_build::resolve::{Options, Program};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A crate (or several) in a folder that vanishes.
pub struct Crates {
    folder: TempDir,
}

/// The manifest of the crate `app` with no dependencies.
pub const MANIFEST: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

impl Crates {
    /// Writes files, by their paths; a manifest for `app` if none is given.
    pub fn new(files: &[(&str, &str)]) -> Crates {
        let crates = Crates {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        if !files.iter().any(|(path, _)| *path == "Cargo.toml") {
            crates.write("Cargo.toml", MANIFEST);
        }
        for (path, text) in files {
            crates.write(path, text);
        }
        crates
    }

    /// One file of a library: `src/lib.rs`.
    pub fn lib(text: &str) -> Crates {
        Crates::new(&[("src/lib.rs", text)])
    }

    /// Writes one file.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }

    /// Puts `new` in the place of the one `old` in a file.
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let file = self.folder.path().join(path);
        let text = fs::read_to_string(&file).expect("the file is there");
        assert_eq!(
            text.matches(old).count(),
            1,
            "`{old}` stands once in {path}"
        );
        fs::write(file, text.replace(old, new)).expect("the file is written");
    }

    /// Lets the folder stay, for who has to look at it.
    pub fn keep(self) -> std::path::PathBuf {
        self.folder.keep()
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The options to read it with, in an environment that is empty but for the compiler's home.
    pub fn options(&self) -> Options {
        let mut options = Options::new(self.path().join("Cargo.toml"));
        let keep = [
            "PATH",
            "HOME",
            "CARGO_HOME",
            "RUSTUP_HOME",
            "RUSTUP_TOOLCHAIN",
        ];
        let variables: BTreeMap<String, String> = keep
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)))
            .collect();
        options.variables = variables;
        // What starts from nothing asks it for its version, and rustup's own `rustc` would first look for it.
        let rustc = compiler().to_owned();
        options.variables.insert("RUSTC".to_owned(), rustc);
        options
    }

    /// Reads it.
    pub fn program(&self) -> Program {
        Program::load(&self.options()).expect("the crate can be read")
    }

    /// The closure of a function.
    pub fn closure(&self, path: &str) -> Closure {
        self.closure_at(path, Level::Closure)
    }

    /// The closure of a function at a level.
    pub fn closure_at(&self, path: &str, level: Level) -> Closure {
        self.closure_of(request(path, level))
    }

    /// The closure that a request asks for.
    pub fn closure_of(&self, request: Request) -> Closure {
        rememo_build::parse::on_deep_stack(|| {
            let program = self.program();
            program
                .closure(&request)
                .unwrap_or_else(|miss| panic!("{} is found: {miss:?}", request.path))
        })
    }
}

/// A plain request.
pub fn request(path: &str, level: Level) -> Request {
    let path = FunctionPath::parse(path).expect("a path");
    Request::plain(path, level)
}
