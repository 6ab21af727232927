//! What ran: where the functions stand that a root of the program executes, told by the compiler's own coverage.
//!
//! The IR's reach says what could be called from code; what a run was counted in is the other half of S2. It also sees
//! what the linker's names do not lead to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::Result;
use super::ir::Place;
use super::scratch::{Built, finish};

/// The toolchain's own readers of coverage.
#[derive(Debug, Clone)]
pub struct Tools {
    profdata: PathBuf,
    cov: PathBuf,
}

impl Tools {
    /// Finds them in the toolchain; where they are missing, the error says how to get them.
    pub fn find() -> Result<Tools> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let asked = Command::new(rustc)
            .args(["--print", "target-libdir"])
            .output()?;
        let libraries = String::from_utf8(asked.stdout)?;
        let folder = Path::new(libraries.trim()).with_file_name("bin");
        let tool = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        let tools = Tools {
            profdata: tool("llvm-profdata"),
            cov: tool("llvm-cov"),
        };
        match tools.profdata.exists() && tools.cov.exists() {
            true => Ok(tools),
            false => Err(format!(
                "what ran cannot be told without llvm-profdata and llvm-cov in {}: run `rustup component add llvm-tools`",
                folder.display()
            )
            .into()),
        }
    }

    /// Where the functions stand that a run of one root executes; `built` was built to be counted.
    pub fn places(&self, built: &Built, root: &str) -> Result<BTreeSet<Place>> {
        let raw = built.folder().join("ran.profraw");
        if raw.exists() {
            std::fs::remove_file(&raw)?;
        }
        built.run_counted(root, &raw)?;
        let data = raw.with_extension("profdata");
        let mut merge = Command::new(&self.profdata);
        merge
            .args(["merge", "-sparse"])
            .arg(&raw)
            .arg("-o")
            .arg(&data);
        succeed(&mut merge, &built.folder().join("merge"))?;
        let mut export = Command::new(&self.cov);
        export
            .args(["export", "--format=text", "--skip-expansions"])
            .arg("--instr-profile")
            .arg(&data)
            .arg(built.program());
        let told = succeed(&mut export, &built.folder().join("export"))?;
        let told: Exported = serde_json::from_slice(&told)?;
        let functions = told.data.into_iter().flat_map(|data| data.functions);
        let executed = functions.filter(|function| function.count > 0);
        Ok(executed.filter_map(Function::place).collect())
    }
}

fn succeed(command: &mut Command, name: &Path) -> Result<Vec<u8>> {
    let output = finish(command, name)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?}: {}: {}", output.status, said.trim()).into());
    }
    Ok(output.stdout)
}

/// `llvm-cov export`, as far as it is read.
#[derive(Deserialize)]
struct Exported {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    functions: Vec<Function>,
}

#[derive(Deserialize)]
struct Function {
    count: u64,
    filenames: Vec<PathBuf>,
    /// Line, column, last line, last column, count, file, expanded file, kind.
    regions: Vec<Vec<u64>>,
}

impl Function {
    fn place(self) -> Option<Place> {
        let first = self.regions.first()?;
        let file = usize::try_from(*first.get(5)?).ok()?;
        Some(Place {
            file: self.filenames.get(file)?.clone(),
            line: usize::try_from(*first.first()?).ok()?,
        })
    }
}
