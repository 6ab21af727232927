//! Drives futures, streams and readers by hand.

use std::cell::RefCell;
use std::io;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_lite::future::{block_on, pending, poll_once, try_zip, yield_now, zip};
use futures_lite::io::{AsyncRead, BufReader, BufWriter, Cursor, copy};
use futures_lite::prelude::*;
use futures_lite::stream;

type Log = RefCell<Vec<String>>;

struct Told<'a>(&'a Log, &'static str);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push(format!("{} ends", self.1));
    }
}

async fn count(name: &'static str, from: u32, log: &Log) -> u32 {
    let told = Told(log, name);
    for at in (1..=from).rev() {
        told.0.borrow_mut().push(format!("{name}{at}"));
        yield_now().await;
    }
    from * 10
}

async fn check(number: i32) -> Result<i32, String> {
    if number < 0 {
        return Err(format!("{number} is below"));
    }
    yield_now().await;
    Ok(number * 2)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_futures() -> String {
    let log = Log::default();
    let both = block_on(zip(count("a", 3, &log), count("b", 2, &log)));
    let first = block_on(count("c", 5, &log).or(count("d", 1, &log)));
    let tried = block_on(async {
        (
            try_zip(check(1), check(2)).await,
            try_zip(check(3), check(-4)).await,
        )
    });
    let never = block_on(poll_once(pending::<u8>()));
    let thrown = async {
        yield_now().await;
        resume_unwind(Box::new("thrown"))
    };
    let caught: Result<(), _> = block_on(AssertUnwindSafe(thrown).catch_unwind());
    let boxed = vec![check(5).boxed(), async { Ok(6) }.boxed()];
    let sum = block_on(async {
        let mut sum = 0;
        for future in boxed {
            sum += future.await?;
        }
        Ok::<i32, String>(sum)
    });
    format!(
        "{both:?} {first} {tried:?} {never:?} {:?} {sum:?} {:?}",
        caught.unwrap_err().downcast_ref::<&str>(),
        log.into_inner()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_streams() -> String {
    block_on(async {
        let squares: Vec<u32> = stream::iter(1..10)
            .filter(|number| number % 2 == 1)
            .then(|number| async move {
                yield_now().await;
                number * number
            })
            .chain(stream::once(7))
            .take_while(|number| *number != 49)
            .collect()
            .await;
        let fibonacci = stream::unfold((0, 1), |(one, two)| async move {
            (one < 50).then_some((one, (two, one + two)))
        });
        let (even, odd): (Vec<u32>, Vec<u32>) = fibonacci.partition(|number| number % 2 == 0).await;
        let mut failing = stream::iter([Ok(1), Ok(2), Err("stop"), Ok(3)]);
        let folded = failing
            .try_fold(10, |sum, number: i32| Ok(sum - number))
            .await;
        let left = failing.count().await;
        let runs: Vec<String> = stream::iter(["a b", "c"])
            .flat_map(|text| stream::iter(text.split(' ')))
            .zip(stream::repeat_with(|| 'z'))
            .enumerate()
            .map(|(at, (text, letter))| format!("{at}{text}{letter}"))
            .collect()
            .await;
        let mut merged = stream::iter([1, 2]).or(stream::iter([3])).boxed();
        let sums: Vec<i32> = stream::iter(1..20)
            .step_by(4)
            .scan(0, |sum, number| {
                *sum += number;
                (*sum < 40).then_some(*sum)
            })
            .collect()
            .await;
        let found = merged.find(|number| *number > 1).await;
        format!(
            "{squares:?} {even:?} {odd:?} {folded:?} {left} {runs:?} {found:?} {:?} {sums:?} {:?}",
            merged.next().await,
            stream::block_on(stream::iter("xyz".chars()).skip(1).cycle().take(5))
                .collect::<String>()
        )
    })
}

/// Gives three bytes at a time, and makes wait before each.
struct Slow<'a> {
    bytes: &'a [u8],
    waits: bool,
}

impl AsyncRead for Slow<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        self.waits = !self.waits;
        if self.waits {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let length = self.bytes.len().min(buffer.len()).min(3);
        let (now, later) = self.bytes.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.bytes = later;
        Poll::Ready(Ok(length))
    }
}

fn slow(bytes: &[u8]) -> Slow<'_> {
    Slow {
        bytes,
        waits: false,
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_io() -> String {
    let done: io::Result<String> = block_on(async {
        let lines: Vec<String> = BufReader::with_capacity(4, slow(b"one\ntwo two\r\n\nlast"))
            .lines()
            .try_collect()
            .await?;
        let mut reader = BufReader::new(slow(b"key:value;rest").chain(Cursor::new("!?")));
        let mut key = Vec::new();
        let taken = reader.read_until(b':', &mut key).await?;
        let mut four = [0; 4];
        reader.read_exact(&mut four).await?;
        let mut rest = String::new();
        (&mut reader).take(5).read_to_string(&mut rest).await?;
        let parts: Vec<Vec<u8>> = reader.split(b'?').try_collect().await?;
        let mut writer = BufWriter::with_capacity(5, Cursor::new(vec![0_u8; 3]));
        writer.write_all(b"ab").await?;
        let copied = copy(slow(b"cdefghij"), &mut writer).await?;
        writer.seek(io::SeekFrom::Start(1)).await?;
        writer.write_all(b"Z").await?;
        writer.flush().await?;
        let short = slow(b"xy").read_exact(&mut [0; 3]).await;
        let utf8 = slow(&[b'a', 0xff]).read_to_string(&mut rest).await;
        Ok(format!(
            "{lines:?} {key:?} {taken} {four:?} {rest} {parts:?} {copied} {:?} {:?} {:?}",
            String::from_utf8_lossy(writer.get_ref().get_ref()),
            short.map_err(|error| error.kind()),
            utf8.map_err(|error| error.to_string())
        ))
    });
    done.unwrap_or_else(|error| error.to_string())
}
