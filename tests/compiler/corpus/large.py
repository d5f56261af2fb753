"""Large functions: EXTENDED_ARG in arguments and jumps, more locals than superinstructions or masks can name."""

def many_locals(flag):
    v0 = 0
    v1 = 1
    v2 = 2
    v3 = 3
    v4 = 4
    v5 = 5
    v6 = 6
    v7 = 7
    v8 = 8
    v9 = 9
    v10 = 10
    v11 = 11
    v12 = 12
    v13 = 13
    v14 = 14
    v15 = 15
    v16 = 16
    v17 = 17
    v18 = 18
    v19 = 19
    v20 = 20
    v21 = 21
    v22 = 22
    v23 = 23
    v24 = 24
    v25 = 25
    v26 = 26
    v27 = 27
    v28 = 28
    v29 = 29
    v30 = 30
    v31 = 31
    v32 = 32
    v33 = 33
    v34 = 34
    v35 = 35
    v36 = 36
    v37 = 37
    v38 = 38
    v39 = 39
    v40 = 40
    v41 = 41
    v42 = 42
    v43 = 43
    v44 = 44
    v45 = 45
    v46 = 46
    v47 = 47
    v48 = 48
    v49 = 49
    v50 = 50
    v51 = 51
    v52 = 52
    v53 = 53
    v54 = 54
    v55 = 55
    v56 = 56
    v57 = 57
    v58 = 58
    v59 = 59
    v60 = 60
    v61 = 61
    v62 = 62
    v63 = 63
    v64 = 64
    v65 = 65
    v66 = 66
    v67 = 67
    v68 = 68
    v69 = 69
    v70 = 70
    v71 = 71
    v72 = 72
    v73 = 73
    v74 = 74
    v75 = 75
    v76 = 76
    v77 = 77
    v78 = 78
    v79 = 79
    if flag:
        late = 1
    del v3, v70
    print(v3, v70, late)
    return v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15 + v16 + v17 + v18 + v19 + v20 + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29 + v30 + v31 + v32 + v33 + v34 + v35 + v36 + v37 + v38 + v39 + v40 + v41 + v42 + v43 + v44 + v45 + v46 + v47 + v48 + v49 + v50 + v51 + v52 + v53 + v54 + v55 + v56 + v57 + v58 + v59 + v60 + v61 + v62 + v63 + v64 + v65 + v66 + v67 + v68 + v69 + v70 + v71 + v72 + v73 + v74 + v75 + v76 + v77 + v78 + v79


def many_names():
    n0.a0
    n1.a1
    n2.a2
    n3.a3
    n4.a4
    n5.a5
    n6.a6
    n7.a7
    n8.a8
    n9.a9
    n10.a10
    n11.a11
    n12.a12
    n13.a13
    n14.a14
    n15.a15
    n16.a16
    n17.a17
    n18.a18
    n19.a19
    n20.a20
    n21.a21
    n22.a22
    n23.a23
    n24.a24
    n25.a25
    n26.a26
    n27.a27
    n28.a28
    n29.a29
    n30.a30
    n31.a31
    n32.a32
    n33.a33
    n34.a34
    n35.a35
    n36.a36
    n37.a37
    n38.a38
    n39.a39
    n40.a40
    n41.a41
    n42.a42
    n43.a43
    n44.a44
    n45.a45
    n46.a46
    n47.a47
    n48.a48
    n49.a49
    n50.a50
    n51.a51
    n52.a52
    n53.a53
    n54.a54
    n55.a55
    n56.a56
    n57.a57
    n58.a58
    n59.a59
    n60.a60
    n61.a61
    n62.a62
    n63.a63
    n64.a64
    n65.a65
    n66.a66
    n67.a67
    n68.a68
    n69.a69
    n70.a70
    n71.a71
    n72.a72
    n73.a73
    n74.a74
    n75.a75
    n76.a76
    n77.a77
    n78.a78
    n79.a79
    n80.a80
    n81.a81
    n82.a82
    n83.a83
    n84.a84
    n85.a85
    n86.a86
    n87.a87
    n88.a88
    n89.a89
    n90.a90
    n91.a91
    n92.a92
    n93.a93
    n94.a94
    n95.a95
    n96.a96
    n97.a97
    n98.a98
    n99.a99
    n100.a100
    n101.a101
    n102.a102
    n103.a103
    n104.a104
    n105.a105
    n106.a106
    n107.a107
    n108.a108
    n109.a109
    n110.a110
    n111.a111
    n112.a112
    n113.a113
    n114.a114
    n115.a115
    n116.a116
    n117.a117
    n118.a118
    n119.a119
    n120.a120
    n121.a121
    n122.a122
    n123.a123
    n124.a124
    n125.a125
    n126.a126
    n127.a127
    n128.a128
    n129.a129
    n130.a130
    n131.a131
    n132.a132
    n133.a133
    n134.a134
    n135.a135
    n136.a136
    n137.a137
    n138.a138
    n139.a139
    n300 = g300
    return g301.method(g302), n300


