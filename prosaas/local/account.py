"""The system account that runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NOBODY = "nobody"
# Passes through a folder like /root without opening it to every other account. access(2) asks without
# capabilities after a change of user, unless the fix-up is off.
REACH_EVERYWHERE = [
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
]


@dataclass(frozen=True)
class Account:
    """`switches` is true when this process is root and the server must become the account."""

    uid: int
    gid: int
    switches: bool

    def own(self, path: Path) -> None:
        """Give the path to the account."""
        if self.switches:
            os.chown(path, self.uid, self.gid)

    def command(self, command: Sequence[str | Path], *, needs: Path) -> list[str]:
        """The command as the account runs it, able to reach its program and the path it needs."""
        words = [str(word) for word in command]
        if not self.switches:
            return words
        # Whom a process ends with is forgotten when it changes its user.
        become = [
            *(_setpriv(), f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"),
            *("--pdeathsig", "INT"),
        ]
        if not self._reaches(become, Path(words[0]), needs):
            become += REACH_EVERYWHERE
        return [*become, "--", *words]

    def _reaches(self, become: list[str], program: Path, needs: Path) -> bool:
        share = program.parent.parent / "share"
        tests = ["-x", str(program), "-a", "-r", str(share), "-a", "-w", str(needs)]
        return subprocess.run([*become, "--", "test", *tests], cwd="/", check=False).returncode == 0


def account_for(folder: Path) -> Account:
    """Root hands the server to the owner of the folder, or to `nobody`; everybody else runs it themselves."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), switches=False)
    owner = _owner_of(folder / "postgres") or _owner_of(folder) or pwd.getpwnam(NOBODY)
    return Account(uid=owner.pw_uid, gid=owner.pw_gid, switches=True)


def _owner_of(path: Path) -> pwd.struct_passwd | None:
    """None for root, for a path that is not there and for an owner this machine does not know."""
    try:
        uid = path.stat()[stat.ST_UID]
        return pwd.getpwuid(uid) if uid != 0 else None
    except (FileNotFoundError, KeyError):
        return None


def _setpriv() -> str:
    found = shutil.which("setpriv", path=os.defpath + ":/usr/sbin:/sbin")
    if found is None:
        raise RuntimeError(
            "PostgreSQL does not run as root: apt-get install util-linux, or use another account"
        )
    return found
