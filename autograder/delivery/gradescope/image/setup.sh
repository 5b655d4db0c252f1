#!/usr/bin/env bash
# Builds the grader's image: once, as root. The system's own Python is left as it is, since the platform uses it.
set -euo pipefail
umask 022
export DEBIAN_FRONTEND=noninteractive

source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=/opt/autograde # outside every home folder: the students' code runs as a user of its own, and must reach it
version=$(cat "$source/python-version")
export UV_PYTHON_INSTALL_DIR=$home/python UV_NO_CACHE=1 UV_NO_PROGRESS=1

# references and the secret: for root alone, from the first moment
chmod 0700 "$source"
chmod -R go= "$source"
install -d -m 0755 "$home"
install -d -m 0700 "$home/private"
cp -R "$source/assignment" "$source/secret" "$home/private/"

if ! python3 -m pip --version >/dev/null 2>&1; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends python3-pip
fi
python3 -m pip install --quiet --disable-pip-version-check --target "$home/uv" 'uv>=0.8'
uv=$home/uv/bin/uv

# an interpreter of our own: a build of uv's, or else the system's package of that name
if ! "$uv" python install --no-bin "$version"; then
    echo "setup: that download is not to be had here; trying the package python$version"
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "python$version" || {
        echo "setup: no Python $version could be installed; choose a base image that has it" >&2
        exit 1
    }
fi
"$uv" venv --quiet --python "$version" "$home/venv"
"$uv" pip install --quiet --python "$home/venv/bin/python" -r "$source/requirements.txt" "$source"/*.whl
"$home/venv/bin/python" -m compileall -q "$home/venv/lib"
rm -rf "$home/uv"

# how strongly students' code is held here: the image is refused if it is less than the assignment asks for
cd /
"$home/venv/bin/autograde" doctor --assignment "$home/private/assignment"
# and a small submission is graded as every later one will be
"$home/venv/bin/python" -P -m autograder.delivery.gradescope.check "$home/private"
echo "setup: done"
