//! Raises errors, puts context on them, and gets them back.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Error, Result, anyhow, bail, ensure};

#[derive(Debug)]
struct Missing {
    key: &'static str,
}

impl Display for Missing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is missing", self.key)
    }
}

impl StdError for Missing {}

#[derive(Debug)]
struct Counted(Arc<AtomicUsize>);

impl Display for Counted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("counted")
    }
}

impl StdError for Counted {}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn read(text: &str) -> Result<u32> {
    let (key, value) = text
        .split_once('=')
        .with_context(|| format!("no sign in {text:?}"))?;
    ensure!(key.len() < 6, "key {key} is too long");
    ensure!(!key.is_empty());
    if key == "gone" {
        bail!(Missing { key: "gone" });
    }
    let number: u32 = value
        .parse()
        .with_context(|| format!("{key} is no number"))?;
    ensure!(
        number != 13,
        anyhow!("{number} brings no luck").context("superstition")
    );
    Ok(number)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_chain() -> String {
    let texts = ["a=1", "a", "longer=1", "=1", "gone=1", "b=x", "c=13"];
    let told = |text: &&str| match read(text).context("while reading") {
        Ok(number) => format!("{number}\n"),
        Err(error) => format!(
            "{error} | {error:#} | {error:?} | {} {}\n",
            error.chain().count(),
            error.root_cause()
        ),
    };
    texts.iter().map(told).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_downcast() -> String {
    let drops = Arc::new(AtomicUsize::new(0));
    let mut error = Error::new(Counted(drops.clone()))
        .context(7_u8)
        .context("outer");
    let seen = (
        error.is::<Counted>(),
        error.is::<Missing>(),
        error.downcast_ref::<u8>().copied(),
    );
    if let Some(number) = error.downcast_mut::<u8>() {
        *number += 1;
    }
    let error = error.downcast::<Missing>().unwrap_err();
    let inner: Counted = error.downcast().unwrap();
    let before = drops.load(Ordering::Relaxed);
    drop(inner);
    let context = Error::new(Counted(drops.clone())).context(7_u8);
    let number: Result<u8, Error> = context.downcast();
    let parsed = read("b=x").unwrap_err();
    let kind = parsed
        .downcast_ref::<std::num::ParseIntError>()
        .map(|error| error.kind().clone());
    format!(
        "{seen:?} {before} {} {number:?} {kind:?}",
        drops.load(Ordering::Relaxed)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_convert() -> String {
    let boxed: Box<dyn StdError + Send + Sync> = Error::new(Missing { key: "k" }).into();
    let sum = ["1", "2", "three"]
        .iter()
        .map(|text| Ok(text.parse::<i32>()?))
        .sum::<Result<i32>>();
    let message = Error::msg(String::from("owned")).context(Missing { key: "c" });
    let none: Result<u8> = None.context("nothing there");
    let nested: Result<()> = Err(anyhow!("deep {}", 1)).context("middle").context("top");
    let causes: Vec<String> = nested
        .unwrap_err()
        .chain()
        .rev()
        .map(|cause| cause.to_string())
        .collect();
    format!(
        "{boxed} {} {:#} {:?} {:?} {causes:?} {:#?}",
        boxed.is::<Missing>(),
        sum.unwrap_err(),
        message.downcast_ref::<Missing>().map(|missing| missing.key),
        none.map_err(|error| error.to_string()),
        anyhow!(Missing { key: "z" }).context("alternate")
    )
}
