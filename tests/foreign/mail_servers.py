"""Postfix behind Postgrey, and Exim: real servers with STARTTLS that put what they accept into a Maildir."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from pathlib import Path

from tests.certificates import Authority
from tests.clients import wait_until
from tests.foreign.debian import Packages
from tests.sockets import free_port

SLOW_SECONDS = 12
"""How long mail to `slow@example.com` is checked before it is accepted. RFC 5321 allows ten minutes."""
MAILS_PER_CONNECTION = 3
"""After these, Exim ends a connection with 421."""
USER, PASSWORD = "mock/mate:relay?x@example.com", 'p@ss:w/rd?#%&+ "{$ü}\\'
"""What Exim wants to hear: characters with a meaning in URLs."""


class MailServer:
    """A server, and the programs beside it."""

    def __init__(self, folder: Path, authority: Authority, *programs: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.packages = Packages(folder / "root", *programs)
        self.root = self.packages.folder
        self.certificate = folder / "certificate.pem"
        self.certificate.write_bytes(authority.certificate().read_bytes())
        # The servers' accounts read it too.
        self.certificate.chmod(0o644)
        self._processes: list[subprocess.Popen[bytes]] = []

    def received(self) -> list[bytes]:
        """Return the mails in the mailbox, byte by byte."""
        return [path.read_bytes() for path in self.folder.glob("inbox/new/*")]

    def start(self) -> None:
        """Start it, and wait until it listens."""
        raise NotImplementedError

    def log(self) -> str:
        """Return what the server has logged."""
        logs = (self.folder / "log", self.folder / "spool/mainlog")
        return "".join(path.read_text() for path in logs if path.exists())

    def stop(self) -> None:
        """Stop every program."""
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
            process.wait()

    def _start(self, port: int, command: list[str]) -> None:
        """Start a program, and wait until it listens."""
        given = self.packages.environment()
        with (self.folder / "said").open("ab") as said:
            # Postfix ends its process group.
            process = subprocess.Popen(
                command, cwd=self.folder, env=given, stdout=said, stderr=said, start_new_session=True
            )
        self._processes.append(process)
        wait_until(lambda: _listens(port) or process.poll() is not None)
        assert process.poll() is None, (self.folder / "said").read_text()

    def _make_folder(self, name: str, owner: str = "", mode: int = 0o755) -> Path:
        folder = self.folder / name
        folder.mkdir()
        folder.chmod(mode)
        if owner:
            os.chown(folder, self.packages.accounts[owner], self.packages.accounts[owner])
        return folder


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Postfix(MailServer):
    """Postfix for example.com. Postgrey refuses who writes to somebody for the first time, for some seconds."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        super().__init__(folder, authority, "postfix", "postgrey")
        self._greylist = free_port()
        self._make_folder("inbox", "reader")
        self._make_folder("data", "postfix", 0o700)
        self._make_folder("queue")
        for name in ("active", "bounce", "corrupt", "defer", "deferred", "hold", "incoming", "private", "trace"):
            self._make_folder(f"queue/{name}", "postfix", 0o700)
        for name, mode in (("pid", 0o755), ("public", 0o2710), ("maildrop", 0o1730)):
            self._make_folder(f"queue/{name}", "" if name == "pid" else "postfix", mode)
        configuration = self._make_folder("configuration")
        (configuration / "main.cf").write_text(self._main())
        (configuration / "master.cf").write_text(self._master())

    def start(self) -> None:
        seen = self._make_folder("triplets", "reader", 0o700)
        options = [f"--inet=127.0.0.1:{self._greylist}", f"--dbdir={seen}", "--delay=5", "--user=reader"]
        options += ["--group=reader", f"--whitelist-clients={os.devnull}", f"--whitelist-recipients={os.devnull}"]
        self._start(self._greylist, self.packages.perl("usr/sbin/postgrey", *options))
        master = str(self.root / "usr/lib/postfix/sbin/master")
        self._start(self.port, [master, "-c", str(self.folder / "configuration"), "-d"])

    def _main(self) -> str:
        programs = self.root / "usr/lib/postfix"
        kept = " ".join(f"{name}={value}" for name, value in self.packages.environment().items())
        return f"""
compatibility_level = 3.6
myhostname = mx.example.com
mydestination =
alias_maps =
local_recipient_maps =
notify_classes =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
daemon_directory = {programs}/sbin
command_directory = {self.root}/usr/sbin
shlib_directory = no
import_environment = MAIL_CONFIG TZ {kept}
maillog_file = {self.folder}/log
maillog_file_prefixes = {self.folder}
smtpd_tls_cert_file = {self.certificate}
smtpd_tls_security_level = encrypt
virtual_mailbox_domains = example.com
virtual_mailbox_base = {self.folder}
virtual_mailbox_maps = static:inbox/
virtual_uid_maps = static:{self.packages.accounts["reader"]}
virtual_gid_maps = static:{self.packages.accounts["reader"]}
smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service inet:127.0.0.1:{self._greylist}
smtpd_restriction_classes = checked_slowly
checked_slowly = sleep {SLOW_SECONDS}
smtpd_end_of_data_restrictions = check_recipient_access inline:{{ slow@example.com=checked_slowly }}
"""

    def _master(self) -> str:
        return f"""
127.0.0.1:{self.port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
qmgr unix n - n 300 1 qmgr
cleanup unix n - n - 0 cleanup
proxymap unix - - n - - proxymap
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
error unix - - n - - error
virtual unix - n n - - virtual
"""


