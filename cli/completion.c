/*
 * Shell completion, made from the tables of the commands.
 *
 * The bash script is one function with a table in `case` form; the zsh script hands every table
 * to _arguments. Both complete commands, actions, options, choices, and files where a path or a
 * stream is asked for.
 */
#include "cli/help.h"

/* --- both --------------------------------------------------------------------------------- */

static bool takes_path(enum opt_kind kind)
{
    return kind == OPT_PATH;
}

/* Is command i the first with its first word? */
static bool is_first_of_word(size_t i)
{
    size_t k = 0;
    while (!str_eq(command_word(cli_commands[k]), command_word(cli_commands[i]))) k++;
    return k == i;
}

/* --- bash --------------------------------------------------------------------------------- */

static void bash_option_words(struct term *t, const struct opt *rows)
{
    for (; rows && rows->name; rows++) {
        if (rows->letter) term_printf(t, " -%c", rows->letter);
        term_printf(t, " --%s", rows->name);
    }
}

static void bash_choices(struct term *t, const char *const *choices)
{
    for (size_t i = 0; choices && choices[i]; i++)
        term_printf(t, "%s%s", i ? " " : "", choices[i]);
}

/* Rows "'screen --lang') ...": what stands behind an option that takes a value. */
static void bash_values(struct term *t, const char *command, const struct opt *rows)
{
    for (; rows && rows->name; rows++) {
        if (rows->kind == OPT_FLAG) continue;
        term_printf(t, "    '%s --%s'", command, rows->name);
        if (rows->letter) term_printf(t, "|'%s -%c'", command, rows->letter);
        term_z(t, ") ");
        if (rows->kind == OPT_ENUM) {
            term_z(t, "COMPREPLY=($(compgen -W '");
            bash_choices(t, rows->choices);
            term_z(t, "' -- \"$cur\"))");
        } else if (takes_path(rows->kind)) {
            term_z(t, "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))");
        } else {
            term_z(t, "COMPREPLY=()");
        }
        term_z(t, "; return ;;\n");
    }
}

static void bash_arguments(struct term *t, const struct command *c)
{
    bool has_path = false;
    term_printf(t, "    '%s') options='", c->name);
    bash_option_words(t, c->options);
    term_z(t, "'; words='");
    for (const struct arg *a = c->arguments; a && a->name; a++) {
        bash_choices(t, a->choices);
        has_path = has_path || takes_path(a->kind);
    }
    term_printf(t, "'; files=%s ;;\n", has_path ? "yes" : "");
}

/* "    'lists') words='import status' ;;": a word that still lacks its action, and no word. */
static void bash_unfinished(struct term *t)
{
    term_z(t, "    '') words='");
    for (size_t i = 0; cli_commands[i]; i++)
        if (is_first_of_word(i))
            term_printf(t, " %.*s", STR_ARG(command_word(cli_commands[i])));
    term_z(t, "' ;;\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        str word = command_word(cli_commands[i]);
        if (!is_first_of_word(i) || command_action(cli_commands[i]).len == 0) continue;
        term_printf(t, "    '%.*s') words='", STR_ARG(word));
        for (size_t k = i; cli_commands[k]; k++)
            if (str_eq(command_word(cli_commands[k]), word))
                term_printf(t, " %.*s", STR_ARG(command_action(cli_commands[k])));
        term_z(t, "' ;;\n");
    }
}

/* The words before the cursor tell the command; an option that takes a value hides one word. */
static void bash_find_command(struct term *t)
{
    term_z(t, "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
              "        word=${COMP_WORDS[i]}\n"
              "        case $word in\n"
              "        =) ((i++)); continue ;;\n"
              "        ");
    const char *gap = "";
    for (const struct opt *o = cli_global_options; o->name; o++) {
        if (o->kind == OPT_FLAG) continue;
        term_printf(t, "%s--%s", gap, o->name);
        gap = "|";
    }
    term_z(t, ") [[ ${COMP_WORDS[i+1]} == = ]] || ((i++)); continue ;;\n"
              "        -*) continue ;;\n"
              "        esac\n"
              "        case $command in\n"
              "        '') command=$word ;;\n");
    for (size_t i = 0; cli_commands[i]; i++)
        if (is_first_of_word(i) && command_action(cli_commands[i]).len)
            term_printf(t, "        '%.*s') command=\"$command $word\"; break ;;\n",
                        STR_ARG(command_word(cli_commands[i])));
    term_z(t, "        *) break ;;\n"
              "        esac\n"
              "    done\n");
}

