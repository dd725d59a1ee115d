# Read by ./run and ./test: finds a Python that is new enough, as $python.
python=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11+ mangler. Kør / Python 3.11+ is missing. Run: apt-get install python3 python3-venv" >&2
    exit 1
fi