class Exim(MailServer):
    """Exim for example.com. It wants a password, and ends connections: with 421, and once without a word."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        super().__init__(folder, authority, "exim4-daemon-light")
        self._program = self.root / "usr/sbin/exim4"
        # A program that is set-uid looks for no libraries in our folder.
        self._program.chmod(0o755)
        self._make_folder("inbox", "Debian-exim")
        self._make_folder("spool", "Debian-exim")
        (folder / "users").write_text(f'"{USER}": {PASSWORD}\n')
        (folder / "configuration").write_text(self._configuration())

    def start(self) -> None:
        self._start(self.port, [str(self._program), "-C", str(self.folder / "configuration"), "-bdf"])

    def _configuration(self) -> str:
        return f"""
primary_hostname = mx.example.com
exim_path = {self._program}
deliver_drop_privilege
spool_directory = {self.folder}/spool
log_file_path = {self.folder}/spool/%slog
pid_file_path = {self.folder}/spool/pid
keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : ^NSS_WRAPPER
local_interfaces = 127.0.0.1
daemon_smtp_ports = {self.port}
tls_advertise_hosts = *
tls_certificate = {self.certificate}
auth_advertise_hosts = ${{if def:tls_in_cipher{{*}}{{}}}}
smtp_accept_max_per_connection = {MAILS_PER_CONNECTION}
acl_smtp_rcpt = recipients
acl_smtp_data = content

begin acl
recipients:
  accept authenticated = *
         domains = example.com
  deny   message = relay not permitted
content:
  warn   condition = ${{if eq{{$recipients}}{{slow@example.com}}}}
         delay = {SLOW_SECONDS}s
  warn   condition = ${{if eq{{$recipients}}{{cut@example.com}}}}
         condition = ${{if !exists{{{self.folder}/spool/cut}}}}
         continue = ${{run{{/usr/bin/touch {self.folder}/spool/cut}}}}
         continue = ${{run{{/bin/kill -KILL $pid}}}}
  accept

begin routers
all:
  driver = accept
  transport = inbox

begin transports
inbox:
  driver = appendfile
  directory = {self.folder}/inbox
  maildir_format
  envelope_to_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{${{lookup{{$auth2}}lsearch{{{self.folder}/users}}}}}}}}
  server_set_id = $auth2
"""
