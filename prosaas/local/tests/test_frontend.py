from pathlib import Path

from prosaas.local.frontend import stamp_of


def write(folder: Path, **files: str) -> list[Path]:
    for name, content in files.items():
        (folder / name).write_text(content)
    return sorted(folder.iterdir())


def test_the_stamp_is_the_same_for_the_same_files(tmp_path: Path):
    assert stamp_of(write(tmp_path, a="1", b="2"), root=tmp_path) == stamp_of(
        write(tmp_path, a="1", b="2"), root=tmp_path
    )


def test_the_stamp_changes_with_content_name_and_number(tmp_path: Path):
    stamps = {
        stamp_of(write(tmp_path, a="1"), root=tmp_path),
        stamp_of(write(tmp_path, a="2"), root=tmp_path),
        stamp_of(write(tmp_path, a="2", b=""), root=tmp_path),
    }
    (tmp_path / "b").rename(tmp_path / "c")
    stamps.add(stamp_of(sorted(tmp_path.iterdir()), root=tmp_path))
    assert len(stamps) == 4


def test_moving_the_checkout_does_not_change_the_stamp(tmp_path: Path):
    before = stamp_of(write(tmp_path, a="1"), root=tmp_path)
    other = tmp_path / "elsewhere"
    other.mkdir()
    assert stamp_of(write(other, a="1"), root=other) == before
