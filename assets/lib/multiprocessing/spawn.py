"""The child's side of a start: import the main script again, unpickle the process object, run it."""

import _processes
import pickle
import sys

from multiprocessing import process

__all__ = ['freeze_support', 'get_preparation_data', 'prepare']


def freeze_support():
    """For frozen programs; nothing to do here."""


def _check_not_importing_main():
    if getattr(process.current_process(), '_inheriting', False):
        raise RuntimeError('''
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        ''')


def get_preparation_data(name):
    _check_not_importing_main()
    data = {'name': name, 'sys_argv': sys.argv}
    main_path = getattr(sys.modules['__main__'], '__file__', None)
    if main_path is not None:       # that of a subinterpreter comes from no file
        data['init_main_from_path'] = main_path
    return data


def prepare(data):
    process.current_process().name = data['name']
    sys.argv = data['sys_argv']
    if 'init_main_from_path' in data:
        sys.modules['__main__'] = _processes.run_main_again()


def _main(orders):
    """Called first thing in a new process. Its result is the exit code."""
    current = process.current_process()
    current._inheriting = True
    try:
        preparation, process_obj = pickle.loads(orders)
        prepare(pickle.loads(preparation))
        self = pickle.loads(process_obj)
    finally:
        del current._inheriting
    return self._bootstrap()