def many_constants(f):
    f(1000)
    f(1001)
    f(1002)
    f(1003)
    f(1004)
    f(1005)
    f(1006)
    f(1007)
    f(1008)
    f(1009)
    f(1010)
    f(1011)
    f(1012)
    f(1013)
    f(1014)
    f(1015)
    f(1016)
    f(1017)
    f(1018)
    f(1019)
    f(1020)
    f(1021)
    f(1022)
    f(1023)
    f(1024)
    f(1025)
    f(1026)
    f(1027)
    f(1028)
    f(1029)
    f(1030)
    f(1031)
    f(1032)
    f(1033)
    f(1034)
    f(1035)
    f(1036)
    f(1037)
    f(1038)
    f(1039)
    f(1040)
    f(1041)
    f(1042)
    f(1043)
    f(1044)
    f(1045)
    f(1046)
    f(1047)
    f(1048)
    f(1049)
    f(1050)
    f(1051)
    f(1052)
    f(1053)
    f(1054)
    f(1055)
    f(1056)
    f(1057)
    f(1058)
    f(1059)
    f(1060)
    f(1061)
    f(1062)
    f(1063)
    f(1064)
    f(1065)
    f(1066)
    f(1067)
    f(1068)
    f(1069)
    f(1070)
    f(1071)
    f(1072)
    f(1073)
    f(1074)
    f(1075)
    f(1076)
    f(1077)
    f(1078)
    f(1079)
    f(1080)
    f(1081)
    f(1082)
    f(1083)
    f(1084)
    f(1085)
    f(1086)
    f(1087)
    f(1088)
    f(1089)
    f(1090)
    f(1091)
    f(1092)
    f(1093)
    f(1094)
    f(1095)
    f(1096)
    f(1097)
    f(1098)
    f(1099)
    f(1100)
    f(1101)
    f(1102)
    f(1103)
    f(1104)
    f(1105)
    f(1106)
    f(1107)
    f(1108)
    f(1109)
    f(1110)
    f(1111)
    f(1112)
    f(1113)
    f(1114)
    f(1115)
    f(1116)
    f(1117)
    f(1118)
    f(1119)
    f(1120)
    f(1121)
    f(1122)
    f(1123)
    f(1124)
    f(1125)
    f(1126)
    f(1127)
    f(1128)
    f(1129)
    f(1130)
    f(1131)
    f(1132)
    f(1133)
    f(1134)
    f(1135)
    f(1136)
    f(1137)
    f(1138)
    f(1139)
    f(1140)
    f(1141)
    f(1142)
    f(1143)
    f(1144)
    f(1145)
    f(1146)
    f(1147)
    f(1148)
    f(1149)
    f(1150)
    f(1151)
    f(1152)
    f(1153)
    f(1154)
    f(1155)
    f(1156)
    f(1157)
    f(1158)
    f(1159)
    f(1160)
    f(1161)
    f(1162)
    f(1163)
    f(1164)
    f(1165)
    f(1166)
    f(1167)
    f(1168)
    f(1169)
    f(1170)
    f(1171)
    f(1172)
    f(1173)
    f(1174)
    f(1175)
    f(1176)
    f(1177)
    f(1178)
    f(1179)
    f(1180)
    f(1181)
    f(1182)
    f(1183)
    f(1184)
    f(1185)
    f(1186)
    f(1187)
    f(1188)
    f(1189)
    f(1190)
    f(1191)
    f(1192)
    f(1193)
    f(1194)
    f(1195)
    f(1196)
    f(1197)
    f(1198)
    f(1199)
    f(1200)
    f(1201)
    f(1202)
    f(1203)
    f(1204)
    f(1205)
    f(1206)
    f(1207)
    f(1208)
    f(1209)
    f(1210)
    f(1211)
    f(1212)
    f(1213)
    f(1214)
    f(1215)
    f(1216)
    f(1217)
    f(1218)
    f(1219)
    f(1220)
    f(1221)
    f(1222)
    f(1223)
    f(1224)
    f(1225)
    f(1226)
    f(1227)
    f(1228)
    f(1229)
    f(1230)
    f(1231)
    f(1232)
    f(1233)
    f(1234)
    f(1235)
    f(1236)
    f(1237)
    f(1238)
    f(1239)
    f(1240)
    f(1241)
    f(1242)
    f(1243)
    f(1244)
    f(1245)
    f(1246)
    f(1247)
    f(1248)
    f(1249)
    f(1250)
    f(1251)
    f(1252)
    f(1253)
    f(1254)
    f(1255)
    f(1256)
    f(1257)
    f(1258)
    f(1259)
    f(1260)
    f(1261)
    f(1262)
    f(1263)
    f(1264)
    f(1265)
    f(1266)
    f(1267)
    f(1268)
    f(1269)
    return 'last', 1.5


