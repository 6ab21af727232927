//! What holds for the whole process: read from the environment and [`configure`] at the first cached call, then fixed.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use crate::clock::{Clock, SystemClock};

/// What remembered functions do. The environment variable `REMEMO_MODE` names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// `on`: look up, and store what was computed.
    #[default]
    On,
    /// `off`: compute; neither look up nor store.
    Off,
    /// `read-only`: look up, store nothing.
    ReadOnly,
    /// `refresh`: compute and store in place of what is there.
    Refresh,
}

impl Mode {
    /// The mode that `text` names.
    fn from_name(text: &str) -> Option<Mode> {
        Some(match text {
            "on" => Mode::On,
            "off" => Mode::Off,
            "read-only" => Mode::ReadOnly,
            "refresh" => Mode::Refresh,
            _ => return None,
        })
    }

    pub(crate) fn reads(self) -> bool {
        matches!(self, Mode::On | Mode::ReadOnly)
    }

    pub(crate) fn writes(self) -> bool {
        matches!(self, Mode::On | Mode::Refresh)
    }
}

/// The settings of this process.
pub(crate) struct Settings {
    pub(crate) mode: Mode,
    /// In place of every store's own folder.
    pub(crate) dir: Option<PathBuf>,
    pub(crate) clock: Box<dyn Clock>,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();
static CONFIGURED: Mutex<Option<Configure>> = Mutex::new(None);

/// The settings: fixed by the first who asks.
#[inline]
pub(crate) fn settings() -> &'static Settings {
    SETTINGS.get().unwrap_or_else(fix)
}

#[cold]
fn fix() -> &'static Settings {
    let mut complaint = None;
    let settings = SETTINGS.get_or_init(|| {
        let configured = CONFIGURED
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .take();
        read(configured.unwrap_or_default(), &mut complaint)
    });
    // Only now: a subscriber may call a remembered function.
    if let Some(complaint) = complaint {
        tracing::warn!(target: "rememo", "{complaint}");
    }
    settings
}

fn read(configured: Configure, complaint: &mut Option<String>) -> Settings {
    let mode = match std::env::var_os("REMEMO_MODE").filter(|value| !value.is_empty()) {
        None => configured.mode,
        // A misspelt mode may have been meant to turn the cache off: off is never wrong, only slower.
        Some(value) => value.to_str().and_then(Mode::from_name).unwrap_or_else(|| {
            *complaint = Some(format!(
                "REMEMO_MODE={} is not on, off, read-only or refresh: the cache is off",
                value.display(),
            ));
            Mode::Off
        }),
    };
    let dir = std::env::var_os("REMEMO_DIR").filter(|value| !value.is_empty());
    Settings {
        mode,
        dir: dir.map(PathBuf::from).or(configured.dir),
        clock: configured.clock,
    }
}

/// Settings made in code; see [`configure`].
pub struct Configure {
    mode: Mode,
    dir: Option<PathBuf>,
    clock: Box<dyn Clock>,
}

impl Default for Configure {
    fn default() -> Configure {
        Configure {
            mode: Mode::On,
            dir: None,
            clock: Box::new(SystemClock),
        }
    }
}

impl fmt::Debug for Configure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Configure")
            .field("mode", &self.mode)
            .field("dir", &self.dir)
            .finish_non_exhaustive()
    }
}

/// [`Configure::apply`] came after the first cached call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "rememo was configured after its first use: call `configure` before any remembered function"
)]
pub struct TooLate;

/// Settings for the whole process, made in code before the first call of a remembered function.
///
/// Environment variables go before them, so that whoever runs the program has the last word.
///
/// ```
/// rememo::configure().mode(rememo::Mode::Off).apply()?;
/// # Ok::<(), rememo::TooLate>(())
/// ```
pub fn configure() -> Configure {
    Configure::default()
}

impl Configure {
    /// What remembered functions do; by default [`Mode::On`]. `REMEMO_MODE` goes before it.
    pub fn mode(mut self, mode: Mode) -> Configure {
        self.mode = mode;
        self
    }

    /// The folder of every local store, in place of cache.toml's. `REMEMO_DIR` goes before it.
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Configure {
        self.dir = Some(dir.into());
        self
    }

    /// The clock by which results age; by default the computer's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Configure {
        self.clock = Box::new(clock);
        self
    }

    /// Makes it so, in place of an earlier `apply`.
    ///
    /// # Errors
    /// A remembered function was called before.
    pub fn apply(self) -> Result<(), TooLate> {
        if SETTINGS.get().is_some() {
            return Err(TooLate);
        }
        *CONFIGURED
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(self);
        Ok(())
    }
}
