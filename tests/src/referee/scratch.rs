//! A copy of a crate with a program that calls it: to edit, to build to LLVM IR, and to run.
//!
//! Copies live in slots under `target/referee/NAME/`, with a target folder that stays warm from run to run, so that a
//! build after an edit costs about a second. A slot is held by a file lock; processes side by side take another one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use cargo_metadata::{Message, MetadataCommand};

use super::Result;
use super::catalog::{ITS_DEFAULT, Subject};
use super::graph::IrGraph;
use super::ir::Module;

/// Name of the program's package, and so of its crate.
pub const PROGRAM: &str = "probe";

/// How the IR is asked for: nothing inlined, nothing merged, no places in the code. `RUSTC_BOOTSTRAP` lets stable take
/// `-Z`. Generics are not shared: else which instances lie here hangs on what the crates below happen to hold.
const FLAGS: &str = "-Copt-level=0 -Ccodegen-units=1 -Cno-prepopulate-passes -Csymbol-mangling-version=v0 \
     -Cdebuginfo=1 -Zlocation-detail=none -Zfewer-names=yes -Zmir-opt-level=0 -Zshare-generics=no --emit=llvm-ir --cap-lints=warn";

/// How it is asked for to count what runs.
const COUNTED: &str = "-Copt-level=0 -Ccodegen-units=1 -Cinstrument-coverage --cap-lints=warn";

/// What a run of the program may take: an edit can make it loop or grow without end.
const RUN_LIMITS: &str =
    "ulimit -v 2097152; ulimit -t 5; ulimit -f 65536; ulimit -c 0; exec \"$0\" \"$1\"";

/// The longest a run or a command may take by the wall clock.
const PATIENCE: Duration = Duration::from_secs(120);

/// A crate's copy and its program, held until dropped.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    name: String,
    /// IR files read, with the time of each.
    read: RefCell<HashMap<PathBuf, (SystemTime, Arc<Module>)>>,
    _held: File,
}

impl Scratch {
    /// Takes a free slot under `base` and fills it with fresh copies.
    pub fn new(base: &Path, subject: &Subject) -> Result<Scratch> {
        let (folder, held) = take_slot(&base.join(&subject.name))?;
        let scratch = Scratch {
            folder,
            name: subject.name.clone(),
            read: RefCell::default(),
            _held: held,
        };
        let source = match &subject.local {
            Some(local) => local.clone(),
            None => fetch(&base.join(&subject.name).join("fetch"), subject)?,
        };
        for old in [scratch.crate_folder(), scratch.program_folder()] {
            if old.exists() {
                fs::remove_dir_all(old)?;
            }
        }
        copy_tree(&source, &scratch.crate_folder())?;
        stand_alone(&scratch.crate_folder().join("Cargo.toml"))?;
        asked_by_default(&scratch.crate_folder().join("Cargo.toml"), subject)?;
        scratch.write_program(subject)?;
        Ok(scratch)
    }

