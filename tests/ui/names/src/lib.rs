pub mod report {
    pub struct Model;
    impl Model {
        pub fn price(&self) -> u8 { 1 }
    }
    pub trait Quote { fn quote(&self) -> u8; }
    impl Quote for Model { fn quote(&self) -> u8 { 1 } }
    pub fn monthly(year: u16) -> u16 { year }
    #[cfg(target_os = "none")]
    pub fn windows_only() -> u8 { 1 }
}

pub mod made {
    macro_from_elsewhere! { somewhere }
}

pub mod deep {}
