print("start")
import surely_not_installed_anywhere

# expect: start
# expect-error: ModuleNotFoundError: No module named 'surely_not_installed_anywhere'
# expect-exit: 1
