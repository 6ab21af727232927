use std::borrow::Cow;
use std::rc::Rc;

pub async fn later() -> u8 { 1 }
pub unsafe fn risky() -> u8 { 1 }
pub extern "C" fn foreign() -> u8 { 1 }
pub fn iter() -> impl Iterator<Item = u8> { [1].into_iter() }
pub fn name<'a>(of: &'a str) -> &'a str { of }
pub fn names(of: &str) -> Vec<Option<&str>> { vec![Some(of)] }
pub fn view<'a>(of: &'a str) -> View<'a> { View(of) }
pub struct View<'a>(&'a str);
pub fn fill(out: &mut Vec<u8>) { out.push(1) }
pub fn map(step: impl Fn(u8) -> u8) -> u8 { step(1) }
pub fn map_by<F>(step: F) -> u8 where F: Fn(u8) -> u8 { step(1) }
pub fn map_boxed(step: &dyn Fn(u8) -> u8) -> u8 { step(1) }
pub fn map_pointer(step: fn(u8) -> u8) -> u8 { step(1) }
pub fn at(place: *const u8) -> u8 { place as usize as u8 }
pub fn never() -> ! { panic!() }
pub fn fine(step: fn(&mut u8), text: &str) -> Result<Cow<'_, str>, &'static str> { let _ = step; Ok(text.into()) }

macro_rules! make {
    ($name:ident) => { pub fn $name() -> u8 { 1 } };
}
make!(made);

pub struct Model;
impl Model {
    pub fn change(&mut self) -> u8 { 1 }
    pub fn into(self) -> u8 { 1 }
    pub fn shared(self: Rc<Self>) -> u8 { 1 }
    pub fn fine(self: &Self) -> u8 { 1 }
}

pub trait From<T> { fn from(&self) -> u8; }
impl<T> From<T> for Model { fn from(&self) -> u8 { 1 } }

pub fn shown(of: &[Box<dyn std::fmt::Display>]) -> usize { of.len() }
pub fn shown_ignored(of: &dyn std::fmt::Display) -> usize { of.to_string().len() }
