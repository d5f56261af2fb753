"""Paragraphs of a given width."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_WHITESPACE = '\t\n\x0b\x0c\r '
_PUNCTUATION = '!"\'&.,?'


class TextWrapper:
    """All the settings for wrapping text; wrap() and fill() do it."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    # --- cutting the text into chunks: words, parts of words after which a line may break, and spaces ---

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(c): ' ' for c in _WHITESPACE})
        return text

    def _words_and_spaces(self, text):
        start = 0
        for i in range(1, len(text) + 1):
            if i == len(text) or (text[i] in _WHITESPACE) != (text[start] in _WHITESPACE):
                yield text[start:i]
                start = i

    def _split_at_hyphens(self, word):
        """A line may break behind a hyphen between letters, and before and behind a dash of two or more."""
        parts = []
        start = i = 0
        while i < len(word):
            if word[i] != '-':
                i += 1
                continue
            end = i
            while end < len(word) and word[end] == '-':
                end += 1
            if end - i >= 2:
                before, after = word[:i][-1:], word[end:end + 1]
                if before and (before.isalnum() or before in _PUNCTUATION + '_') and (after.isalnum() or after == '_'):
                    if start < i:
                        parts.append(word[start:i])
                    parts.append(word[i:end])
                    start = end
            elif i > start and self._letters_precede(word, i) and self._letters_follow(word, end):
                parts.append(word[start:end])
                start = end
            i = end
        if start < len(word):
            parts.append(word[start:])
        return parts

    @staticmethod
    def _letters_precede(word, i):
        """Two letters, or two with a hyphen between them."""
        before = word[max(i - 3, 0):i]
        return before[-2:].isalpha() and i >= 2 or (len(before) == 3 and before[1] == '-'
                                                    and (before[0] + before[2]).isalpha())

    @staticmethod
    def _letters_follow(word, i):
        """Two letters, or two with a hyphen between them."""
        return word[i:i + 2].isalpha() and len(word) > i + 1 or (
            word[i:i + 1].isalpha() and word[i + 1:i + 2] == '-' and word[i + 2:i + 3].isalpha())

    def _split(self, text):
        chunks = []
        for piece in self._words_and_spaces(text):
            if piece[0] in _WHITESPACE or not self.break_on_hyphens:
                chunks.append(piece)
            else:
                chunks.extend(self._split_at_hyphens(piece))
        return chunks

    def _fix_sentence_endings(self, chunks):
        for i in range(len(chunks) - 1):
            word = chunks[i].rstrip('"\'')
            if chunks[i + 1] == " " and len(word) > 1 and word[-1] in '.!?' and word[-2].islower():
                chunks[i + 1] = "  "

    # --- filling lines ---

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        space_left = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            end = space_left
            chunk = reversed_chunks[-1]
            if self.break_on_hyphens and len(chunk) > space_left:
                hyphen = chunk.rfind('-', 0, space_left)
                if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            first = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(first) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                del chunks[-1]
            cur_line, cur_len = self._fill_line(chunks, width)
            if not cur_line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or (
                    (not chunks or (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()))
                    and cur_len <= width):
                lines.append(indent + ''.join(cur_line))
            else:
                self._end_with_placeholder(lines, cur_line, cur_len, width, indent)
                break
        return lines

    def _fill_line(self, chunks, width):
        cur_line = []
        cur_len = 0
        while chunks and cur_len + len(chunks[-1]) <= width:
            cur_len += len(chunks[-1])
            cur_line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, cur_line, cur_len, width)
            cur_len = sum(map(len, cur_line))
        if self.drop_whitespace and cur_line and cur_line[-1].strip() == '':
            cur_len -= len(cur_line[-1])
            del cur_line[-1]
        return cur_line, cur_len

    def _end_with_placeholder(self, lines, cur_line, cur_len, width, indent):
        while cur_line:
            if cur_line[-1].strip() and cur_len + len(self.placeholder) <= width:
                cur_line.append(self.placeholder)
                lines.append(indent + ''.join(cur_line))
                return
            cur_len -= len(cur_line[-1])
            del cur_line[-1]
        if lines:
            prev_line = lines[-1].rstrip()
            if len(prev_line) + len(self.placeholder) <= self.width:
                lines[-1] = prev_line + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The paragraph as a list of lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The paragraph as one string of lines."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """One line, with [...] at the end if it had to be cut."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """Remove the white space with which every line begins."""
    margin = None
    lines = text.split('\n')
    for i, line in enumerate(lines):
        content = line.lstrip(' \t')
        if not content:
            lines[i] = ''
            continue
        indent = line[:len(line) - len(content)]
        if margin is None:
            margin = indent
        else:
            shared = 0
            while shared < min(len(margin), len(indent)) and margin[shared] == indent[shared]:
                shared += 1
            margin = margin[:shared]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return '\n'.join(lines)


def indent(text, prefix, predicate=None):
    """Put prefix before the lines for which predicate(line) is true: those that are not blank, if it is not given."""
    if predicate is None:
        predicate = str.strip
    return ''.join([prefix + line if predicate(line) else line for line in text.splitlines(True)])
