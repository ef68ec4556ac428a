"""The command `upstander`: words in, a job done, words out."""

from upstander.cli.run import main

__all__ = ["main"]
