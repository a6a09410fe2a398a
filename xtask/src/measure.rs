//! What another program takes: processor time of it and its children, and the most memory that one of them held.

use std::collections::BTreeMap;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// What a run took, and what it said.
pub(crate) struct Measured {
    /// Exit status and texts.
    pub(crate) output: Output,
    /// Seconds of processor time, of the program and those it started; 0 where the system does not say.
    pub(crate) seconds: f64,
    /// The most resident memory of one process of the wanted name, in MiB; 0 where the system does not say.
    pub(crate) memory: u64,
}

/// Runs a program; memory is that of the processes whose names end with one of `names`, looked at every few milliseconds.
pub(crate) fn run(mut command: Command, names: &[&str]) -> std::io::Result<Measured> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let done = AtomicBool::new(false);
    let peak = AtomicU64::new(0);
    let before = children_seconds();
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                peak.fetch_max(largest(names), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        let output = command.output();
        done.store(true, Ordering::Relaxed);
        output
    })?;
    Ok(Measured { output, seconds: children_seconds() - before, memory: peak.into_inner() })
}

/// Processor seconds of all finished child processes (proc(5), `cutime` and `cstime`); 0 where there is no such file.
fn children_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name in parentheses and may hold blanks.
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks =
        |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / 100.0
}

/// A running process: its parent, its name, and its peak of resident memory in MiB.
struct Process {
    parent: u32,
    name: String,
    memory: u64,
}

/// The largest peak of resident memory among our running descendants of some names, in MiB.
fn largest(names: &[&str]) -> u64 {
    let Ok(entries) = std::fs::read_dir("/proc") else { return 0 };
    let processes: BTreeMap<u32, Process> = entries
        .filter_map(|entry| {
            let id = entry.ok()?.file_name().to_str()?.parse().ok()?;
            Some((id, process(id)?))
        })
        .collect();
    let wanted = processes.values().filter(|process| {
        names.iter().any(|name| process.name.ends_with(name)) && is_ours(&processes, process.parent)
    });
    wanted.map(|process| process.memory).max().unwrap_or(0)
}

fn process(id: u32) -> Option<Process> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()).unwrap_or_default()
    };
    let memory = field("VmHWM:").parse::<u64>().unwrap_or(0) / 1024;
    Some(Process { parent: field("PPid:").parse().ok()?, name: field("Name:").to_owned(), memory })
}

fn is_ours(processes: &BTreeMap<u32, Process>, mut id: u32) -> bool {
    let own = std::process::id();
    // A process that ends while the list is read may leave a gap, and numbers may be used again: no chain is followed for ever.
    for _ in 0..processes.len() {
        if id == own {
            return true;
        }
        match processes.get(&id) {
            Some(process) => id = process.parent,
            None => return false,
        }
    }
    false
}
