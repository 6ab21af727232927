//! Emits the wrappers of the functions in cache.toml beside this: whole calls go through what users call.

fn main() {
    rememo_build::generate();
}
