"""Completion at a shell: the scripts, which ask `wingterm __complete` for every word."""

from typing import Annotated

from wingterm.cli import output
from wingterm.cli.declare import Argument, Context
from wingterm.cli.session import Json
from wingterm.errors import BadInput

BASH = r"""# Completion of wingterm for bash. Put this into ~/.bashrc:
#   eval "$(wingterm completion bash)"
_wingterm() {
    local line word
    local -a typed=("${COMP_WORDS[@]:1:COMP_CWORD}")
    COMPREPLY=()
    while IFS= read -r line; do
        word="${line%%$'\t'*}"
        if [ "$word" = ":files" ]; then
            compopt -o default
            return
        fi
        printf -v word '%q' "$word"
        COMPREPLY+=("$word")
    done < <(wingterm __complete "${typed[@]}" 2>/dev/null)
}
complete -F _wingterm wingterm
"""

ZSH = r"""#compdef wingterm
# Completion of wingterm for zsh. Put this into ~/.zshrc, after compinit:
#   eval "$(wingterm completion zsh)"
_wingterm() {
    local line word
    local -a found
    for line in "${(@f)$(wingterm __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        word="${line%%$'\t'*}"
        if [[ "$word" == ":files" ]]; then
            _files
            return
        fi
        [[ -n "$word" ]] && found+=("${word//:/\\:}:${line#*$'\t'}")
    done
    (( $#found )) && _describe wingterm found
}
compdef _wingterm wingterm
"""

FISH = r"""# Completion of wingterm for fish. fish reads it from its folder of completions:
#   wingterm completion fish > ~/.config/fish/completions/wingterm.fish
function __wingterm_complete
    set -l typed (commandline -opc) (commandline -ct)
    set -l found (wingterm __complete $typed[2..-1] 2>/dev/null)
    if string match -q ':files*' -- "$found[1]"
        __fish_complete_path (commandline -ct)
        return
    end
    test -n "$found[1]"; and printf '%s\\n' $found
end
complete -c wingterm -f -a '(__wingterm_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def completion(
    context: Context,  # noqa: ARG001 - every command takes it
    shell: Annotated[str, Argument(metavar="SHELL", help="bash, zsh or fish.")],
    json: Json = False,
) -> None:
    """Print what lets a shell complete the words of wingterm.

    Commands, options, prison numbers (after two characters; those of the prison,
    after four of others too), cells, prisons, lists, reasons and batches. zsh and
    fish show who or what each is. Names of people are read as by `find`, and put
    down in the same log.

    Examples:
      eval "$(wingterm completion bash)"
      wingterm completion fish > ~/.config/fish/completions/wingterm.fish
    """
    script = SCRIPTS.get(shell.strip().lower())
    if script is None:
        raise BadInput(f"There is no script for {shell[:40]}.", "Choose bash, zsh or fish.")
    if json:
        output.as_json(ok=True, shell=shell.strip().lower(), script=script)
        return
    for text in script.rstrip("\n").split("\n"):
        output.line(text)
