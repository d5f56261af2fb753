// The opcodes of the pickle format that we write or read (Lib/pickletools.py).
#pragma once

namespace gilscope::op {

inline constexpr char kMark = '(', kStop = '.', kPop = '0', kPopMark = '1', kNone = 'N', kReduce = 'R', kBuild = 'b', kAppend = 'a',
                      kAppends = 'e', kSetItem = 's', kSetItems = 'u', kEmptyDict = '}', kEmptyList = ']', kEmptyTuple = ')', kTuple = 't',
                      kBinInt = 'J', kBinInt1 = 'K', kBinInt2 = 'M', kBinFloat = 'G', kUnicode = 'X', kBytes = 'B', kShortBytes = 'C',
                      kBinGet = 'h', kLongBinGet = 'j';
inline constexpr char kProto = '\x80', kNewObj = '\x81', kTuple1 = '\x85', kTuple2 = '\x86', kTuple3 = '\x87', kNewTrue = '\x88',
                      kNewFalse = '\x89', kLong1 = '\x8a', kLong4 = '\x8b', kShortUnicode = '\x8c', kEmptySet = '\x8f', kAddItems = '\x90',
                      kFrozenSet = '\x91', kNewObjEx = '\x92', kStackGlobal = '\x93', kMemoize = '\x94', kFrame = '\x95';

}  // namespace gilscope::op
