//! `cargo xtask test`: all stages, one sum.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::arguments::Arguments;
use crate::stage::{Depth, Stage};
use crate::tally::Tally;
use crate::tools::Tools;

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    if arguments.flag("--list") {
        for stage in Stage::ALL {
            println!("{}", stage.name());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = arguments
        .values("--only")?
        .iter()
        .map(|name| {
            Stage::named(name).with_context(|| format!("no stage {name:?}; `cargo xtask test --list`"))
        })
        .collect::<Result<Vec<_>>>()?;
    let depth = if arguments.flag("--all") { Depth::All } else { Depth::Usual };
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;

    let usual = |stage: &Stage| depth == Depth::All || !stage.is_long();
    let chosen = |stage: &Stage| if wanted.is_empty() { usual(stage) } else { wanted.contains(stage) };
    let stages: Vec<Stage> = Stage::ALL.into_iter().filter(chosen).collect();
    let outcomes = run_all(&stages, depth, tools);
    let sum = report(&outcomes);
    println!("{sum}");
    Ok(if sum.failed == 0 && sum.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Outcome {
    stage: Stage,
    tally: Tally,
    took: Duration,
}

fn run_all(stages: &[Stage], depth: Depth, tools: Tools) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for &stage in stages {
        println!("\n== {}", stage.name());
        let began = Instant::now();
        let groundless =
            outcomes.iter().any(|done| Some(done.stage) == stage.after() && done.tally.failed > 0);
        let tally = if groundless {
            println!("not run: what it looks at was not built");
            Tally::of_check(false)
        } else {
            run_one(stage, depth, tools)
        };
        outcomes.push(Outcome { stage, tally, took: began.elapsed() });
    }
    outcomes
}

/// One stage that cannot run must not hide what the others find.
fn run_one(stage: Stage, depth: Depth, tools: Tools) -> Tally {
    let outcome = match tools.ensure(stage.needs()) {
        Err(lack) if stage.may_be_left_out() => {
            println!("NOT RUN, NOT COUNTED: {}: {lack:#}. With CI=true this is a failure.", stage.name());
            return Tally::default();
        }
        ready => ready.and_then(|()| stage.run(depth)),
    };
    outcome.unwrap_or_else(|error| {
        println!("{}: {error:#}", stage.name());
        Tally::of_check(false)
    })
}

fn report(outcomes: &[Outcome]) -> Tally {
    let mut sum = Tally::default();
    println!("\n{:<10}{:>8}{:>8}{:>9}", "stage", "passed", "failed", "seconds");
    for Outcome { stage, tally, took } in outcomes {
        println!("{:<10}{:>8}{:>8}{:>9}", stage.name(), tally.passed, tally.failed, took.as_secs());
        sum += *tally;
    }
    sum
}
