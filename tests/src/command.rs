//! The command `cargo rememo`, run as a user would.

use crate::scratch::{Printed, Scratch, printed, workspace};
use serde_json::Value;
use std::process::Command;
use std::sync::OnceLock;

/// The command's binary, built once for all tests.
pub fn binary() -> &'static str {
    static BINARY: OnceLock<String> = OnceLock::new();
    BINARY.get_or_init(|| {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "build",
                "--offline",
                "--package",
                "cargo-rememo",
                "--message-format",
                "json",
            ])
            .current_dir(workspace())
            .output()
            .expect("cargo runs");
        let output = printed(&output);
        assert!(output.success, "{}", output.stderr);
        let messages = output
            .stdout
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let built = messages
            .filter_map(|message| message["executable"].as_str().map(str::to_owned))
            .next_back();
        built.expect("cargo tells where the binary is")
    })
}

/// What `cargo rememo ARGUMENTS` prints in the package's folder, and its exit status.
pub fn rememo(scratch: &Scratch, arguments: &[&str]) -> (Printed, Option<i32>) {
    let mut command = Command::new(binary());
    scratch.as_its_user(&mut command);
    let output = command.arg("rememo").args(arguments).output();
    let output = output.expect("the command runs");
    (printed(&output), output.status.code())
}
