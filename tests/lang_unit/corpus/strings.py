'a', "b", '''c''', """d"""
'it''s' "fine"
('a'
 'b')
'\n\t\\\'\"\a\b\f\r\v\0\12\377\x41\u00e9\U0001F600\q\
continued'
'\400', '\8'
r'\n\'', R"\x", rb'\x41\'', Rb"a", bR"b", BR'c'
b'bytes\x00\xff\n\'\400\N', b'a' b"b"
u'unicode', U"x", u'a' 'b', 'a' u'b'
'''multi
line'''
"""a
b""" 'c'
'é', "日本語", '😀', '\ud800'
'"', "'", '\'"', "tab	tab"
''
'' ''
"""a "quoted" word"""
x = '''
''' + """
"""
'\u00a0\u200b\x7f\x80 '
