//! Maps from the numbers of a program's items and modules: lists, because unoptimised a map by hash or by order costs
//! twenty times as much to look into.

use crate::resolve::graph::{ItemId, ModuleId};

/// A number of one thing of a program.
pub trait Id: Copy {
    /// Its place among all.
    fn place(self) -> usize;
}

impl Id for ItemId {
    fn place(self) -> usize {
        self.0 as usize
    }
}

impl Id for ModuleId {
    fn place(self) -> usize {
        self.0 as usize
    }
}

/// What is known of each.
#[derive(Clone, Debug)]
pub struct ById<K, T> {
    /// By place: where it is in the list, from 1.
    slots: Vec<u32>,
    list: Vec<(K, T)>,
}

impl<K, T> Default for ById<K, T> {
    fn default() -> ById<K, T> {
        ById {
            slots: Vec::new(),
            list: Vec::new(),
        }
    }
}

impl<K: Id, T> ById<K, T> {
    fn slot(&self, id: &K) -> usize {
        match self.slots.get(id.place()) {
            Some(slot) => *slot as usize,
            None => 0,
        }
    }

    /// What is known of one.
    pub fn get(&self, id: &K) -> Option<&T> {
        match self.slot(id) {
            0 => None,
            slot => Some(&self.list.get(slot - 1)?.1),
        }
    }

    /// What is known of one, to be changed.
    pub fn get_mut(&mut self, id: &K) -> Option<&mut T> {
        match self.slot(id) {
            0 => None,
            slot => Some(&mut self.list.get_mut(slot - 1)?.1),
        }
    }

    /// Whether anything is known of one.
    pub fn has(&self, id: &K) -> bool {
        self.slot(id) > 0
    }

    /// What is to be known of one from now on.
    pub fn insert(&mut self, id: K, known: T) {
        if let Some(of) = self.get_mut(&id) {
            *of = known;
            return;
        }
        let (place, length) = (id.place(), self.slots.len());
        if place >= length {
            let mut slots = vec![0; (place + 1).max(length * 2).max(1 << 10)];
            if let Some(start) = slots.get_mut(..length) {
                start.copy_from_slice(&self.slots);
            }
            self.slots = slots;
        }
        self.list.push((id, known));
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = self.list.len() as u32;
        }
    }

    /// All that is known, in order.
    pub fn sorted(&self) -> Vec<(K, &T)> {
        let mut all = Vec::with_capacity(self.list.len());
        for slot in &self.slots {
            if *slot > 0
                && let Some((id, known)) = self.list.get(*slot as usize - 1)
            {
                all.push((*id, known));
            }
        }
        all
    }

    /// All of which anything is known, in order.
    pub fn ids(&self) -> Vec<K> {
        self.sorted().into_iter().map(|(id, _)| id).collect()
    }

    /// All that is known, in the order in which it became known.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.list.iter().map(|(id, known)| (*id, known))
    }
}
