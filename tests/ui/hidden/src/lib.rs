mod outer {
    fn private() -> u8 { 1 }
    mod inner {
        pub fn load() -> u8 { 1 }
        pub(in crate::outer) fn up() -> u8 { 1 }
    }
    pub(self) use inner::up;
    struct Secret(u8);
    pub fn load() -> Result<Secret, u8> { Ok(Secret(1)) }
    pub fn unknown(of: Nowhere) -> u8 { 1 }
    pub struct Model;
    impl Model {
        fn price(&self) -> u8 { 1 }
    }
}

fn at_root() -> u8 { 1 }
