"""Makes the analyser's modules importable: training/ goes to the end of the path (it holds a folder named like a standard module)."""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
if str(HERE.parent) not in sys.path:
    sys.path.append(str(HERE.parent))
