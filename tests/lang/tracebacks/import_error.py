from collections import no_such_container

# expect-error: ImportError: cannot import name 'no_such_container' from 'collections' (/root/.pyenv/versions/3.13.0/lib/python3.13/collections/__init__.py)
# expect-exit: 1
