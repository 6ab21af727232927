//! A home of its own for each run: rememo and `cached` use the user's folders by default, which a bench must
//! neither read nor fill. The program starts itself again with those folders in a temporary one.

use std::env;
use std::process::{Command, ExitCode};

use crate::engine::Fallible;

/// Set in the program that has its own home.
const MARK: &str = "REMEMO_PEERS_HOME";

/// `None` in the program that has its own home; otherwise starts it, and gives how it ended.
pub fn start_again() -> Fallible<Option<ExitCode>> {
    if env::var_os(MARK).is_some() {
        return Ok(None);
    }
    let home = tempfile::Builder::new().prefix("rememo-peers-").tempdir()?;
    let status = Command::new(env::current_exe()?)
        .args(env::args_os().skip(1))
        .env(MARK, home.path())
        .env("HOME", home.path())
        .env("XDG_CACHE_HOME", home.path().join("cache"))
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env_remove("REMEMO_DIR")
        .env_remove("REMEMO_MODE")
        .status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(Some(code.map_or(ExitCode::FAILURE, ExitCode::from)))
}