    /// The folder that holds the crate and the program; edits name files relative to it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The copy of the crate.
    pub fn crate_folder(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    /// The program's package.
    pub fn program_folder(&self) -> PathBuf {
        self.folder.join(PROGRAM)
    }

    fn write_program(&self, subject: &Subject) -> Result<()> {
        let folder = self.program_folder();
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{PROGRAM}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             {name} = {{ path = \"../{name}\", {asks} }}\n",
            name = subject.name,
            asks = subject.asks(subject.default_features, &subject.features),
        );
        let beside: String = subject
            .beside
            .iter()
            .map(|(name, version)| format!("{name} = \"{version}\"\n"))
            .collect();
        fs::write(folder.join("Cargo.toml"), manifest + &beside)?;
        let mut source = fs::read_to_string(&subject.program)
            .map_err(|error| format!("{}: {error}", subject.program.display()))?;
        source.push_str("\nfn main() {\n    match std::env::args().nth(1).as_deref() {\n");
        for root in &subject.root {
            source.push_str(&format!(
                "        Some({name:?}) => print!(\"{{}}\", {name}()),\n",
                name = root.name
            ));
        }
        source.push_str("        _ => std::process::exit(64),\n    }\n}\n");
        fs::write(folder.join("src/main.rs"), source)?;
        self.lock(subject)
    }

    /// Makes the lock file, with every release that stands beside held to the one asked for.
    fn lock(&self, subject: &Subject) -> Result<()> {
        let manifest = self.program_folder().join("Cargo.toml");
        let ask = |offline: &[&str]| -> Result<bool> {
            for (name, version) in &subject.beside {
                let mut update = cargo();
                update.args([
                    "update",
                    "--quiet",
                    "--package",
                    name,
                    "--precise",
                    version,
                    "--manifest-path",
                ]);
                if !finish(
                    update.arg(&manifest).args(offline),
                    &self.folder.join("lock"),
                )?
                .status
                .success()
                {
                    return Ok(false);
                }
            }
            let mut fetch = cargo();
            fetch
                .args(["fetch", "--quiet", "--manifest-path"])
                .arg(&manifest)
                .args(offline);
            Ok(finish(&mut fetch, &self.folder.join("lock"))?
                .status
                .success())
        };
        if ask(&["--offline"])? || ask(&[])? {
            // Who asks of the crate's own package has built that, and so has a lock beside it.
            let lock = manifest.with_file_name("Cargo.lock");
            fs::copy(lock, self.crate_folder().join("Cargo.lock"))?;
            return Ok(());
        }
        let said = fs::read_to_string(self.folder.join("lock.err")).unwrap_or_default();
        Err(format!("the program's dependencies cannot be had: {said}").into())
    }

    /// Builds the program to be counted while it runs. It has a target folder of its own.
    pub fn build_counted(&self) -> Result<Built> {
        let target = self.folder.join("counted");
        let output = finish(
            self.cargo_build(&target, COUNTED)
                // Build scripts are counted too, and nobody asks for that.
                .env("LLVM_PROFILE_FILE", self.folder.join("unasked.profraw")),
            &self.folder.join("build"),
        )?;
        if !output.status.success() {
            return Err(format!("{} cannot be counted: {}", self.name, self.complaint()).into());
        }
        Ok(Built {
            files: Vec::new(),
            program: target.join("debug").join(PROGRAM),
            folder: self.folder.clone(),
        })
    }

    fn cargo_build(&self, target: &Path, flags: &str) -> Command {
        let mut command = cargo();
        command
            .args([
                "build",
                "--offline",
                "--quiet",
                "--message-format=json",
                "--manifest-path",
            ])
            .arg(self.program_folder().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target)
            .env("RUSTFLAGS", flags)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Builds the program; `None` when the compiler refuses it.
    pub fn build(&self) -> Result<Option<Built>> {
        let program = self.program_folder();
        // Always anew, so that the newest of its IR files is this build's.
        let main = program.join("src/main.rs");
        fs::write(&main, fs::read(&main)?)?;
        let output = finish(
            &mut self.cargo_build(&self.folder.join("target"), FLAGS),
            &self.folder.join("build"),
        )?;
        if !output.status.success() {
            return Ok(None);
        }
        let mut files = Vec::new();
        for message in Message::parse_stream(output.stdout.as_slice()) {
            if let Message::CompilerArtifact(artifact) = message? {
                files.extend(
                    artifact
                        .filenames
                        .iter()
                        .filter_map(|file| library_ir(file.as_std_path())),
                );
            }
        }
        let debug = self.folder.join("target/debug");
        files.push(newest_ir(&debug.join("deps"))?);
        Ok(Some(Built {
            files,
            program: debug.join(PROGRAM),
            folder: self.folder.clone(),
        }))
    }

    /// The IR of a build's program and of all crates it is linked with, as a graph. Files that did not change since
    /// they were last read are not read again.
    pub fn graph(&self, built: &Built) -> Result<IrGraph> {
        let mut read = self.read.borrow_mut();
        let mut modules = Vec::new();
        for file in &built.files {
            let changed = fs::metadata(file)?.modified()?;
            let known = read.get(file).filter(|(then, _)| *then == changed);
            let module = match known {
                Some((_, module)) => Arc::clone(module),
                None => Arc::new(Module::parse(&String::from_utf8_lossy(&fs::read(file)?))),
            };
            read.insert(file.clone(), (changed, Arc::clone(&module)));
            modules.push(module);
        }
        Ok(IrGraph::link(&modules))
    }

    /// What the compiler says about a build that failed.
    pub fn complaint(&self) -> String {
        let mut text = fs::read_to_string(self.folder.join("build.err")).unwrap_or_default();
        for message in Message::parse_stream(
            fs::read(self.folder.join("build.out"))
                .unwrap_or_default()
                .as_slice(),
        ) {
            if let Ok(Message::CompilerMessage(message)) = message {
                text.push_str(message.message.rendered.as_deref().unwrap_or_default());
            }
        }
        text
    }

    /// Moves one dependency to another release and gives the new lock file; the old one is put back. `None` when that
    /// release cannot be had here.
    pub fn bumped_lock(&self, package: &str, to: &str) -> Result<Option<Vec<u8>>> {
        let manifest = self.program_folder().join("Cargo.toml");
        let lock = self.program_folder().join("Cargo.lock");
        let before = fs::read(&lock)?;
        for offline in [&["--offline"][..], &[]] {
            let mut update = cargo();
            update
                .args([
                    "update",
                    "--quiet",
                    "--package",
                    package,
                    "--precise",
                    to,
                    "--manifest-path",
                ])
                .arg(&manifest);
            let mut fetch = cargo();
            fetch
                .args(["fetch", "--quiet", "--manifest-path"])
                .arg(&manifest);
            let done = finish(update.args(offline), &self.folder.join("lock"))?
                .status
                .success()
                && finish(fetch.args(offline), &self.folder.join("lock"))?
                    .status
                    .success();
            let after = fs::read(&lock)?;
            fs::write(&lock, &before)?;
            if done && after != before {
                return Ok(Some(after));
            }
        }
        Ok(None)
    }
}

/// A build that succeeded.
#[derive(Debug)]
pub struct Built {
    files: Vec<PathBuf>,
    program: PathBuf,
    folder: PathBuf,
}

impl Built {
    /// What the program prints for one root, and how it ended.
    pub fn run(&self, root: &str) -> Result<Vec<u8>> {
        let output = finish(&mut self.command(root), &self.folder.join("run"))?;
        let mut told = output.stdout;
        told.extend_from_slice(format!("\n{}", output.status).as_bytes());
        Ok(told)
    }

    /// Runs the program for one root, and writes to a file what was counted.
    pub fn run_counted(&self, root: &str, counts: &Path) -> Result<()> {
        let mut command = self.command(root);
        command.env("LLVM_PROFILE_FILE", counts);
        finish(&mut command, &self.folder.join("run"))?;
        Ok(())
    }

    /// The binary.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Where what commands say is kept.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn command(&self, root: &str) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", RUN_LIMITS])
            .arg(&self.program)
            .arg(root)
            .env("RUST_BACKTRACE", "0");
        command
    }
}

/// `cargo`, without what an outer cargo or a user's settings would add to a build.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for name in [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_TARGET_DIR",
        "RUSTC_WRAPPER",
        "CARGO_BUILD_TARGET",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end or to the end of patience; what it says goes through `NAME.out` and `NAME.err`, so that
/// no full pipe can stop it.
pub(super) fn finish(command: &mut Command, name: &Path) -> Result<Output> {
    let (out, err) = (name.with_extension("out"), name.with_extension("err"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(File::create(&out)?)
        .stderr(File::create(&err)?)
        .spawn()?;
    let started = Instant::now();
    let mut nap = Duration::from_millis(1);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > PATIENCE {
            child.kill()?;
            break child.wait()?;
        }
        std::thread::sleep(nap);
        nap = (nap * 2).min(Duration::from_millis(20));
    };
    Ok(Output {
        status,
        stdout: fs::read(out)?,
        stderr: fs::read(err)?,
    })
}

fn take_slot(folder: &Path) -> Result<(PathBuf, File)> {
    for number in 0.. {
        let slot = folder.join(format!("slot-{number}"));
        fs::create_dir_all(&slot)?;
        let lock = File::create(slot.join("held"))?;
        match lock.try_lock() {
            Ok(()) => return Ok((fs::canonicalize(slot)?, lock)),
            Err(fs::TryLockError::WouldBlock) => {}
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err("no free slot".into())
}

/// The folder of the crate's sources, as cargo keeps them; asked without the network first.
fn fetch(folder: &Path, subject: &Subject) -> Result<PathBuf> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let manifest = folder.join("Cargo.toml");
    fs::write(
        &manifest,
        format!(
            "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             {} = \"={}\"\n",
            subject.name, subject.version
        ),
    )?;
    let ask = |offline: &[&str]| {
        MetadataCommand::new()
            .manifest_path(&manifest)
            .other_options(
                offline
                    .iter()
                    .map(|option| (*option).to_owned())
                    .collect::<Vec<_>>(),
            )
            .exec()
    };
    let metadata = ask(&["--offline"]).or_else(|_| ask(&[]))?;
    let package = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == subject.name)
        .ok_or_else(|| format!("cargo knows no package `{}`", subject.name))?;
    Ok(package
        .manifest_path
        .as_std_path()
        .parent()
        .unwrap_or(folder)
        .to_owned())
}

/// Copies a folder without what a build or a checkout leaves in it.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "target" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::write(&target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Makes a package its own workspace, so that it is not taken for a member of the one around the target folder.
fn stand_alone(manifest: &Path) -> Result<()> {
    let mut text = fs::read_to_string(manifest)?;
    if !text.parse::<toml::Table>()?.contains_key("workspace") {
        text.push_str("\n[workspace]\n");
        fs::write(manifest, text)?;
    }
    Ok(())
}

/// Makes the features that the program asks for the crate's default ones: a function that is asked of the crate's own
/// package has no program to ask for any, and is judged as it stands in the program. What was default before keeps a
/// name, for edits that ask for it.
fn asked_by_default(manifest: &Path, subject: &Subject) -> Result<()> {
    if subject.asks_plainly() {
        return Ok(());
    }
    let mut written = fs::read_to_string(manifest)?.parse::<toml::Table>()?;
    let features = written
        .entry("features")
        .or_insert_with(|| toml::Table::new().into())
        .as_table_mut()
        .ok_or("`features` is no table")?;
    let asked: toml::Value = subject
        .asked(subject.default_features, &subject.features)
        .into();
    let before = features.insert("default".to_owned(), asked);
    let before = before.unwrap_or_else(|| toml::Value::Array(Vec::new()));
    features.insert(ITS_DEFAULT.to_owned(), before);
    fs::write(manifest, toml::to_string(&written)?)?;
    Ok(())
}

/// The IR file beside a library: `libNAME-HASH.rlib` has `NAME-HASH.ll`.
fn library_ir(file: &Path) -> Option<PathBuf> {
    if file.extension()? != "rlib" {
        return None;
    }
    let stem = file.file_stem()?.to_str()?;
    Some(file.with_file_name(format!("{}.ll", stem.strip_prefix("lib")?)))
}

fn newest_ir(folder: &Path) -> Result<PathBuf> {
    let mut newest: Option<(SystemTime, PathBuf)> = None;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with(&format!("{PROGRAM}-")) && name.ends_with(".ll") {
            let changed = fs::metadata(&path)?.modified()?;
            if newest.as_ref().is_none_or(|(best, _)| changed > *best) {
                newest = Some((changed, path));
            }
        }
    }
    Ok(newest.ok_or("the program left no IR")?.1)
}

/// Where copies and their warm builds lie unless told otherwise: within the workspace's own target folder.
pub fn default_base() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/referee")
}
