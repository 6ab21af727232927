//! What the compiler says of itself. It is asked in a process of its own while sources are read, for it takes as long as
//! reading many of them.

use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A compiler that was asked.
#[derive(Debug)]
pub struct Compiler {
    asked: Mutex<Option<Child>>,
    said: OnceLock<String>,
}

impl Compiler {
    /// Asks the compiler at this path.
    pub(super) fn ask(path: &str) -> Compiler {
        let child = Command::new(path)
            .arg("-vV")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        Compiler {
            asked: Mutex::new(child.ok()),
            said: OnceLock::new(),
        }
    }

    /// What it said, waited for; empty if it cannot be run, which the caller reports.
    pub fn said(&self) -> &str {
        self.said.get_or_init(|| {
            let child = self.running();
            let output = child.and_then(|child| child.wait_with_output().ok());
            output.map_or_else(String::new, |output| {
                String::from_utf8_lossy(&output.stdout).into_owned()
            })
        })
    }

    fn running(&self) -> Option<Child> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.take()
    }
}

impl Drop for Compiler {
    /// Nobody wants to know any more; a process that is not waited for would stay in the system's table.
    fn drop(&mut self) {
        if let Some(mut child) = self.running() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
