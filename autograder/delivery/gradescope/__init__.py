"""Gradescope: the autograder.zip that is uploaded, and the adapter that runs in its containers.

The zip is made by `package.py`. In the container `run.py` watches the clock while `worker.py` grades; the modules
between them are small and pure: what the platform tells (`metadata.py`), when the submission was due (`due.py`),
whether it may be graded now (`rate.py`), and what is written (`publishing.py`).
"""