def long_loop(items):
    for x in items:
        if x:
            continue
        items.method0(x, 0)
        items.method1(x, 1)
        items.method2(x, 2)
        items.method3(x, 3)
        items.method4(x, 4)
        items.method5(x, 5)
        items.method6(x, 6)
        items.method7(x, 7)
        items.method8(x, 8)
        items.method9(x, 9)
        items.method10(x, 10)
        items.method11(x, 11)
        items.method12(x, 12)
        items.method13(x, 13)
        items.method14(x, 14)
        items.method15(x, 15)
        items.method16(x, 16)
        items.method17(x, 17)
        items.method18(x, 18)
        items.method19(x, 19)
        items.method20(x, 20)
        items.method21(x, 21)
        items.method22(x, 22)
        items.method23(x, 23)
        items.method24(x, 24)
        items.method25(x, 25)
        items.method26(x, 26)
        items.method27(x, 27)
        items.method28(x, 28)
        items.method29(x, 29)
        items.method30(x, 30)
        items.method31(x, 31)
        items.method32(x, 32)
        items.method33(x, 33)
        items.method34(x, 34)
        items.method35(x, 35)
        items.method36(x, 36)
        items.method37(x, 37)
        items.method38(x, 38)
        items.method39(x, 39)
        if not x:
            break
    else:
        return 1
    return 2


def long_while(n):
    while n > 0:
        n -= 1
        print(n, n + 0)
        print(n, n + 1)
        print(n, n + 2)
        print(n, n + 3)
        print(n, n + 4)
        print(n, n + 5)
        print(n, n + 6)
        print(n, n + 7)
        print(n, n + 8)
        print(n, n + 9)
        print(n, n + 10)
        print(n, n + 11)
        print(n, n + 12)
        print(n, n + 13)
        print(n, n + 14)
        print(n, n + 15)
        print(n, n + 16)
        print(n, n + 17)
        print(n, n + 18)
        print(n, n + 19)
        print(n, n + 20)
        print(n, n + 21)
        print(n, n + 22)
        print(n, n + 23)
        print(n, n + 24)
        print(n, n + 25)
        print(n, n + 26)
        print(n, n + 27)
        print(n, n + 28)
        print(n, n + 29)
        print(n, n + 30)
        print(n, n + 31)
        print(n, n + 32)
        print(n, n + 33)
        print(n, n + 34)
        print(n, n + 35)
        print(n, n + 36)
        print(n, n + 37)
        print(n, n + 38)
        print(n, n + 39)
        print(n, n + 40)
        print(n, n + 41)
        print(n, n + 42)
        print(n, n + 43)
        print(n, n + 44)
        print(n, n + 45)
        print(n, n + 46)
        print(n, n + 47)
        print(n, n + 48)
        print(n, n + 49)
        print(n, n + 50)
        print(n, n + 51)
        print(n, n + 52)
        print(n, n + 53)
        print(n, n + 54)
        print(n, n + 55)
        print(n, n + 56)
        print(n, n + 57)
        print(n, n + 58)
        print(n, n + 59)
    return n


