//! The referee is judged first: its IR hash moves when it must and stays when it may, it convicts who deserves it and
//! acquits who does not. Then it judges rememo on a short, fixed sample.

mod ir;
mod sample;
mod undone;
mod verdicts;
