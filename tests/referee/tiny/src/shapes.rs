//! Shapes that are met only behind `dyn`.

/// Something with an area.
pub trait Area {
    /// The area; nothing unless said otherwise.
    fn area(&self) -> u32 {
        self.side() * 0
    }

    /// The longest side.
    fn side(&self) -> u32 {
        1
    }
}

pub struct Square(pub u32);

impl Area for Square {
    fn area(&self) -> u32 {
        self.side() * self.side()
    }

    fn side(&self) -> u32 {
        self.0
    }
}

pub struct Flat;

impl Area for Flat {}

pub fn double(value: u32) -> u32 {
    value * 2
}

pub fn triple(value: u32) -> u32 {
    let threefold = value * 3;
    threefold
}

/// The area twice, whatever the shape.
pub fn twice<T: Area>(shape: &T) -> u32 {
    shape.area() + shape.area()
}
