//! What a build script costs that fingerprints 16 functions in 50,000 lines: from nothing, after an edit, and when
//! nothing changed; beside it what syn alone needs to parse the same files.
//!
//! `cargo bench --profile dev -p rememo-benches --bench fingerprint` prints one run as Markdown and as JSON. The profile
//! matters: cargo compiles build scripts without optimisation, also for a release. Each figure is the median of fresh
//! processes, from start to exit, beside the CPU's time over all threads, which says more on a busy machine.
//! `-- --runs 9` asks for more processes than the five by default, and `-- --keep` writes the tables beside this package.

mod edits;
mod workspace;

use edits::{EDITS, Edit};
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};
use workspace::Workspace;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// From nothing.
const COLD: Duration = Duration::from_millis(2000);
/// After an edit of one file.
const WARM: Duration = Duration::from_millis(100);
/// Memory, in KiB.
const MEMORY: u64 = 300 * 1024;

fn main() -> Outcome<()> {
    match env::args().nth(1).as_deref() {
        Some("run-script") => script(),
        Some("run-syn") => floor(),
        _ if !cfg!(debug_assertions) => {
            println!("build scripts are not optimised: run this with `--profile dev`");
            Ok(())
        }
        _ => measure(),
    }
}

/// The build script, in a process of its own.
fn script() -> Outcome<()> {
    rememo_build::Generator::new().try_generate()?;
    told()
}

/// What every generator of this kind pays at least.
fn floor() -> Outcome<()> {
    for path in env::args().skip(2) {
        // What is not parsed costs no less.
        let _ = syn::parse_file(&fs::read_to_string(path)?);
    }
    told()
}

/// The peak of the process's memory in KiB and its time in hundredths of a second, for the one that started it.
fn told() -> Outcome<()> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|text| text.trim().strip_suffix(" kB"));
    // After the program's name, which may have spaces: the 12th and 13th field are its own time and the system's.
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: u64 = fields
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    eprintln!("{} {ticks}", peak.unwrap_or("0").trim());
    Ok(())
}

/// One process: how long it took, how long a CPU worked for it, and its peak of memory in KiB.
#[derive(Clone, Copy)]
struct Run {
    time: Duration,
    cpu: Duration,
    peak: u64,
}

fn run(arguments: &[&str], workspace: &Workspace) -> Outcome<Run> {
    let mut command = Command::new(env::current_exe()?);
    command
        .args(arguments)
        .env("CARGO_MANIFEST_DIR", workspace.path("program"))
        .env("OUT_DIR", workspace.path("out"))
        .env("RUSTC", &workspace.rustc)
        .env("CARGO_CFG_TARGET_OS", "linux")
        .env("CARGO_CFG_TARGET_ARCH", "x86_64")
        .env("CARGO_CFG_TARGET_POINTER_WIDTH", "64")
        .env("CARGO_CFG_UNIX", "")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let start = Instant::now();
    let output = command.spawn()?.wait_with_output()?;
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut numbers = said.split_whitespace().map(str::parse::<u64>);
    match (output.status.success(), numbers.next(), numbers.next()) {
        (true, Some(Ok(peak)), Some(Ok(ticks))) => Ok(Run {
            time,
            cpu: Duration::from_millis(ticks * 10),
            peak,
        }),
        _ => Err(said.into()),
    }
}

fn median(runs: Vec<Run>) -> Run {
    let middle = |of: fn(&Run) -> Duration| {
        let mut times: Vec<Duration> = runs.iter().map(of).collect();
        times.sort();
        times[times.len() / 2]
    };
    Run {
        time: middle(|run| run.time),
        cpu: middle(|run| run.cpu),
        peak: runs.iter().map(|run| run.peak).max().unwrap_or(0),
    }
}

/// One line of the table.
struct Row {
    what: String,
    run: Run,
    bar: Option<Duration>,
}

