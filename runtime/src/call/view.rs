//! Calls whose result is a list of numbers, and is not copied.

use super::Function;
use super::lookup::{Wanted, Way};
use crate::codec::plain::{self, Number};
use crate::compression::Packing;
use crate::entry::parse;
use crate::key::{Asked, Key};
use crate::layout::HEADER_LEN;
use crate::settings::settings;
use crate::shape::{Kept, Shape, Whole};
use crate::view::View;

impl Function {
    /// Like [`call`](Self::call), but a result that lies in the store as numbers lie in memory is shown where it lies.
    ///
    /// `kept` must have been made [`plain`](Kept::plain).
    pub fn call_view<N: Number>(
        &'static self,
        asked: Option<Asked>,
        kept: Kept<Whole, Vec<N>>,
        compute: impl FnOnce() -> Vec<N>,
    ) -> View<N>
    where
        Vec<N>: crate::shape::Value,
    {
        if let Some(asked) = &asked
            && settings().mode.reads()
            && let Some(view) = self.viewed(&asked.key())
        {
            return view;
        }
        // A miss, counted there.
        View::from(self.call(asked, kept, compute))
    }

    /// A view of what is stored under `key`, if it may be served. Nothing but a hit is counted.
    fn viewed<N: Number>(&'static self, key: &Key) -> Option<View<N>> {
        let wanted = Wanted {
            part: Some(<Whole as Shape<Vec<N>>>::PART),
            format: Some(plain::format::<N>()),
        };
        let (mut entry, mut copied) = (None, None);
        let served = self.serve(
            key,
            wanted,
            true,
            Way::Viewed(&mut entry),
            &mut |bytes, packing| {
                // What is packed must be unpacked somewhere; and not every place can be viewed.
                if packing != Packing::Plain || crate::map::numbers::<N>(bytes).is_none() {
                    let numbers = plain::decode(bytes);
                    copied = Some(numbers.ok_or("it breaks off within a number")?);
                }
                Ok(())
            },
        );
        served.ok()?;
        if let Some(numbers) = copied {
            return Some(View::from(numbers));
        }
        let entry = entry?;
        let parsed = parse(&entry, true).ok()?;
        let start = HEADER_LEN + parsed.meta.len();
        let range = start..start + parsed.value.len();
        View::of_stored(entry, range)
    }
}
