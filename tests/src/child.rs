//! Tests that need a process of their own: settings, statics and the store are fixed per process.
//!
//! A test runs its own binary again, with a home folder that vanishes, and reads what the child says.

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a child's lines for its parent begin with.
const MARK: &str = "child says: ";
/// The user id of nobody.
const NOBODY: u32 = 65_534;
/// Set for a child.
const CHILD: &str = "REMEMO_TEST_CHILD";

/// Says a line to the parent.
pub fn say(line: impl std::fmt::Display) {
    println!("\n{MARK}{line}");
}

/// Which part of the test this process is to play; `None` for the test itself.
pub fn role() -> Option<String> {
    std::env::var(CHILD).ok()
}

/// A home folder for children: cache, data and all.
pub struct Home {
    folder: TempDir,
    test: String,
    vars: Vec<(String, String)>,
    program: PathBuf,
    nobody: bool,
}

impl Home {
    /// A new home for children of the test with this path, as `module_path!()` and the function's name.
    pub fn new(module: &str, function: &str) -> Home {
        // The binary's own name is no part of a test's path.
        let module = module.split_once("::").map_or(module, |(_, rest)| rest);
        let folder = tempfile::tempdir().expect("a temporary folder");
        Home {
            folder,
            test: format!("{module}::{function}"),
            vars: Vec::new(),
            program: std::env::current_exe().expect("the test binary"),
            nobody: false,
        }
    }

    /// From now on children are run by a user to whom things can be forbidden, if this one is root.
    pub fn as_nobody(&mut self) {
        let is_root = std::fs::metadata(self.path()).expect("the home").uid() == 0;
        if is_root {
            // The test binary may lie where only root can go.
            let copy = self.path().join("program");
            // By another process: were it open for writing here, a child that another test starts just then would
            // have it open too, and nobody could run it.
            let copied = Command::new("cp").arg(&self.program).arg(&copy).status();
            assert!(copied.expect("cp").success(), "a copy of the test binary");
            chown(self.path(), Some(NOBODY), None).expect("root can give folders away");
            self.program = copy;
            self.nobody = true;
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The cache folder of the package `package`.
    pub fn cache(&self, package: &str) -> PathBuf {
        self.path().join("cache/rememo").join(package)
    }

    /// The file of the user's seal key.
    pub fn seal_key(&self) -> PathBuf {
        self.path().join("data/rememo/seal.key")
    }

    /// Sets an environment variable for the children from now on.
    pub fn set(&mut self, name: &str, value: impl AsRef<str>) -> &mut Home {
        self.vars.retain(|(known, _)| known != name);
        self.vars.push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// The command of a child that plays `role`.
    pub fn command(&self, role: &str) -> Command {
        let mut command = Command::new(&self.program);
        if self.nobody {
            command.uid(NOBODY).current_dir(self.path());
        }
        command
            .args([
                self.test.as_str(),
                "--exact",
                "--nocapture",
                "--test-threads=1",
            ])
            .env_remove("REMEMO_MODE")
            .env_remove("REMEMO_DIR")
            .env("HOME", self.path())
            .env("XDG_CACHE_HOME", self.path().join("cache"))
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env(CHILD, role)
            .envs(self.vars.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Runs a child that plays `role`, which must succeed; the lines it said.
    pub fn run(&self, role: &str) -> Vec<String> {
        let output = self.command(role).output().expect("the child starts");
        heard(&output)
    }
}

/// The lines a child said; it must have succeeded.
pub fn heard(output: &std::process::Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "the child failed: {}\n{text}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr),
    );
    text.lines()
        .filter_map(|line| line.strip_prefix(MARK))
        .map(str::to_owned)
        .collect()
}
