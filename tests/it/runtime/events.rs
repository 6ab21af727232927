//! What is told to `tracing`: each lookup, and each fault of the cache, under the target `rememo`.

use std::fs;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use rememo_tests::child::{Home, role, say};
use tracing_subscriber::fmt::MakeWriter;

use super::wrappers::cached;

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic while logging").write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Kept {
    type Writer = Kept;
    fn make_writer(&self) -> Kept {
        self.clone()
    }
}

/// Logs while `work` runs; each line without its time.
fn logged(work: impl FnOnce()) -> Vec<String> {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(kept.clone())
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .without_time()
        .finish();
    tracing::subscriber::with_default(subscriber, work);
    let bytes = kept.0.lock().expect("no panic while logging").clone();
    String::from_utf8(bytes)
        .expect("logs are text")
        .lines()
        .map(|l| l.trim().to_owned())
        .collect()
}

#[test]
fn lookups_and_faults_are_told() {
    if role().is_some() {
        logged(|| drop(cached::cached_half(2))).iter().for_each(say);
        return;
    }
    let mut home = Home::new(module_path!(), "lookups_and_faults_are_told");
    let key = |line: &str| line.split("key=").nth(1).map(str::to_owned).expect("a key");
    let first = home.run("");
    let key = key(&first[0]);
    let line = |level: &str, what: &str| {
        format!("{level} rememo: {what} function=\"app::half\" key={key}")
    };
    assert_eq!(first, [line("DEBUG", "miss"), line("DEBUG", "stored")]);
    assert_eq!(home.run(""), [line("TRACE", "hit")]);
    fs::write(home.seal_key(), "ab".repeat(32)).expect("replaced");
    let refused = home.run("");
    let expected =
        "WARN rememo: an entry was refused function=\"app::half\" error=its seal does not hold";
    assert!(refused[0].starts_with(expected), "{refused:?}");
    fs::write(home.seal_key(), "no key").expect("replaced");
    let off = home.run("");
    assert!(
        off[0].starts_with("WARN rememo: the store cannot be used: results are computed"),
        "{off:?}"
    );
    assert!(
        off[0].contains("it is not 64 hex digits; remove it"),
        "{off:?}"
    );
    let off = home.set("REMEMO_MODE", "offf").run("");
    let expected =
        "WARN rememo: REMEMO_MODE=offf is not on, off, read-only or refresh: the cache is off";
    assert_eq!(off, [expected]);
}