impl Row {
    fn holds(&self) -> &'static str {
        match self.bar {
            None => "",
            Some(bar) if self.run.time <= bar && self.run.peak <= MEMORY => "holds",
            Some(_) => "does not hold",
        }
    }
}

fn measure() -> Outcome<()> {
    let mut arguments = env::args()
        .skip_while(|argument| argument != "--runs")
        .skip(1);
    let runs: usize = arguments.next().map_or(Ok(5), |count| count.parse())?;
    let workspace = Workspace::new()?;
    let sources = workspace.sources();
    let mut lines = 0;
    for path in &sources {
        lines += fs::read_to_string(path)?.lines().count();
    }
    let again = |measured: &dyn Fn() -> Outcome<Run>| -> Outcome<Run> {
        Ok(median(
            (0..runs).map(|_| measured()).collect::<Outcome<_>>()?,
        ))
    };
    let mut rows = Vec::new();
    let files: Vec<&str> = sources.iter().filter_map(|path| path.to_str()).collect();
    let of_syn = [&["run-syn"], &files[..]].concat();
    rows.push(Row {
        what: "syn alone".to_owned(),
        run: again(&|| run(&of_syn, &workspace))?,
        bar: None,
    });
    rows.push(Row {
        what: "from nothing".to_owned(),
        run: again(&|| {
            fs::remove_dir_all(workspace.path("out"))?;
            fs::create_dir_all(workspace.path("out"))?;
            run(&["run-script"], &workspace)
        })?,
        bar: Some(COLD),
    });
    rows.push(Row {
        what: "nothing changed".to_owned(),
        run: again(&|| run(&["run-script"], &workspace))?,
        bar: Some(WARM),
    });
    for edit in EDITS {
        rows.push(Row {
            what: edit.what.to_owned(),
            run: again(&|| edited(edit, &workspace))?,
            bar: Some(WARM),
        });
    }
    let seen = format!(
        "{lines} lines in {} files, {} functions, median of {runs} processes, unoptimised",
        sources.len(),
        workspace.listed()
    );
    let (table, data) = (markdown(&seen, &rows), json(&seen, &rows));
    println!("{table}\n{data}");
    if env::args().any(|argument| argument == "--keep") {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fingerprint");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("table.md"), table)?;
        fs::write(folder.join("table.json"), format!("{data:#}\n"))?;
    }
    Ok(())
}

/// A run after an edit, which is taken back.
fn edited(edit: &Edit, workspace: &Workspace) -> Outcome<Run> {
    let path = workspace.path(edit.file);
    let before = fs::read_to_string(&path)?;
    if before.matches(edit.from).count() != 1 {
        return Err(format!("{}: `{}` is not there once", show(&path), edit.from).into());
    }
    fs::write(&path, before.replace(edit.from, edit.to))?;
    let run_edited = run(&["run-script"], workspace);
    fs::write(&path, before)?;
    run(&["run-script"], workspace)?;
    run_edited
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

fn markdown(seen: &str, rows: &[Row]) -> String {
    let mut text =
        format!("{seen}\n\n| run | ms | bar | CPU ms | MiB | |\n|---|---:|---:|---:|---:|---|\n");
    for row in rows {
        let bar = row
            .bar
            .map_or(String::new(), |bar| bar.as_millis().to_string());
        text += &format!(
            "| {} | {:.1} | {bar} | {:.0} | {} | {} |\n",
            row.what,
            millis(row.run.time),
            millis(row.run.cpu),
            row.run.peak / 1024,
            row.holds()
        );
    }
    text
}

fn json(seen: &str, rows: &[Row]) -> serde_json::Value {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "run": row.what,
                "ms": millis(row.run.time),
                "cpu_ms": millis(row.run.cpu),
                "bar_ms": row.bar.map(|bar| bar.as_millis() as u64),
                "peak_kib": row.run.peak,
                "holds": row.bar.map(|_| row.holds() == "holds"),
            })
        })
        .collect();
    serde_json::json!({ "measured": seen, "rows": rows })
}
