//! Flags that a macro declares.

use bitflags::parser::{self, ParseHex, WriteHex};
use bitflags::{Bits, Flags, bitflags, bitflags_match};

bitflags! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Mode: u8 {
        const READ = 1;
        const WRITE = 1 << 1;
        const RUN = 1 << 2;
        const ALL = Self::READ.bits() | Self::WRITE.bits() | Self::RUN.bits();
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Open: i32 {
        const LOW = 0x10;
        const HIGH = 0x4000;
        const _ = !0;
    }
}

/// Flags without the macro.
#[derive(Clone, Copy)]
struct Own(u16);

impl Flags for Own {
    const FLAGS: &'static [bitflags::Flag<Self>] = &[
        bitflags::Flag::new("ONE", Own(1)),
        bitflags::Flag::new("FOUR", Own(4)),
    ];
    type Bits = u16;

    fn bits(&self) -> u16 {
        self.0
    }

    fn from_bits_retain(bits: u16) -> Self {
        Own(bits)
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_sets() -> String {
    let mut mode = Mode::READ | Mode::RUN;
    mode.toggle(Mode::WRITE | Mode::READ);
    mode.set(Mode::READ, true);
    mode -= Mode::RUN;
    let names: Vec<_> = Mode::ALL
        .iter_names()
        .map(|(name, flag)| (name, flag.bits()))
        .collect();
    let gathered: Mode = [Mode::RUN, Mode::WRITE].into_iter().collect();
    let said = bitflags_match!(gathered, {
        Mode::READ => "read",
        Mode::RUN | Mode::WRITE => "both",
        _ => "other",
    });
    format!(
        "{mode:?} {names:?} {said} {:?} {:?} {:?} {} {} {:?}",
        Mode::from_bits(9),
        Mode::from_bits_truncate(13),
        !mode,
        Mode::all().contains(mode),
        mode.intersects(Mode::RUN),
        Mode::empty().cmp(&gathered)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_text() -> String {
    let mut told = String::new();
    for text in ["READ | RUN", "", "0x8 | WRITE", "RED", "READ |", "0xzz"] {
        match parser::from_str::<Mode>(text) {
            Ok(mode) => told += &format!("{mode:?} {mode:#b};"),
            Err(error) => told += &format!("{error};"),
        }
    }
    let mut written = String::new();
    parser::to_writer(&Mode::from_bits_retain(0x83), &mut written).unwrap();
    let mut cut = String::new();
    parser::to_writer_truncate(&Mode::from_bits_retain(0x83), &mut cut).unwrap();
    let mut hex = String::new();
    300u16.write_hex(&mut hex).unwrap();
    format!(
        "{told} {written} {cut} {hex} {:?} {} {}",
        <i32 as ParseHex>::parse_hex("7f").ok(),
        parser::from_str_strict::<Mode>("0x1").is_err(),
        parser::from_str_truncate::<Mode>("READ | 0x80").map_or(0, |mode| mode.bits())
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_own() -> String {
    let mut own = Own::from_bits_truncate(7);
    own.insert(Own::from_name("FOUR").unwrap_or(Own(0)));
    let rest = own.difference(Own(1));
    let open = Open::from_bits_retain(0x4101);
    let pieces: Vec<i32> = open.iter().map(|flag| flag.bits()).collect();
    let mut names = open.iter_names();
    let first = names.next().map(|(name, _)| name);
    format!(
        "{} {} {} {pieces:?} {first:?} {:?} {:?} {} {}",
        own.bits(),
        rest.bits(),
        own.is_all(),
        names.remaining(),
        open.complement().contains(Open::LOW),
        Own::all().iter().count(),
        <u32 as Bits>::ALL
    )
}
