"""From the treebanks to the shipped model, in one command:

python3 training/build.py --data ../shared/data --out models

Fetches the pretrained encoder and trains three networks, each taught by those before it; the third goes on from the second.
Writes the int8 model file with its scores, and the parity data. One thread; seeded. The stages are those by which the shipped
weights were made, stops and all (RESULTS.md).
"""
import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(*command):
    print("+", " ".join(map(str, command)), flush=True)
    subprocess.run([sys.executable, *map(str, command)], check=True, cwd=HERE)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True, type=Path)
    p.add_argument("--out", required=True, type=Path)
    p.add_argument("--work", default=HERE / "work", type=Path, help="checkpoints and the pretrained encoder go here")
    p = p.parse_args()
    data, out, work = p.data.resolve(), p.out.resolve(), p.work.resolve()
    sys.path.insert(0, str(HERE))
    from analyser import minilm
    encoder = minilm.fetch(work / "minilm")
    train = ["-m", "analyser.train", "--data", data, "--minilm", encoder]
    first, second, third = work / "first", work / "second", work / "third"
    stage = lambda folder, *options: None if (folder / "done").exists() else run(*train, "--out", folder, *options)
    stage(first, "--seed", 1, "--epochs", 5, "--light", "--word-dropout", 0.03, "--no-affixes")
    stage(second, "--seed", 2, "--epochs", 8, "--stop-after", 5, "--teachers", first / "average.pt", "--soft", 0.3,
          "--raw", 0.2, "--no-affixes")
    if not (third / "whole").exists():
        options = ["--seed", 3, "--hold", 0.4, "--warm", 0.03, "--encoder-rate", 9e-5, "--head-rate", 6e-4,
                   "--word-dropout", 0.1, "--start", second / "average.pt",
                   "--teachers", first / "average.pt", second / "average.pt", "--raw", 0.15]
        run(*train, "--out", third, *options, "--epochs", 8, "--stop-after", 4)
        run(*train, "--out", third, *options, "--epochs", 6.5, "--stop-after", 5, "--resume")
        run(*train, "--out", third, *options, "--epochs", 5.6, "--resume")
        run(*train, "--out", third, *options, "--epochs", 8, "--stop-after", 7, "--resume")
        (third / "whole").touch()
    out.mkdir(parents=True, exist_ok=True)
    run("export.py", "--data", data, "--checkpoint", third / "average.pt", "--out", out / "analyser.dtm",
        "--scores", out / "scores.json")
    run("parity.py", "--model", out / "analyser.dtm", "--out", HERE / "parity" / "parity.jsonl")
    run("errors.py", "--data", data, "--model", out / "analyser.dtm")


if __name__ == "__main__":
    main()
