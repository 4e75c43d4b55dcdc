"""Print what the rules of the house say of this tree: `python -m tests.house`; exit 1 where one is broken.

A sentence of an answer is worded in one place, nothing is imported in a circle, a file over 400 lines says why in its
docstring, and the app uses no private name of Streamlit.
"""

import ast
import graphlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "model" / "report" / "sentences.py"
LONG = 400  # lines
SPOKEN = 5  # words that make a text a sentence, not a name
PRIVATE = re.compile(r"from streamlit\.|import streamlit\.|data-testid|\bst[A-Z]\w+")  # modules and marks of its pages


def app() -> dict[str, Path]:
    """The app's modules by their dotted names."""
    files = [ROOT / "streamlit_app.py", *(ROOT / "model").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def circles() -> list[str]:
    """The modules of a circle of imports; empty where there is none."""
    modules = app()
    graph: dict[str, set[str]] = {}
    for name, path in modules.items():
        found: set[str] = set()
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        graph[name] = found & set(modules) - {name}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def long_files() -> dict[str, str]:
    """Files over 400 lines, each with its docstring."""
    found = {}
    for path in app().values():
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONG:
            found[f"{path.relative_to(ROOT)} ({lines} lines)"] = ast.get_docstring(parsed(path)) or ""
    return found


def texts(path: Path) -> set[str]:
    """The texts of five words or more in a file, without its docstrings."""
    tree = parsed(path)
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    described = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    return {text.strip() for text in said - described if len(text.split()) >= SPOKEN}


def worded_again() -> list[str]:
    """Texts of the sentences that stand in another file too."""
    ours = texts(SENTENCES)
    return [
        f"{path.relative_to(ROOT)}: {text}"
        for path in app().values()
        if path != SENTENCES
        for text in sorted(ours & texts(path))
    ]


def private_names(folders: tuple[str, ...]) -> dict[str, int]:
    """How often each file of some folders uses a private name of Streamlit."""
    files = [ROOT / "streamlit_app.py"] if "pages" in folders else []
    files += [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    counts = {str(path.relative_to(ROOT)): len(PRIVATE.findall(path.read_text(encoding="utf-8"))) for path in files}
    return {name: number for name, number in counts.items() if number}


def main() -> int:
    """Print each rule's count."""
    circle, twice, private = circles(), worded_again(), private_names(("model", "pages"))
    styles = {name: number for name, number in private.items() if "print_styles" in name}
    app_uses = {name: number for name, number in private.items() if name not in styles}
    unexplained = [name for name, said in long_files().items() if "lines" not in said]
    print(f"Sentences of the answers that are worded in a second place: {len(twice)}")
    print(*(f"  {line}" for line in twice), sep="\n", end="\n" if twice else "")
    print(f"Modules in a circle of imports: {len(circle)} {' '.join(circle)}".rstrip())
    print(f"Files over {LONG} lines: {len(long_files())}")
    for name, said in long_files().items():
        print(f"  {name}: {said.splitlines()[-1] if said else 'no docstring'}")
    print(f"Private names of Streamlit in the app: {sum(app_uses.values())} {app_uses or ''}".rstrip())
    elsewhere = styles | private_names(("tests", "benchmarks"))
    print(f"Marks and modules of Streamlit in print styles, tests and benchmarks: {sum(elsewhere.values())}")
    print(*(f"  {name}: {number}" for name, number in elsewhere.items()), sep="\n")
    return 1 if circle or twice or app_uses or unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
