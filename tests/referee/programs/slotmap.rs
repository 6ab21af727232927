//! Works with keys that outlive what they name.

use slotmap::basic::SlotMap as Basic;
use slotmap::{DefaultKey, DenseSlotMap, Key, SecondaryMap, SlotMap, new_key_type};

new_key_type! {
    struct Mine;
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_map() -> String {
    let mut map: SlotMap<DefaultKey, String> = SlotMap::new();
    let keys = ["a", "b", "c"].map(|text| map.insert(text.to_string()));
    map.remove(keys[1]);
    let again = map.insert("d".into());
    map[again].push('!');
    map.retain(|_, text| text != "a");
    format!(
        "{:?} {:?} {} {:?}",
        map.get(keys[1]),
        map.values().collect::<Vec<_>>(),
        map.contains_key(keys[0]),
        again.is_null()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_dense() -> String {
    let mut map: DenseSlotMap<Mine, u8> = DenseSlotMap::with_key();
    let first = map.insert_with_key(|key| key.is_null() as u8);
    map.insert(7);
    map.insert(8);
    map.remove(first);
    let sum: u8 = map.drain().map(|(_, value)| value).sum();
    format!("{sum} {}", map.len())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_second() -> String {
    let mut map: Basic<DefaultKey, u32> = Basic::new();
    let keys: Vec<DefaultKey> = (0..6).map(|at| map.insert(at)).collect();
    map.remove(keys[2]);
    map.remove(keys[3]);
    let mut second: SecondaryMap<DefaultKey, &str> = SecondaryMap::new();
    second.insert(keys[1], "one");
    let old = second.insert(keys[1], "two");
    format!(
        "{old:?} {:?} {:?}",
        second.get(keys[4]),
        map.iter().map(|(_, at)| *at).collect::<Vec<_>>()
    )
}
