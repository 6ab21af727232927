//! Works with queues in order of priority.

use priority_queue::{DoublePriorityQueue, PriorityQueue};

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

type Build = std::hash::BuildHasherDefault<Sum>;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_order() -> String {
    let mut queue: PriorityQueue<&str, u8, Build> = PriorityQueue::with_default_hasher();
    queue.extend([("a", 5), ("b", 9), ("c", 1), ("d", 7)]);
    let peeked = queue.peek().map(|(item, _)| *item);
    let popped = queue.pop();
    format!("{peeked:?} {popped:?} {} {:?}", queue.len(), queue.into_sorted_vec())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_change() -> String {
    let mut queue: PriorityQueue<String, i32, Build> = ["x", "yy", "zzz"].iter().map(|text| (text.to_string(), text.len() as i32)).collect();
    let old = queue.change_priority("x", 10);
    queue.change_priority_by("yy", |priority| *priority -= 5);
    queue.push_increase("zzz".into(), 1);
    for (_, priority) in queue.iter_mut() {
        *priority *= -1;
    }
    queue.retain(|item, _| item != "zzz");
    let got = queue.get("yy").map(|(_, priority)| *priority);
    format!("{old:?} {got:?} {:?} {:?}", queue.remove("x"), queue.pop())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_double() -> String {
    let mut queue: DoublePriorityQueue<u8, u16, Build> = (0..9u8).map(|item| (item, u16::from(item) * 7 % 11)).collect();
    let ends = (queue.pop_min(), queue.pop_max());
    queue.push(3, 100);
    let taken = queue.pop_min_if(|_, priority| *priority > 50);
    format!("{ends:?} {taken:?} {:?} {:?}", queue.peek_max(), queue.clone().into_sorted_iter().rev().collect::<Vec<_>>())
}
