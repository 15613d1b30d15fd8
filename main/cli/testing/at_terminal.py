"""Runs a program at a terminal of its own: at_terminal.py QUESTION TYPED PROGRAM ARGUMENTS.

Types what is given (escapes as in Python) once the question is shown, prints everything that the terminal showed, and ends as it ended.
"""
import os, pty, sys

question, typed, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown = b""
asked = False
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if not asked and question.encode() in shown:
        asked = True
        os.write(terminal, typed.encode().decode("unicode_escape").encode("latin-1"))
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
