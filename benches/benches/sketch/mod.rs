//! The floor: values packed in one mapped file, found through one mapped index. Nothing is locked, checked,
//! evicted or made safe against a crash.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use memmap2::{Mmap, MmapMut};

/// While it is written, and after.
pub(crate) struct Sketch {
    path: PathBuf,
    out: Option<BufWriter<File>>,
    at: u64,
    /// Slots of two words: the key's head, and where its record is.
    index: MmapMut,
    mask: usize,
    data: Option<Mmap>,
}

impl Sketch {
    /// Room for `count` values.
    pub(crate) fn new(path: &Path, count: usize, _len: usize) -> Sketch {
        let slots = (count * 2).next_power_of_two();
        let file = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(path.with_extension("index"))
            .expect("a file");
        file.set_len(slots as u64 * 8).expect("room");
        // SAFETY: the file is this process's alone.
        #[allow(unsafe_code)]
        let index = unsafe { MmapMut::map_mut(&file) }.expect("a map");
        let out = BufWriter::new(File::create(path).expect("a file"));
        Sketch {
            path: path.to_owned(),
            out: Some(out),
            at: 8,
            index,
            mask: slots - 1,
            data: None,
        }
    }

    fn slot(&self, place: usize) -> u64 {
        let at = (place & self.mask) * 8;
        u64::from_le_bytes(self.index[at..at + 8].try_into().expect("eight bytes"))
    }

    /// Appends a record: key, length, value.
    pub(crate) fn put(&mut self, key: &[u8; 32], value: &[u8]) {
        let out = self.out.as_mut().expect("not finished");
        if self.at == 8 {
            out.write_all(&[0; 8]).expect("written");
        }
        out.write_all(key).expect("written");
        out.write_all(&(value.len() as u64).to_le_bytes())
            .expect("written");
        out.write_all(value).expect("written");
        let mut place = head(key) as usize;
        while self.slot(place) != 0 {
            place += 1;
        }
        let at = (place & self.mask) * 8;
        self.index[at..at + 8].copy_from_slice(&(tag(key) | self.at).to_le_bytes());
        self.at += 40 + value.len() as u64;
    }

    /// Maps what was written.
    pub(crate) fn finish(mut self) -> Sketch {
        self.out
            .take()
            .expect("not finished")
            .flush()
            .expect("written");
        let file = File::open(&self.path).expect("the file");
        // SAFETY: nobody writes to it any more.
        #[allow(unsafe_code)]
        let data = unsafe { Mmap::map(&file) }.expect("a map");
        self.data = Some(data);
        self
    }

    /// The value under a key.
    #[inline]
    pub(crate) fn get(&self, key: &[u8; 32]) -> Option<&[u8]> {
        let data = self.data.as_ref()?;
        let mut place = head(key) as usize;
        loop {
            let slot = self.slot(place);
            if slot == 0 {
                return None;
            }
            if slot & TAG == tag(key) {
                let record = &data[(slot & !TAG) as usize..];
                if record[..32] == *key {
                    let len = u64::from_le_bytes(record[32..40].try_into().ok()?) as usize;
                    return Some(&record[40..40 + len]);
                }
            }
            place += 1;
        }
    }
}

const TAG: u64 = !((1 << 44) - 1);

fn head(key: &[u8; 32]) -> u64 {
    u64::from_le_bytes(key[..8].try_into().expect("eight bytes"))
}

fn tag(key: &[u8; 32]) -> u64 {
    u64::from_le_bytes(key[8..16].try_into().expect("eight bytes")) & TAG
}