def long_if(a):
    if a:
        a = a.next0
        a = a.next1
        a = a.next2
        a = a.next3
        a = a.next4
        a = a.next5
        a = a.next6
        a = a.next7
        a = a.next8
        a = a.next9
        a = a.next10
        a = a.next11
        a = a.next12
        a = a.next13
        a = a.next14
        a = a.next15
        a = a.next16
        a = a.next17
        a = a.next18
        a = a.next19
        a = a.next20
        a = a.next21
        a = a.next22
        a = a.next23
        a = a.next24
        a = a.next25
        a = a.next26
        a = a.next27
        a = a.next28
        a = a.next29
        a = a.next30
        a = a.next31
        a = a.next32
        a = a.next33
        a = a.next34
        a = a.next35
        a = a.next36
        a = a.next37
        a = a.next38
        a = a.next39
        a = a.next40
        a = a.next41
        a = a.next42
        a = a.next43
        a = a.next44
        a = a.next45
        a = a.next46
        a = a.next47
        a = a.next48
        a = a.next49
        a = a.next50
        a = a.next51
        a = a.next52
        a = a.next53
        a = a.next54
        a = a.next55
        a = a.next56
        a = a.next57
        a = a.next58
        a = a.next59
        a = a.next60
        a = a.next61
        a = a.next62
        a = a.next63
        a = a.next64
        a = a.next65
        a = a.next66
        a = a.next67
        a = a.next68
        a = a.next69
        a = a.next70
        a = a.next71
        a = a.next72
        a = a.next73
        a = a.next74
        a = a.next75
        a = a.next76
        a = a.next77
        a = a.next78
        a = a.next79
        a = a.next80
        a = a.next81
        a = a.next82
        a = a.next83
        a = a.next84
        a = a.next85
        a = a.next86
        a = a.next87
        a = a.next88
        a = a.next89
        a = a.next90
        a = a.next91
        a = a.next92
        a = a.next93
        a = a.next94
        a = a.next95
        a = a.next96
        a = a.next97
        a = a.next98
        a = a.next99
        a = a.next100
        a = a.next101
        a = a.next102
        a = a.next103
        a = a.next104
        a = a.next105
        a = a.next106
        a = a.next107
        a = a.next108
        a = a.next109
        a = a.next110
        a = a.next111
        a = a.next112
        a = a.next113
        a = a.next114
        a = a.next115
        a = a.next116
        a = a.next117
        a = a.next118
        a = a.next119
        a = a.next120
        a = a.next121
        a = a.next122
        a = a.next123
        a = a.next124
        a = a.next125
        a = a.next126
        a = a.next127
        a = a.next128
        a = a.next129
        a = a.next130
        a = a.next131
        a = a.next132
        a = a.next133
        a = a.next134
        a = a.next135
        a = a.next136
        a = a.next137
        a = a.next138
        a = a.next139
        a = a.next140
        a = a.next141
        a = a.next142
        a = a.next143
        a = a.next144
        a = a.next145
        a = a.next146
        a = a.next147
        a = a.next148
        a = a.next149
    else:
        a = None
    return a


def long_try(f):
    try:
        f(f, 0, f.a)
        f(f, 1, f.a)
        f(f, 2, f.a)
        f(f, 3, f.a)
        f(f, 4, f.a)
        f(f, 5, f.a)
        f(f, 6, f.a)
        f(f, 7, f.a)
        f(f, 8, f.a)
        f(f, 9, f.a)
        f(f, 10, f.a)
        f(f, 11, f.a)
        f(f, 12, f.a)
        f(f, 13, f.a)
        f(f, 14, f.a)
        f(f, 15, f.a)
        f(f, 16, f.a)
        f(f, 17, f.a)
        f(f, 18, f.a)
        f(f, 19, f.a)
        f(f, 20, f.a)
        f(f, 21, f.a)
        f(f, 22, f.a)
        f(f, 23, f.a)
        f(f, 24, f.a)
        f(f, 25, f.a)
        f(f, 26, f.a)
        f(f, 27, f.a)
        f(f, 28, f.a)
        f(f, 29, f.a)
        f(f, 30, f.a)
        f(f, 31, f.a)
        f(f, 32, f.a)
        f(f, 33, f.a)
        f(f, 34, f.a)
        f(f, 35, f.a)
        f(f, 36, f.a)
        f(f, 37, f.a)
        f(f, 38, f.a)
        f(f, 39, f.a)
        f(f, 40, f.a)
        f(f, 41, f.a)
        f(f, 42, f.a)
        f(f, 43, f.a)
        f(f, 44, f.a)
        f(f, 45, f.a)
        f(f, 46, f.a)
        f(f, 47, f.a)
        f(f, 48, f.a)
        f(f, 49, f.a)
        f(f, 50, f.a)
        f(f, 51, f.a)
        f(f, 52, f.a)
        f(f, 53, f.a)
        f(f, 54, f.a)
        f(f, 55, f.a)
        f(f, 56, f.a)
        f(f, 57, f.a)
        f(f, 58, f.a)
        f(f, 59, f.a)
    except ValueError as e:
        return e
    finally:
        f()


