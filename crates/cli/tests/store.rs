//! The store from the outside: filled, killed, filled by two at once, asked.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;

fn detente(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(args).stdin(Stdio::null()).env_remove("DETENTE_STORE");
    command
}

fn run(args: &[&str]) -> Output {
    detente(args).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A file of short articles of our own.
fn corpus(dir: &Path, documents: usize) -> std::path::PathBuf {
    let path = dir.join("news.jsonl");
    let mut lines = String::new();
    for n in 0..documents {
        let day = n % 28 + 1;
        lines.push_str(
            &serde_json::json!({
                "date": format!("2021-05-{day:02}"),
                "publisher": if n % 2 == 0 { "Daily" } else { "Herald" },
                "headline": format!("Border news number {n}"),
                "text": format!(
                    "Armenia scattered {n} leaflets over Azerbaijan on May {day}. Azerbaijan threatened to close the \
                     border if Armenia scatters leaflets again. France will send aid to Armenia."
                ),
            })
            .to_string(),
        );
        lines.push('\n');
    }
    std::fs::write(&path, lines).unwrap();
    path
}

fn digest(store: &Path) -> String {
    let output = run(&["store", "digest", "--store", text(store)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn whole(store: &Path) {
    let output = run(&["store", "check", "--store", text(store)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn ingest(store: &Path, news: &Path) -> Child {
    detente(&["ingest", text(news), "--store", text(store), "--batch", "5"])
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers that look random and are the same for the same seed (Steele, Lea & Flood 2014, SplitMix64), from 0 to 1.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

/// A number from the environment.
fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// Kills that hit a run at work, at moments drawn by a seed, one store after another until there were enough; each
/// store in the end holds what an undisturbed run gives. A hundred of them:
/// `DETENTE_KILLS=100 cargo test -p detente --test store killed -- --nocapture`, with another seed `DETENTE_SEED=2`.
#[test]
fn killed_at_any_moment_it_ends_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 60);
    let undisturbed = dir.path().join("undisturbed");
    let start = Instant::now();
    assert!(ingest(&undisturbed, &news).wait().unwrap().success());
    let time = start.elapsed();
    let wanted = digest(&undisturbed);
    let (kills, seed) = (number("DETENTE_KILLS", 8), number("DETENTE_SEED", 1));
    let mut dice = Dice(seed);
    let (mut hits, mut stores, mut written) = (0, 0, 0);
    while hits < kills {
        let killed = dir.path().join(format!("killed-{stores}"));
        stores += 1;
        while hits < kills {
            let mut child = ingest(&killed, &news);
            std::thread::sleep(time.mul_f64(dice.share()));
            if child.try_wait().unwrap().is_some_and(|status| status.success()) {
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            hits += 1;
            if killed.join("detente.sqlite").exists() {
                let output = run(&["store", "check", "--store", text(&killed)]);
                let said =
                    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success() || said.contains("there is no store"), "seed {seed}, {hits}: {said}");
                written += u32::from(output.status.success());
            }
        }
        assert!(ingest(&killed, &news).wait().unwrap().success());
        whole(&killed);
        assert_eq!(digest(&killed), wanted, "seed {seed}, store {stores} after {hits} kills");
        // A further run adds nothing.
        let output = run(&["ingest", text(&news), "--store", text(&killed), "--json"]);
        let added: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(added, serde_json::json!({"documents": 0, "reports": 0, "known": 60, "aside": 0}));
    }
    println!("{hits} kills over {stores} stores, {written} of them after the first batch was in; all equal");
}

#[test]
fn two_at_once_both_succeed() {
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 20);
    let (one, both) = (dir.path().join("a"), dir.path().join("b"));
    assert!(ingest(&one, &news).wait().unwrap().success());
    let mut children = [ingest(&both, &news), ingest(&both, &news)];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    whole(&both);
    assert_eq!(digest(&both), digest(&one));
}

#[test]
fn one_may_refuse_to_wait() {
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 2);
    let store = dir.path().join("s");
    std::fs::create_dir(&store).unwrap();
    let lock = std::fs::File::create(store.join("lock")).unwrap();
    lock.lock().unwrap();
    let output = run(&["ingest", text(&news), "--store", text(&store), "--no-wait"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another process is writing"));
}

#[test]
fn what_cannot_be_read_is_kept_aside() {
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 2);
    let mut lines = std::fs::read_to_string(&news).unwrap();
    lines.push_str("{\"date\": \"2021-05-01\", \"text\": \n");
    std::fs::write(&news, lines).unwrap();
    let store = dir.path().join("s");
    let output = run(&["ingest", text(&news), "--store", text(&store), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let aside = run(&["documents", "--aside", "--store", text(&store), "--format", "json"]);
    let aside: serde_json::Value = serde_json::from_slice(&aside.stdout).unwrap();
    assert_eq!(aside[0]["line"], 3);
    assert_eq!(aside[0]["severity"], "error");
    assert!(aside[0]["problem"].as_str().unwrap().contains("JSON"), "{aside}");
}

#[test]
fn no_store_is_told_plainly() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(&["events", "--store", text(dir.path())]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("there is no store") && said.contains("detente ingest"), "{said}");
}

#[test]
fn asked_in_every_form() {
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 6);
    let store = dir.path().join("s");
    assert!(ingest(&store, &news).wait().unwrap().success());
    for what in ["events", "reports", "claims", "commitments", "documents"] {
        for form in ["table", "csv", "json"] {
            let output = run(&[what, "--store", text(&store), "--format", form]);
            assert!(output.status.success(), "{what} {form}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(!output.stdout.is_empty());
        }
        let file = dir.path().join(format!("{what}.parquet"));
        let output = run(&[what, "--store", text(&store), "--format", "parquet", "--out", text(&file)]);
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(&std::fs::read(&file).unwrap()[..4], b"PAR1");
    }
    // The coder sees the act in the condition of the threat too; the one that happened is asked for.
    let happened = ["--actor", "ARM", "--status", "happened"];
    let reports = run(&[&["reports", "--store", text(&store), "--format", "json"], &happened[..]].concat());
    let reports: serde_json::Value = serde_json::from_slice(&reports.stdout).unwrap();
    let report = &reports.as_array().unwrap()[0];
    for id in ["id", "document", "event"] {
        let id = report[id].as_str().unwrap();
        let story = run(&["show", &id[..10], "--store", text(&store)]);
        assert!(story.status.success(), "{id}");
        assert!(String::from_utf8_lossy(&story.stdout).contains("Armenia scattered 5 leaflets"), "{id}");
    }
    let wrong = run(&["events", "--store", text(&store), "--type", "LEAFLETS"]);
    assert_eq!(wrong.status.code(), Some(2));
    let series = run(&["timeline", "ARM", "AZE", "--by", "month", "--store", text(&store), "--format", "csv"]);
    assert!(String::from_utf8_lossy(&series.stdout).contains("2021-05-01,ARM,AZE,"));
}

#[test]
fn judged_and_exported() {
    use std::io::Write;
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 2);
    let store = dir.path().join("s");
    assert!(ingest(&store, &news).wait().unwrap().success());
    let mut child = detente(&["review", "--store", text(&store), "--actor", "ARM", "--who", "A"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"f mode=objects\nn\nr # no such thing\nq\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let gold = dir.path().join("gold.jsonl");
    assert!(run(&["review", "--store", text(&store), "--export", text(&gold)]).status.success());
    let gold = std::fs::read_to_string(&gold).unwrap();
    let lines: Vec<serde_json::Value> = gold.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["change"]["mode"], "objects");
    assert_eq!((&lines[1]["act"], &lines[1]["note"]), (&"reject".into(), &"no such thing".into()));
    assert!(lines[0]["sentence"].as_str().unwrap().contains("Armenia"));
    whole(&store);
}

#[test]
fn a_directory_that_cannot_be_written_is_told_plainly() {
    let dir = tempfile::tempdir().unwrap();
    let news = corpus(dir.path(), 2);
    // A file where the directory should be: nobody can write there, not even the system's owner.
    let store = dir.path().join("s");
    std::fs::write(&store, "").unwrap();
    let output = run(&["ingest", text(&news), "--store", text(&store)]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("cannot write the store"), "{said}");
}
