"""What stops the embedded deployment, said in one sentence to the person at the terminal."""


class DeploymentError(Exception):
    """The message is the sentence that is shown; `exit_code` is what the shell gets."""

    exit_code = 1


class MisuseError(DeploymentError):
    """Something given from outside does not work: a taken port, a setting that is no number."""

    exit_code = 2


INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""
