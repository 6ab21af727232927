//! Emits the wrappers of the functions that the root cache.toml lists.

fn main() {
    rememo_build::generate();
}