def long_chain(a):
    return a.x0 and a.x1 and a.x2 and a.x3 and a.x4 and a.x5 and a.x6 and a.x7 and a.x8 and a.x9 and a.x10 and a.x11 and a.x12 and a.x13 and a.x14 and a.x15 and a.x16 and a.x17 and a.x18 and a.x19 and a.x20 and a.x21 and a.x22 and a.x23 and a.x24 and a.x25 and a.x26 and a.x27 and a.x28 and a.x29 and a.x30 and a.x31 and a.x32 and a.x33 and a.x34 and a.x35 and a.x36 and a.x37 and a.x38 and a.x39 and a.x40 and a.x41 and a.x42 and a.x43 and a.x44 and a.x45 and a.x46 and a.x47 and a.x48 and a.x49


def near_limit(items):
    while items:
        items[0] = items
        items[1] = items
        items[2] = items
        items[3] = items
        items[4] = items
        items[5] = items
        items[6] = items
        items[7] = items
        items[8] = items
        items[9] = items
        items[10] = items
        items[11] = items
        items[12] = items
        items[13] = items
        items[14] = items
        items[15] = items
        items[16] = items
        items[17] = items
        items[18] = items
        items[19] = items
        items[20] = items
        items[21] = items
        items[22] = items
        items[23] = items
        items[24] = items
        items[25] = items
        items[26] = items
        items[27] = items
        items[28] = items
        items[29] = items
        items[30] = items
        items[31] = items
        items[32] = items
        items[33] = items
        items[34] = items
        items[35] = items
        items[36] = items
        items[37] = items
        items[38] = items
        items[39] = items
        items[40] = items
        if items:
            items.pop()


def locals_after_sixteen(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s):
    t = a
    u = b
    q, r = r, q
    a, b = b, a
    s = t
    p = q
    return a, b, p, q, r, s, t, u


def unbound_many(flag):
    if flag:
        w0 = 0
        w1 = 1
        w2 = 2
        w3 = 3
        w4 = 4
        w5 = 5
        w6 = 6
        w7 = 7
        w8 = 8
        w9 = 9
        w10 = 10
        w11 = 11
        w12 = 12
        w13 = 13
        w14 = 14
        w15 = 15
        w16 = 16
        w17 = 17
        w18 = 18
        w19 = 19
        w20 = 20
        w21 = 21
        w22 = 22
        w23 = 23
        w24 = 24
        w25 = 25
        w26 = 26
        w27 = 27
        w28 = 28
        w29 = 29
        w30 = 30
        w31 = 31
        w32 = 32
        w33 = 33
        w34 = 34
        w35 = 35
        w36 = 36
        w37 = 37
        w38 = 38
        w39 = 39
        w40 = 40
        w41 = 41
        w42 = 42
        w43 = 43
        w44 = 44
        w45 = 45
        w46 = 46
        w47 = 47
        w48 = 48
        w49 = 49
        w50 = 50
        w51 = 51
        w52 = 52
        w53 = 53
        w54 = 54
        w55 = 55
        w56 = 56
        w57 = 57
        w58 = 58
        w59 = 59
        w60 = 60
        w61 = 61
        w62 = 62
        w63 = 63
        w64 = 64
        w65 = 65
        w66 = 66
        w67 = 67
        w68 = 68
        w69 = 69
    print(w0, w63, w64, w69)
    w64 = 1
    if flag:
        return w64, w65, w65
    return w64, w1


def deep_nesting(a):
    for x0 in a:
        for x1 in a:
            for x2 in a:
                for x3 in a:
                    for x4 in a:
                        for x5 in a:
                            for x6 in a:
                                for x7 in a:
                                    for x8 in a:
                                        for x9 in a:
                                            for x10 in a:
                                                for x11 in a:
                                                    if x0:
                                                        break
                                                    print(x11)
