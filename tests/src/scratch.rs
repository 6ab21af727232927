//! Scratch crates: real packages outside the workspace, built by a real cargo as a user's would be.
//!
//! They lie under the workspace's target folder at a place fixed by their name, so that a second test run
//! builds little and nothing is left elsewhere. All share one target folder: cargo's own lock keeps builds apart.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A package of its own, with its own store and seal key.
#[derive(Debug)]
pub struct Scratch {
    name: String,
    folder: PathBuf,
}

/// What a run of a scratch program printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
    /// Whether it exited with 0.
    pub success: bool,
}

/// The workspace's root.
pub fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// The folder that all scratch crates and their builds lie under.
fn ground() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target
        .unwrap_or_else(|| workspace().join("target"))
        .join("scratch")
}

impl Scratch {
    /// An empty package with the four snippets of a new user but for its sources and its cache.toml.
    ///
    /// `name` must be unique among the tests: it is the place and the binary's name.
    pub fn new(name: &str) -> Scratch {
        let folder = ground().join("crates").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).expect("a scratch folder");
        let scratch = Scratch {
            name: name.to_owned(),
            folder,
        };
        let root = workspace();
        scratch.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\nrememo = {{ path = \"{0}/runtime\" }}\n\
                 serde = {{ version = \"1\", features = [\"derive\"] }}\n\n\
                 [build-dependencies]\nrememo-build = {{ path = \"{0}/generator\" }}\n\n[workspace]\n",
                root.display()
            ),
        );
        scratch.write("build.rs", "fn main() { rememo_build::generate(); }\n");
        // The same versions as the workspace, so that nothing is looked up.
        fs::copy(root.join("Cargo.lock"), scratch.folder.join("Cargo.lock")).expect("the lock");
        scratch
    }

    /// Where the package lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file of the package.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).expect("a folder of the scratch crate");
        }
        fs::write(path, text).expect("a file of the scratch crate");
    }

    /// The text of a file of the package.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).expect("a file of the scratch crate")
    }

    /// A cargo command for the package.
    pub fn cargo(&self, verb: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .arg(verb)
            .arg("--offline")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        self.as_its_user(&mut cargo);
        // What cargo tells the test of the test's own package is not true of the scratch crate.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_")
                || name.to_string_lossy().starts_with("CARGO_MANIFEST_")
            {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    /// Sets a command up to run in the package's folder, with its target folder, its store and its seal key.
    pub fn as_its_user(&self, command: &mut Command) {
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", ground().join("target"))
            .env("REMEMO_DIR", self.folder.join("store"))
            .env("XDG_DATA_HOME", self.folder.join("data"))
            .env_remove("REMEMO_MODE")
            .env_remove("REMEMO_QUIET");
    }

    /// Builds the package; what cargo printed, as an error if it failed.
    pub fn build(&self) -> Result<String, String> {
        let output = self.cargo("build").output().expect("cargo runs");
        let printed = printed(&output);
        if printed.success {
            Ok(printed.stderr)
        } else {
            Err(printed.stderr)
        }
    }

    /// Forgets all builds of the package, those of an earlier run of the tests among them.
    pub fn clean(&self) {
        let output = self.cargo("clean").args(["--package", &self.name]).output();
        let output = printed(&output.expect("cargo runs"));
        assert!(output.success, "{}", output.stderr);
    }

    /// The built program, with a store and a seal key of this scratch crate's own.
    pub fn program(&self) -> Command {
        let mut program = Command::new(ground().join("target/debug").join(&self.name));
        self.as_its_user(&mut program);
        program
    }

    /// Builds and runs the program.
    pub fn run(&self) -> Printed {
        if let Err(fault) = self.build() {
            panic!("{} does not build:\n{fault}", self.name);
        }
        printed(&self.program().output().expect("the program runs"))
    }
}

/// What a finished command printed.
pub fn printed(output: &Output) -> Printed {
    Printed {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        success: output.status.success(),
    }
}
