//! Works with collections that keep their old states.

use rpds::{HashTrieMapSync, List, Queue, RedBlackTreeMap, RedBlackTreeSet, Vector};

#[derive(Default, Clone)]
struct Sum(u64);

impl std::hash::Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_tree() -> String {
    let one: RedBlackTreeMap<&str, u8> = RedBlackTreeMap::new().insert("m", 1).insert("a", 2).insert("z", 3).insert("b", 4);
    let two = one.remove("m").insert("a", 9);
    let set: RedBlackTreeSet<i32> = [5, 1, 4, 2].into_iter().collect();
    format!("{one:?} {two:?} {:?} {:?} {}", two.range("b"..).collect::<Vec<_>>(), set.first(), set.is_subset(&set.insert(7)))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_list() -> String {
    let list: List<u8> = [1, 2, 3].into_iter().collect();
    let queue = Queue::new().enqueue('a').enqueue('b').dequeue().unwrap().enqueue('c');
    let mut vector: Vector<usize> = (0..70).collect();
    vector.set_mut(33, 1000);
    vector.drop_last_mut();
    format!("{:?} {queue:?} {:?} {}", list.reverse().push_front(9), vector.get(33), vector.iter().sum::<usize>())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_hash() -> String {
    let empty: HashTrieMapSync<String, usize, std::hash::BuildHasherDefault<Sum>> = HashTrieMapSync::new_with_hasher_and_ptr_kind(Default::default());
    let full = ["one", "two", "three"].iter().fold(empty, |map, word| map.insert(word.to_string(), word.len()));
    let less = full.remove("two");
    format!("{full:?} {} {:?} {}", less.size(), less.get("three"), less == full)
}