int completion_bash(struct cli *cli)
{
    struct term *t = &cli->out;
    term_z(t, "# bash completion for cordon; made by 'cordon help --completion bash'\n"
              "_cordon() {\n"
              "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
              "    local command='' options='' words='' files='' every='' word i\n"
              "    if [[ $cur == = ]]; then\n"
              "        cur=''\n"
              "    elif [[ $prev == = ]]; then\n"
              "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
              "    fi\n");
    bash_find_command(t);
    term_z(t, "    case \"$command $prev\" in\n");
    for (size_t i = 0; cli_commands[i]; i++)
        bash_values(t, cli_commands[i]->name, cli_commands[i]->options);
    term_z(t, "    esac\n    case \" $prev\" in\n");
    bash_values(t, "", cli_global_options);
    term_z(t, "    esac\n    every='");
    bash_option_words(t, cli_global_options);
    term_z(t, "'\n    case $command in\n");
    bash_unfinished(t);
    for (size_t i = 0; cli_commands[i]; i++) bash_arguments(t, cli_commands[i]);
    term_z(
        t,
        "    esac\n"
        "    if [[ $cur == -* ]]; then\n"
        "        COMPREPLY=($(compgen -W \"$options $every\" -- \"$cur\"))\n"
        "    elif [[ -n $files ]]; then\n"
        "        compopt -o filenames\n"
        "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\") $(compgen -f -- \"$cur\"))\n"
        "    else\n"
        "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
        "    fi\n"
        "}\n"
        "complete -F _cordon cordon\n");
    return EXIT_CLEAR;
}

/* --- zsh ---------------------------------------------------------------------------------- */

/* Text inside '...[text]:' of a specification: brackets, colons and quotes escaped. */
static void zsh_text(struct term *t, const char *z)
{
    for (; *z; z++) {
        if (*z == '\'')
            term_z(t, "'\\''");
        else if (*z == '[' || *z == ']' || *z == ':' || *z == '\\')
            term_printf(t, "\\%c", *z);
        else
            term_add(t, str_of(z, 1));
    }
}

static void zsh_values(struct term *t, const char *name, enum opt_kind kind,
                       const char *const *choices)
{
    term_z(t, ":");
    zsh_text(t, name);
    term_z(t, ":");
    if (choices) {
        term_z(t, "(");
        bash_choices(t, choices);
        term_z(t, ")");
    } else if (takes_path(kind)) {
        term_z(t, "_files");
    }
}

static void zsh_options(struct term *t, const struct opt *rows, const char *indent)
{
    for (; rows && rows->name; rows++) {
        bool has_value = rows->kind != OPT_FLAG;
        term_printf(t, "%s", indent);
        if (rows->letter)
            term_printf(t, "{-%c%s,--%s%s}'[", rows->letter, has_value ? "+" : "", rows->name,
                        has_value ? "=" : "");
        else
            term_printf(t, "'%s--%s%s[", rows->kind == OPT_MANY ? "*" : "", rows->name, has_value ? "=" : "");
        zsh_text(t, rows->help);
        term_z(t, "]");
        if (has_value) zsh_values(t, rows->arg, rows->kind, rows->choices);
        term_z(t, "'\n");
    }
}

static void zsh_command(struct term *t, const struct command *c)
{
    term_printf(t, "    '%s')\n      tables+=(\n", c->name);
    zsh_options(t, c->options, "        ");
    for (const struct arg *a = c->arguments; a && a->name; a++) {
        term_printf(t, "        '%s", a->is_many ? "*" : a->is_optional ? ":" : "");
        zsh_values(t, a->name, a->kind, a->choices);
        term_z(t, "'\n");
    }
    term_z(t, "      ) ;;\n");
}

static void zsh_words(struct term *t, const char *array, str word)
{
    term_printf(t, "      %s=(\n", array);
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct command *c = cli_commands[i];
        bool is_here = word.len ? str_eq(command_word(c), word) : is_first_of_word(i);
        if (!is_here) continue;
        str name = word.len ? command_action(c) : command_word(c);
        term_printf(t, "        '%.*s:", STR_ARG(name));
        if (!word.len && command_action(c).len)
            zsh_text(t, c->group); /* the word stands for several commands */
        else
            zsh_text(t, c->summary);
        term_z(t, "'\n");
    }
    term_z(t, "      )\n");
}

int completion_zsh(struct cli *cli)
{
    struct term *t = &cli->out;
    term_z(t, "#compdef cordon\n"
              "# zsh completion for cordon; made by 'cordon help --completion zsh'\n"
              "_cordon() {\n"
              "  local curcontext=\"$curcontext\" state line command\n"
              "  typeset -A opt_args\n"
              "  local -a every tables names\n"
              "  every=(\n");
    zsh_options(t, cli_global_options, "    ");
    term_z(t, "  )\n"
              "  _arguments -C $every '1: :->command' '*:: :->rest' && return 0\n"
              "  case $state in\n"
              "    command)\n");
    zsh_words(t, "names", STR_EMPTY);
    term_z(t, "      _describe -t commands command names; return ;;\n"
              "  esac\n"
              "  command=$line[1]\n"
              "  case $command in\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        str word = command_word(cli_commands[i]);
        if (!is_first_of_word(i) || command_action(cli_commands[i]).len == 0) continue;
        term_printf(t, "    %.*s)\n", STR_ARG(word));
        zsh_words(t, "names", word);
        term_z(
            t,
            "      if (( CURRENT == 2 )); then _describe -t actions action names; return; fi\n"
            "      command=\"$command $words[2]\"\n"
            "      shift words; (( CURRENT-- )) ;;\n");
    }
    term_z(t, "  esac\n"
              "  case $command in\n");
    for (size_t i = 0; cli_commands[i]; i++) zsh_command(t, cli_commands[i]);
    term_z(t, "  esac\n"
              "  _arguments -s $every $tables\n"
              "}\n"
              "_cordon \"$@\"\n");
    return EXIT_CLEAR;
}
