//! Where functions lie: nested modules, visibilities, re-exports, one name in several places, `#[cfg]`.

mod outer {
    pub fn load(id: u32) -> u32 {
        eprintln!("computed outer::load");
        id
    }

    pub mod load {
        pub fn nested(id: u32) -> u32 {
            eprintln!("computed outer::load::nested");
            id
        }
    }

    pub mod inner {
        #[deprecated = "for show"]
        pub(crate) fn load(id: u32) -> u32 {
            eprintln!("computed outer::inner::load");
            id
        }

        #[must_use]
        pub(in crate) fn up(id: u32) -> super::Id {
            eprintln!("computed outer::inner::up");
            super::Id(id)
        }
    }

    mod hidden {
        pub(crate) fn exported(id: super::Id) -> super::Id {
            eprintln!("computed outer::exported");
            id
        }
    }
    pub(crate) use hidden::exported;

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    pub(crate) struct Id(pub u32);
}

mod first {
    pub(super) fn load(id: u32) -> u32 {
        eprintln!("computed first::load");
        id
    }
}

mod second {
    pub(super) fn load(id: u32) -> u32 {
        eprintln!("computed second::load");
        id + 1
    }
}

/// Left out of no build that the tests make.
#[cfg(any(unix, windows))]
fn here() -> bool {
    eprintln!("computed here");
    true
}

pub mod cached {
    rememo::include_wrappers!();
}

#[allow(deprecated)]
fn main() {
    println!("{}", cached::outer::cached_load(1));
    println!("{}", cached::outer::load::cached_nested(1));
    println!("{}", cached::outer::inner::cached_load(1));
    println!("{:?}", cached::outer::inner::cached_up(1));
    println!("{:?}", cached::outer::cached_exported(outer::Id(1)));
    println!("{}", cached::first::cached_load(1));
    println!("{}", cached::second::cached_load(1));
    println!("{}", cached::cached_here());
    println!("{}", cached::outer::load::contains(1));
}
