"""Sharing the words of a command line out among options and positional arguments."""

from _argparse_actions import ArgumentError, _get_action_name
from _argparse_help import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS


def _is_negative_number(text):
    """-5, -.5 and -5.5 are values, not options."""
    if not text.startswith('-'):
        return False
    digits = text[1:].replace('.', '', 1)
    return digits.isdigit() and not text.endswith('.')


def _least(action):
    """How many words the argument needs."""
    if action.nargs is None or action.nargs in (ONE_OR_MORE, PARSER):
        return 1
    return action.nargs if isinstance(action.nargs, int) else 0


def _most(action):
    if action.nargs is None or action.nargs == OPTIONAL:
        return 1
    if isinstance(action.nargs, int):
        return action.nargs
    return 0 if action.nargs == SUPPRESS else 10 ** 9


def _plain_words(pattern, start):
    """How many plain words (A) follow, and how long that is with a '--' (-) among them."""
    end = start
    while end < len(pattern) and pattern[end] in 'A-':
        end += 1
    return end


class _Parse:
    """One run over the words of a command line.

    Words are classified first: O is an option, A a plain word, - the first '--'. Options and positional arguments are
    then consumed in turn.
    """

    def __init__(self, parser, arg_strings, namespace):
        self.parser = parser
        self.arg_strings = arg_strings
        self.namespace = namespace
        self.extras = []
        self.seen = set()
        self.seen_non_default = set()
        self.warned = set()
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            for action in group._group_actions:
                self.conflicts.setdefault(action, []).extend(a for a in group._group_actions if a is not action)
        self.positionals = [a for a in parser._actions if not a.option_strings]
        self.options = {}
        self.pattern = ''.join(self._classify())

    def _classify(self):
        only_plain = False
        for i, arg in enumerate(self.arg_strings):
            if only_plain:
                yield 'A'
            elif arg == '--':
                only_plain = True
                yield '-'
            else:
                option = self.parser._parse_optional(arg)
                if option is not None:
                    self.options[i] = option
                yield 'A' if option is None else 'O'

    def run(self):
        start = 0
        last_option = max(self.options, default=-1)
        while start <= last_option:
            next_option = start
            while next_option <= last_option and next_option not in self.options:
                next_option += 1
            if start != next_option:
                end = self._consume_positionals(start)
                if end > start:
                    start = end
                    continue
            if start not in self.options:
                self.extras.extend(self.arg_strings[start:next_option])
                start = next_option
            start = self._consume_optional(start)
        stop = self._consume_positionals(start)
        self.extras.extend(self.arg_strings[stop:])
        self._check_required()
        return self.namespace, self.extras

    def _take(self, action, words, option_string=None):
        self.seen.add(action)
        values = self.parser._get_values(action, words)
        if values is not action.default:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, 'not allowed with argument %s' % _get_action_name(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def _count_for(self, action, pattern):
        """How many of the words in pattern this option takes."""
        end = 0
        if action.nargs in (REMAINDER, PARSER):
            end = len(pattern) if action.nargs == REMAINDER or pattern[:1] == 'A' else 0
        else:
            while end < len(pattern) and pattern[end] == 'A' and end < _most(action):
                end += 1
        if end >= _least(action):
            return end
        messages = {None: 'expected one argument', OPTIONAL: 'expected at most one argument',
                    ONE_OR_MORE: 'expected at least one argument'}
        text = messages.get(action.nargs)
        if text is None:
            text = 'expected %s argument%s' % (action.nargs, '' if action.nargs == 1 else 's')
        raise ArgumentError(action, text)

    def _consume_optional(self, start):
        """Handle the option at start, or several short ones in one word; returns where the words go on."""
        action, option_string, sep, explicit = self.options[start]
        if action is None:
            self.extras.append(self.arg_strings[start])
            return start + 1
        found = []
        chars = self.parser.prefix_chars
        while True:
            if explicit is None:
                first = start + 1
                stop = first + self._count_for(action, self.pattern[first:])
                found.append((action, self.arg_strings[first:stop], option_string))
                break
            count = self._count_for(action, 'A')
            if count == 0 and option_string[1] not in chars and explicit != '':
                # A short option without value: what follows it in the word are more short options.
                if sep or explicit[0] in chars:
                    raise ArgumentError(action, 'ignored explicit argument %r' % explicit)
                found.append((action, [], option_string))
                option_string = option_string[0] + explicit[0]
                if option_string not in self.parser._option_string_actions:
                    self.extras.append(option_string[0] + explicit)
                    stop = start + 1
                    break
                action = self.parser._option_string_actions[option_string]
                explicit = explicit[1:]
                if not explicit:
                    sep = explicit = None
                elif explicit[0] == '=':
                    sep, explicit = '=', explicit[1:]
                else:
                    sep = ''
            elif count == 1:
                stop = start + 1
                found.append((action, [explicit], option_string))
                break
            else:
                raise ArgumentError(action, 'ignored explicit argument %r' % explicit)
        for action, words, option_string in found:
            if action.deprecated and option_string not in self.warned:
                self.parser._warning("option '%s' is deprecated" % option_string)
                self.warned.add(option_string)
            self._take(action, words, option_string)
        return stop

    def _share_out(self, start):
        """How many words each of the next positional arguments gets: as many arguments as possible, the first ones
        greedily.
        """
        end = _plain_words(self.pattern, start)
        for count in range(len(self.positionals), 0, -1):
            actions = self.positionals[:count]
            stop = len(self.pattern) if actions[-1].nargs in (REMAINDER, PARSER) else end
            dashes = self.pattern.count('-', start, stop)
            words = stop - start - dashes
            if sum(map(_least, actions)) > words:
                continue
            if any(a.nargs == PARSER for a in actions) and self.pattern[start:start + 1] not in ('A', '-'):
                continue
            counts = []
            for i, action in enumerate(actions):
                later = sum(map(_least, actions[i + 1:]))
                take = min(_most(action), words - later)
                counts.append(take)
                words -= take
            return self._with_dashes(counts, start)
        return []

    def _with_dashes(self, counts, start):
        """Count the '--' to the argument in or behind whose words it stands."""
        dash = self.pattern.find('-', start)
        result = []
        at = start
        for take in counts:
            if take and at <= dash <= at + take:
                take += 1
            at += take
            result.append(take)
        return result

    def _consume_positionals(self, start):
        counts = self._share_out(start)
        for action, count in zip(self.positionals, counts):
            words = self.arg_strings[start:start + count]
            start += count
            if words and action.deprecated and action.dest not in self.warned:
                self.parser._warning("argument '%s' is deprecated" % action.dest)
                self.warned.add(action.dest)
            self._take(action, words)
        self.positionals = self.positionals[len(counts):]
        return start

    def _check_required(self):
        required = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                required.append(_get_action_name(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                # A default given as text is converted like a word, but only if it is needed.
                setattr(self.namespace, action.dest, self.parser._get_value(action, action.default))
        if required:
            raise ArgumentError(None, 'the following arguments are required: %s' % ', '.join(required))
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default for action in group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions if action.help is not SUPPRESS]
                raise ArgumentError(None, 'one of the arguments %s is required' % ' '.join(names))
