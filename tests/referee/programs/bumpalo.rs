//! Allocates in chunks that are freed at once.

use bumpalo::collections::{CollectIn, String as Text, Vec as List};
use bumpalo::{Bump, boxed::Box as Owned, format, vec};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_allocate() -> std::string::String {
    let mut bump = Bump::with_capacity(64);
    let number = bump.alloc(5u32);
    *number += 1;
    let text = bump.alloc_str("some text");
    let copied = bump.alloc_slice_copy(&[1u64, 2, 3]);
    let made = bump.alloc_slice_fill_with(4, |at| at * at);
    let same = bump.alloc_slice_fill_iter((0..3u8).rev());
    let failed: Result<&mut u8, &str> = bump
        .alloc_try_with(|| Err("no"))
        .map_err(|error: &str| error);
    let told = std::format!("{number} {text} {copied:?} {made:?} {same:?} {failed:?}");
    bump.alloc_slice_fill_copy(500, 1u16);
    let grown = bump.allocated_bytes() > 1000;
    let mut chunks = 0;
    bump.iter_allocated_chunks().for_each(|_| chunks += 1);
    bump.reset();
    bump.set_allocation_limit(Some(0));
    std::format!(
        "{told} {grown} {} {}",
        chunks > 1,
        bump.try_alloc([0u8; 1 << 16]).is_err()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_list() -> std::string::String {
    let bump = Bump::new();
    let mut list = vec![in &bump; 3, 1, 2];
    list.extend([9, 8, 7]);
    list.insert(1, 40);
    list.retain(|number| number % 2 == 1 || *number > 8);
    list.dedup();
    let drained: std::vec::Vec<i32> = list.drain(..2).collect();
    let squares = (1..6).map(|at| at * at).collect_in::<List<i32>>(&bump);
    let mut tail = squares.clone();
    let cut = tail.split_off(3);
    tail.splice(0..1, [100, 101]);
    list.sort_unstable();
    std::format!(
        "{list:?} {drained:?} {squares:?} {cut:?} {:?}",
        tail.into_bump_slice()
    )
}

/// Tells when it goes.
struct Loud<'a>(&'a std::cell::RefCell<std::string::String>, char);

impl Drop for Loud<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push(self.1);
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_text() -> std::string::String {
    let bump = Bump::new();
    let mut text = Text::from_str_in("grüße", &bump);
    text.insert_str(2, "--");
    text.push('!');
    let popped = text.pop();
    text.retain(|letter| letter != 'e');
    let lossy = Text::from_utf8_lossy_in(b"a\xffb\xe2\x82", &bump);
    let wide = Text::from_utf16_in(&[0x48, 0xd83d, 0xde00], &bump).map(|text| text.len());
    let joined = format!(in &bump, "{}+{:?}", 1, "x");
    let log = std::cell::RefCell::default();
    {
        let _kept = bump.alloc(Loud(&log, 'k'));
        let owned = Owned::new_in(Loud(&log, 'o'), &bump);
        let list = vec![in &bump; Loud(&log, 'a'), Loud(&log, 'b')];
        drop(owned);
        drop(list);
    }
    let boxed: Owned<dyn Fn(i32) -> i32> =
        unsafe { Owned::from_raw(bump.alloc(|number| number + 1) as *mut dyn Fn(i32) -> i32) };
    std::format!(
        "{text} {popped:?} {lossy} {wide:?} {joined} {} {}",
        log.borrow(),
        boxed(4)
    )
}
