#!/usr/bin/env python3
"""Rules pass what the public keeps: the JSON schemas of Sigma, and `sigma check` of sigma-cli.

usage: sigma_public.py SOURCE [RULES..]        reports as TAP

Looked at are the good rules of tests/sigma/*.cases, and every rule file below the folders given. The
schemas are those in $CORDON_SHARED/data/sigma; the checks that miss something (schemas, python
modules, the program `sigma`, or $CORDON_SIGMA) are skipped by name. A case with a line
`# sigma-cli: REASON` says why that program is not asked about it; files below RULES have no excuse.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(sys.argv[1])
SHARED = Path(os.environ.get("CORDON_SHARED", ROOT / ".." / "shared")) / "data/sigma/json-schema"
# All checks of sigma-cli but those that fetch tables of tags from the network.
VALIDATORS = "validators:\n  - all\n  - -attacktag\n  - -d3_fendtag\n"
SCHEMAS = {"detection": "sigma-detection-rule-schema.json", "correlation": "sigma-correlation-rules-schema.json",
           "filter": "sigma-filters-schema.json"}


def cases():
    """(name, YAML, excuse) of the cases whose rules are accepted."""
    for path in sorted((ROOT / "tests/sigma").glob("*.cases")):
        for number, case in enumerate(re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]):
            name, _, rest = case.partition("\n")
            rules, _, lines = rest.partition("\n%%\n")
            if re.search(r"(?m)^!", lines):
                continue
            excuse = re.search(r"(?m)^# sigma-cli: (.*)", lines)
            yield f"{path.stem}_{number:02d}", f"{path.name}: {name}", rules + "\n", excuse and excuse.group(1)


def files():
    for folder in sys.argv[2:]:
        for path in sorted(Path(folder).rglob("*.yml")):
            yield path.stem, str(path), path.read_text(encoding="utf-8"), None


def schema_faults(everything):
    """Faults by the schemas; None and why when they cannot be asked."""
    try:
        import jsonschema
        import yaml
    except ImportError as missing:
        return None, f"no python module {missing.name}"
    if not SHARED.exists():
        return None, "no schemas in the shared folder"
    validator = {kind: jsonschema.Draft202012Validator(json.loads((SHARED / name).read_text(encoding="utf-8")))
                 for kind, name in SCHEMAS.items()}

    class Loader(yaml.SafeLoader):
        """Dates stay texts, as in JSON."""

    Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0] != "tag:yaml.org,2002:timestamp"]
                                      for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    wrong = []
    for _, name, text, _ in everything:
        for doc in yaml.load_all(text, Loader=Loader):
            for kind in SCHEMAS:
                if doc and kind in doc:
                    wrong += [f"{name}: {'/'.join(map(str, e.absolute_path))}: {e.message[:120]}"
                              for e in validator[kind].iter_errors(doc)
                              if not (kind == "detection" and list(e.absolute_path) == ["detection", "condition"]
                                      and isinstance(doc["detection"]["condition"], list))]
    return wrong, None


def cli_faults(everything):
    sigma = os.environ.get("CORDON_SIGMA") or shutil.which("sigma")
    if not sigma:
        return None, "no program sigma (sigma-cli)"
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for stem, name, text, excuse in everything:
            if excuse:
                continue
            names[stem] = name
            (Path(folder) / f"{stem}.yml").write_text(text, encoding="utf-8")
        config = Path(folder) / "validators.config"
        config.write_text(VALIDATORS, encoding="utf-8")
        done = subprocess.run([sigma, "check", "--fail-on-error", "--pass-on-issues", "-c", str(config), folder], capture_output=True,
                              text=True, check=False, env={**os.environ, "COLUMNS": "400", "NO_COLOR": "1"})
        if done.returncode == 0:
            return [], None
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        return [f"sigma check ends with {done.returncode}"] + lines[-60:], None


def main():
    everything = list(cases()) + list(files())
    print("1..2")
    failed = False
    for number, (what, ask) in enumerate((("public schemas", schema_faults), ("sigma check", cli_faults)), 1):
        wrong, why = ask(everything)
        if wrong is None:
            print(f"ok {number} - {what} # SKIP {why}")
            continue
        failed |= bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - {what}: {len(everything)} rule files")
        for line in wrong:
            print("# " + line)
    return 1 if failed else 0


sys.exit(main())
