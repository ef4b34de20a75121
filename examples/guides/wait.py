"""Wait until lrsdrop has answered a file: python3 wait.py OUTBOX/July.csv.status.json [SECONDS]"""

import json
import sys
import time
from pathlib import Path

path = Path(sys.argv[1])
results = path.name.removesuffix("status.json") + "result."
pause = float(sys.argv[2]) if len(sys.argv) > 2 else 30
seen = set()  # keep this on disk if you may be restarted: each result is to be read once
while True:
    try:
        status = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:  # not taken yet
        status = {"state": "", "final": False, "outputs": [], "needs_attention": False}
    for output in status["outputs"]:
        name = output["name"]
        if name.startswith(results) and name not in seen:
            seen.add(name)
            print("read", path.parent / name)  # here your program reads it
    if status["final"]:
        break
    if status["needs_attention"]:
        print("a person has to act:", status["waiting_for"])
    time.sleep(pause)
print(status["state"], {word: n for word, n in status["rows"].items() if n})
