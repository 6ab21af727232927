//! Edits long texts, and walks over what they are in.

use ropey::{Rope, RopeBuilder};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_edit() -> String {
    let mut rope = Rope::from_str("one line\nand one more\r\nand a last one");
    rope.insert(8, &" that goes on".repeat(200));
    rope.remove(3..9);
    let tail = rope.split_off(40);
    rope.append(tail);
    rope.insert_char(0, 'é');
    format!(
        "{} {} {} {:?}",
        rope.len_chars(),
        rope.len_lines(),
        rope.byte_to_char(30),
        rope.slice(0..24)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_walk() -> String {
    let mut builder = RopeBuilder::new();
    for line in ["héllo\n", "wörld\n", "", "end"] {
        builder.append(line);
    }
    let rope = builder.finish();
    let mut lines = rope.lines_at(1);
    let back = (lines.next(), lines.prev());
    let chunks: Vec<&str> = rope.chunks().collect();
    format!(
        "{back:?} {chunks:?} {:?} {:?}",
        rope.chars().rev_text(),
        rope.get_line(9)
    )
}

/// The last chars of a text.
trait RevText {
    fn rev_text(self) -> String;
}

impl RevText for ropey::iter::Chars<'_> {
    fn rev_text(self) -> String {
        let mut all: Vec<char> = self.collect();
        all.reverse();
        all.into_iter().take(4).collect()
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_compare() -> String {
    let one = Rope::from("abc\ndef");
    let two = Rope::from_iter(["abc", "\n", "deg"]);
    format!(
        "{:?} {} {} {:?}",
        one.cmp(&two),
        one == "abc\ndef",
        one.slice(1..) == two.slice(1..),
        one.try_line_to_char(7).map_err(|error| error.to_string())
    )
}
